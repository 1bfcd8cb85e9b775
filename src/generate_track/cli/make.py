"""`generate-track make`, which is also the default: a caption in, a track out."""

from generate_track.cli.context import Context
from generate_track.cli.option import CAPTION, MAKING, REQUEST, options


@options(CAPTION, *REQUEST, *MAKING)
def make(caption: str | None = None, *, context: Context, **said: object) -> None:
    """Make a track from a caption, on an ACE-Step 1.5 server or, without one, on this machine."""
    from generate_track.cli import work  # noqa: PLC0415 - --help must not pay for pydantic and numpy

    work.make({**said, "caption": caption}, context=context)
