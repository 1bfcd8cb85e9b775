"""Lyrics of a preset's track: as written, or from a file beside the preset."""

from pathlib import Path

from generate_track.errors import InvalidRequestError, Mistake


def read(value: object, *, folder: Path | None) -> object:
    r"""Return lyrics: of a text that begins with @ the file's, else the text with `\n` as a line break.

    Args:
        value: what the preset says.
        folder: where the file is looked for.
    Raises:
        InvalidRequestError: the file cannot be read.
    """
    if not isinstance(value, str):
        return value
    if not value.startswith("@"):
        return value.replace("\\n", "\n")
    path = (folder or Path()) / Path(value[1:]).expanduser()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = f"lyrics {value!r} is not UTF-8 text"
    except OSError as error:
        message = f"lyrics {value!r} cannot be read: {(error.strerror or str(error)).lower()}"
    raise InvalidRequestError((Mistake("lyrics", message),))
