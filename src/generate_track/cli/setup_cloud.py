"""`generate-track setup-cloud`: an ACE-Step server on a GPU that is rented, reached by ssh, or in this machine."""

from generate_track.cli.context import Context
from generate_track.cli.option import COMMON, JSON, MACHINE, options
from generate_track.parameter import OUTPUT, PARAMETERS, Parameter

# The same words as when a track is made.
_SHARED = tuple(row for row in PARAMETERS if row.name in {"model", "thinking"})
ON = Parameter(
    "on",
    "--on",
    "text",
    "Where: runpod, vast, lambda, aws, gcp, azure, nebius, kubernetes, ssh:user@host or here; "
    "the cheapest that there are credentials for.",
    group=MACHINE,
)
GPU = Parameter("gpu", "--gpu", "text", "Which GPU; the cheapest that fits --model and --thinking.", group=MACHINE)
MAX_HOURLY = Parameter(
    "max_hourly",
    "--max-hourly",
    "number",
    "The most that an hour may cost, in US dollars; twice our estimate.",
    minimum=0.01,
    maximum=100,
    group=MACHINE,
)
AUTOSTOP = Parameter(
    "autostop_min",
    "--autostop",
    "integer",
    "End the machine after so many minutes without a track, 10 or more; 0 never. "
    "Where somebody bills for it 30, else 0.",
    minimum=0,
    maximum=1440,
    group=MACHINE,
)
SPOT = Parameter("spot", "--spot", "switch", "A machine that may be taken away, for less.", group=MACHINE)
PUBLIC = Parameter(
    "public",
    "--public",
    "switch",
    "Open the API to the network, with its key, instead of a tunnel. It is not encrypted.",
    group=MACHINE,
)
WISHES = (ON, GPU, MAX_HOURLY, AUTOSTOP, SPOT, PUBLIC, *_SHARED)
YES = Parameter("yes", "--yes", "switch", "Do not ask.", group=OUTPUT)
DRY_RUN = Parameter(
    "dry_run", "--dry-run", "switch", "Show the plan and stop: nothing is started, no account is needed.", group=OUTPUT
)
WRITE = Parameter(
    "write",
    "--write",
    "path",
    "Keep what would run: SkyPilot's task file, or for a machine of your own a script.",
    group=OUTPUT,
)
LINES = Parameter("n_lines", "--lines", "integer", "How many.", default=100, minimum=1, maximum=100_000, group=OUTPUT)


@options(*WISHES, YES, DRY_RUN, WRITE, *COMMON)
def setup_cloud(*, context: Context, **said: object) -> None:
    """Set up an ACE-Step server on a GPU, prove that it makes music, and write its address and key to .env."""
    from generate_track.cli import cloud  # noqa: PLC0415 - --help must not pay for pydantic and HTTP

    cloud.setup(said, context=context)


@options(*COMMON)
def status(*, context: Context, **_: object) -> None:
    """Tell how the server is and what it costs; a tunnel that is gone is opened again."""
    from generate_track.cli import cloud  # noqa: PLC0415 - as above

    cloud.status(context=context)


@options(LINES, JSON)
def logs(*, context: Context, **said: object) -> None:
    """Print the last lines of the server's log."""
    from generate_track.cli import cloud  # noqa: PLC0415 - as above

    cloud.logs(said, context=context)


@options(*COMMON)
def stop(*, context: Context, **_: object) -> None:
    """Stop the machine so that setup-cloud starts it again sooner; its disk stays, and is billed."""
    from generate_track.cli import cloud  # noqa: PLC0415 - as above

    cloud.stop(context=context)


@options(*COMMON)
def down(*, context: Context, **_: object) -> None:
    """Delete the machine and all that was installed, and take its address out of .env."""
    from generate_track.cli import cloud  # noqa: PLC0415 - as above

    cloud.down(context=context)
