"""`generate-track batch`: every track of a preset."""

from generate_track.cli.context import Context
from generate_track.cli.option import ARGUMENT, BATCH, COMMON, CONNECTION, options
from generate_track.parameter import OUTPUT, Parameter
from generate_track.settings import DEFAULT_OUTPUT

PRESET = Parameter(
    "preset",
    "PRESET",
    "text",
    "A file (.yaml, .yml or .json), or the name of a preset that ships with the package.",
    group=ARGUMENT,
)
LIST = Parameter("list", "--list", "switch", "List the presets that ship with the package.", group=BATCH)
SHOW = Parameter("show", "--show", "switch", "Print the preset, to be copied and changed.", group=BATCH)
DRY_RUN = Parameter(
    "dry_run",
    "--dry-run",
    "switch",
    "Tell how many tracks, how long it will take and what it costs, and stop: nothing is made or spent.",
    group=BATCH,
)
RESUME = Parameter(
    "resume", "--resume", "switch", "Keep the tracks that are done and still what the preset asks for.", group=BATCH
)
LIMIT = Parameter("limit", "--limit", "integer", "Make so many tracks at most.", minimum=1, group=BATCH)
CONCURRENCY = Parameter(
    "concurrency",
    "--concurrency",
    "integer",
    "How many tracks at once; as many as there are cores, or 3 at a server.",
    minimum=1,
    maximum=64,
    group=BATCH,
)
RETRY = Parameter(
    "retry",
    "--retry",
    "integer",
    "How often a track that failed is tried again.",
    default=0,
    minimum=0,
    maximum=10,
    group=BATCH,
)
HOURLY = Parameter(
    "hourly", "--hourly", "number", "Price of the engine's machine in USD an hour, for the estimate.", minimum=0,
    group=BATCH,
)  # fmt: skip
NUMBERS = (LIMIT, CONCURRENCY, RETRY, HOURLY)
FOLDER = Parameter(
    "output",
    "--output",
    "path",
    "Folder; the tracks go into a folder in it that is called as the preset.",
    default=str(DEFAULT_OUTPUT),
    group=OUTPUT,
)


@options(PRESET, LIST, SHOW, DRY_RUN, RESUME, *NUMBERS, FOLDER, *COMMON, *CONNECTION)
def batch(preset: str | None = None, *, context: Context, **said: object) -> None:
    """Make every track of a preset: a JSON or YAML file, or one that ships with the package."""
    from generate_track.cli import production  # noqa: PLC0415 - --help must not pay for pydantic and numpy

    production.produce(preset, said, context=context)
