"""`generate-track resume`: go on with a task that an earlier command was not able to finish."""

from generate_track.cli.context import Context
from generate_track.cli.option import ARGUMENT, COMMON, TIMEOUT, options
from generate_track.parameter import OUTPUT, Parameter

TASK = Parameter(
    "task",
    "TASK",
    "text",
    "The task's id, or how it begins; without it the newest that is open. `generate-track jobs` lists them.",
    group=ARGUMENT,
)
AGAIN = Parameter(
    "again", "--again", "switch", "Submit the task's request anew, as after a server lost it.", group=OUTPUT
)


@options(TASK, AGAIN, *COMMON, TIMEOUT)
def resume(task: str | None = None, *, context: Context, **said: object) -> None:
    """Fetch what is left of a task that was interrupted, timed out or lost its connection."""
    from generate_track.cli import work  # noqa: PLC0415 - --help must not pay for pydantic and numpy

    work.resume(task, said, context=context)
