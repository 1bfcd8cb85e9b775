"""The catalogue: the styles, instruments and scene sounds that a caption can ask for, and in which words."""

from dataclasses import dataclass
from typing import Any

from generate_track.compose.instrument import INSTRUMENTS, Role
from generate_track.compose.lexicon.scene import SCENES
from generate_track.compose.lexicon.sound import ONLY_FORBIDDEN, SOUNDS
from generate_track.compose.style import Style
from generate_track.compose.styles import STYLES

_N_WORDS = 6
_WORK: dict[Role, str] = {
    "drums": "keeps time",
    "bass": "plays the bass",
    "chords": "plays chords",
    "pad": "holds chords",
    "arpeggio": "breaks chords",
    "lead": "has the tune",
    "counter": "answers the tune",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue.

    Args:
        name: of the style, instrument or scene.
        about: what it is, in one line.
        words: some of the caption words that ask for it, the surest first.
    """

    name: str
    about: str
    words: tuple[str, ...]

    def as_facts(self) -> dict[str, Any]:
        """Return the line as plain JSON values."""
        return {"name": self.name, "about": self.about, "words": list(self.words)}


def catalogue() -> dict[str, tuple[Entry, ...]]:
    """Return what can be asked for: "styles", "instruments" and "scenes"."""
    return {
        "styles": tuple(_style(STYLES[name]) for name in sorted(STYLES)),
        "instruments": tuple(_instrument(name) for name in INSTRUMENTS),
        "scenes": tuple(
            Entry(name, scene.about, (scene.sure + scene.near + scene.loose)[:_N_WORDS])
            for name, scene in SCENES.items()
        ),
    }


def _style(style: Style) -> Entry:
    words = sorted(style.words, key=lambda word: -style.words[word])
    tempo = "{} to {} bpm".format(*style.tempo_bpm)
    return Entry(style.name, "; ".join(filter(None, (style.about, tempo))), tuple(words[:_N_WORDS]))


def _instrument(name: str) -> Entry:
    """Return the line of an instrument, with the words that mean it and hardly anything else."""
    words = [word for word, names in SOUNDS.items() if name in names and word not in ONLY_FORBIDDEN]
    words.sort(key=lambda word: (SOUNDS[word].index(name), len(SOUNDS[word])))
    work = " and ".join(_WORK[role] for role in INSTRUMENTS[name].roles[:2])
    return Entry(name.replace("_", " "), work, tuple(words[:_N_WORDS]))
