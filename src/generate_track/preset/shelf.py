"""The presets that ship with the package, found by name, beside those of the user, found by path."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import nearest
from generate_track.preset import document
from generate_track.preset.parser import parse
from generate_track.preset.preset import Preset

_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a preset is written down.

    Args:
        path: the file.
        is_shipped: whether it comes with the package.
    """

    path: Path
    is_shipped: bool

    def load(self) -> Preset:
        """Return the preset.

        Raises:
            InvalidRequestError: with every mistake of every track.
        """
        return parse(document.read(self.path), folder=self.path.parent)

    def text(self) -> str:
        """Return the preset as it is written, to be copied and changed.

        Raises:
            InvalidRequestError: the file cannot be read.
        """
        document.read(self.path)
        return self.path.read_text(encoding="utf-8-sig")


def shipped() -> dict[str, Source]:
    """Return the presets of the package by name."""
    folder = Path(str(resources.files("generate_track"))) / "preset" / "data"
    return {path.stem: Source(path, is_shipped=True) for path in sorted(folder.glob("*.yaml"))}


def find(word: str) -> Source:
    """Return the preset that a word means: a file by its suffix, else one of the package by its name.

    Raises:
        InvalidRequestError: there is none.
    """
    path = Path(word).expanduser()
    if path.suffix.lower() in _SUFFIXES:
        return Source(path, is_shipped=False)
    known = shipped()
    if word in known:
        return known[word]
    if path.is_file():
        raise _none(f"{word!r} is a file, but no preset by its name", f"a preset ends in {', '.join(_SUFFIXES)}")
    near = nearest(word, list(known))
    hint = f"did you mean {near!r}?" if near else "generate-track batch --list tells which there are"
    raise _none(f"there is no preset {word!r}", hint)


def _none(message: str, hint: str) -> InvalidRequestError:
    return InvalidRequestError((Mistake("preset", message, hint),))
