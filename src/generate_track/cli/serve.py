"""`generate-track serve` and `generate-track worker`: the HTTP server, and more processes that do its jobs."""

from dataclasses import replace

from generate_track.cli import option
from generate_track.cli.context import Context
from generate_track.cli.option import ENGINE, LIMITS, ORIGIN, SERVER, UPSTREAM, options
from generate_track.parameter import Parameter
from generate_track.settings import ENGINES

HOST = Parameter(
    "host",
    "--host",
    "text",
    "Address to listen on; 0.0.0.0 for all, :: for those of version 6 too. "
    "Any but a loopback address needs a key, or --insecure.",
    default="127.0.0.1",
    group=SERVER,
)
PORT = Parameter(
    "port",
    "--port",
    "integer",
    "Port to listen on; 0 takes a free one.",
    default=8001,
    minimum=0,
    maximum=65535,
    group=SERVER,
)
PUBLIC_URL = Parameter(
    "public_url", "--public-url", "text", "What clients call this server, where a proxy is before it.", group=SERVER
)
INSECURE = Parameter(
    "is_insecure", "--insecure", "switch", "Serve everybody who reaches --host, without a key.", group=SERVER
)
API_ONLY = Parameter(
    "is_api_only", "--no-worker", "switch", "Take jobs only; generate-track worker does them.", group=SERVER
)
DATABASE = Parameter(
    "database",
    "--database",
    "text",
    "sqlite:///FILE, or postgresql://USER@HOST/NAME for several machines; a file of yours when not given. "
    "One with a password goes into GENERATE_TRACK_DATABASE: other users of a machine can see command lines.",
    group=SERVER,
)
STORE = Parameter(
    "store",
    "--store",
    "text",
    "Folder for the audio, or s3://BUCKET/PREFIX for several machines; a folder of yours when not given.",
    group=SERVER,
)
KEEP = Parameter(
    "keep_days",
    "--keep-days",
    "number",
    "Delete jobs and their audio so many days after their end; 0 never.",
    default=7.0,
    minimum=0,
    maximum=36_500,
    group=SERVER,
)
GRACE = Parameter(
    "grace_s",
    "--grace",
    "number",
    "How long what runs may take when the server is to end; then it is handed back and done elsewhere.",
    default=30.0,
    minimum=0,
    maximum=3600,
    group=SERVER,
)
ENGINE_BEHIND = Parameter(
    "engine",
    "--engine",
    "choice",
    "Who makes the tracks: embedded, or acestep for servers of your own behind this one.",
    default="embedded",
    choices=ENGINES,
    group=ENGINE,
)
SLOTS = Parameter(
    "slots",
    "--slots",
    "integer",
    "How many jobs at once; 1 when not given, or 2 for each ACE-Step server: it makes one while the other waits there.",
    minimum=1,
    maximum=256,
    group=ENGINE,
)
MAX_QUEUED = Parameter(
    "max_queued",
    "--max-queued",
    "integer",
    "How many jobs may wait.",
    default=200,
    minimum=1,
    maximum=1_000_000,
    group=LIMITS,
)
MAX_PER_KEY = Parameter(
    "max_per_key",
    "--max-per-key",
    "integer",
    "How many jobs of one key may wait or run.",
    default=100,
    minimum=1,
    maximum=1_000_000,
    group=LIMITS,
)
RATE = Parameter(
    "rate",
    "--rate",
    "integer",
    "How many requests a minute one key may send, or one address where no key is asked for; 0 any number.",
    default=6000,
    minimum=0,
    maximum=1_000_000,
    group=LIMITS,
)
PRIVATE_WEBHOOKS = Parameter(
    "allows_private_webhooks",
    "--allow-private-webhooks",
    "switch",
    "Let webhooks be addresses of private networks.",
    group=LIMITS,
)
HEALTH_PORT = Parameter(
    "health_port",
    "--health-port",
    "integer",
    "Answer GET /healthz on this port, on all addresses.",
    minimum=0,
    maximum=65535,
    group=SERVER,
)

QUIET = replace(option.QUIET, help="Do not tell where it is; errors and the log stay.")
JSON = replace(option.JSON, help="Print to stdout where it is, as one JSON object, as soon as it is there.")

_BOTH = (DATABASE, STORE, KEEP, GRACE, ENGINE_BEHIND, UPSTREAM, SLOTS, PRIVATE_WEBHOOKS)
SERVE = (HOST, PORT, PUBLIC_URL, ORIGIN, INSECURE, API_ONLY, *_BOTH, MAX_QUEUED, MAX_PER_KEY, RATE)
WORKER = (HEALTH_PORT, *_BOTH)


@options(*SERVE, QUIET, JSON)
def serve(*, context: Context, **said: object) -> None:
    """Serve ACE-Step 1.5's API over HTTP, on any engine, with a queue that survives restarts."""
    from generate_track.cli import service  # noqa: PLC0415 - --help must not pay for a server

    service.serve(said, context=context)


@options(*WORKER, QUIET, JSON)
def worker(*, context: Context, **said: object) -> None:
    """Do the jobs of servers that share a database; as many workers as you like, on as many machines."""
    from generate_track.cli import service  # noqa: PLC0415 - as above

    service.work(said, context=context)
