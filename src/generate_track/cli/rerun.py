"""`generate-track rerun`: the same track again, or the same with changes."""

from generate_track.cli.context import Context
from generate_track.cli.option import ARGUMENT, CAPTION, MAKING, REQUEST, options
from generate_track.parameter import MUSIC, Parameter

FILE = Parameter("file", "FILE", "path", "A track that generate-track made, or the .json beside it.", group=ARGUMENT)
NEW_CAPTION = Parameter("caption", "--caption", "text", CAPTION.help, maximum=CAPTION.maximum, group=MUSIC)


@options(FILE, NEW_CAPTION, *REQUEST, *MAKING, can_undo=True)
def rerun(file: str | None = None, *, context: Context, **said: object) -> None:
    """Make a saved track again from the request in its sidecar; options change it."""
    from generate_track.cli import work  # noqa: PLC0415 - --help must not pay for pydantic and numpy

    work.rerun(file, said, context=context)
