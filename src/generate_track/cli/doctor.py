"""`generate-track doctor`: what would work from here, found out without starting a generation."""

from generate_track.cli.context import Context
from generate_track.cli.option import COMMON, CONNECTION, OUTPUT_PATH, options


@options(OUTPUT_PATH, *COMMON, *CONNECTION)
def doctor(*, context: Context, **said: object) -> None:
    """Tell which engine would run, whether it can, and what is wrong; nothing is generated."""
    from generate_track.cli import checkup  # noqa: PLC0415 - --help must not pay for pydantic and numpy

    checkup.examine(said, context=context)
