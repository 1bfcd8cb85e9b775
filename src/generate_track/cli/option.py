"""Options: rows of the parameter table as the words of a command.

A command takes its rows with `@options(...)`; cyclopts sees a signature that is made of them. Every value arrives as
text, so that the request can report all mistakes at once, in its own words.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar, cast

from cyclopts import Group
from cyclopts import Parameter as Word

from generate_track.parameter import CAPTION_LIMIT, EXPERT, EXPERT_PARAMETERS, MUSIC, OUTPUT, PARAMETERS, Parameter
from generate_track.settings import DEFAULT_OUTPUT, DEFAULT_TIMEOUT_S, ENGINES

_Command = TypeVar("_Command", bound=Callable[..., None])

ARGUMENT = "Arguments"
ENGINE = "Engine"
MACHINE = "Machine"
BATCH = "Batch"
SERVER = "Server"
LIMITS = "Limits"
# In the order of the help page.
_GROUPS = {
    name: Group(name, sort_key=rank)
    for rank, name in enumerate((MACHINE, SERVER, MUSIC, BATCH, OUTPUT, ENGINE, LIMITS, EXPERT))
}
_GROUPS[ARGUMENT] = Group.create_default_arguments()

REQUEST = (*PARAMETERS, *EXPERT_PARAMETERS)
CAPTION = Parameter(
    "caption",
    "CAPTION",
    "text",
    "What the music should be: style, genre, instruments, mood.",
    maximum=CAPTION_LIMIT,
    group=ARGUMENT,
)

JSON = Parameter("json", "--json", "switch", "Print one JSON object instead of text.", group=OUTPUT)
QUIET = Parameter(
    "quiet", "--quiet", "switch", "No progress and no notes; of each track its file name only.", group=OUTPUT
)
COMMON = (QUIET, JSON)

OUTPUT_PATH = Parameter(
    "output",
    "--output",
    "path",
    "Folder for the tracks, or a file name that ends in .mp3, .wav or .flac.",
    default=str(DEFAULT_OUTPUT),
    group=OUTPUT,
)
TIMEOUT = Parameter(
    "timeout_s",
    "--timeout",
    "number",
    "How long to wait without a sign of progress, in seconds.",
    default=DEFAULT_TIMEOUT_S,
    group=ENGINE,
)
CONNECTION = (
    Parameter(
        "engine",
        "--engine",
        "choice",
        "Who makes the track; the server when one is named, else the embedded engine.",
        choices=ENGINES,
        group=ENGINE,
    ),
    Parameter(
        "api_url",
        "--api-url",
        "text",
        "ACE-Step 1.5 server, instead of ACESTEP_API_URL. Its key is read from ACESTEP_API_KEY only: "
        "other users of a machine can see command lines.",
        group=ENGINE,
    ),
    TIMEOUT,
)
UPSTREAM = Parameter(
    "upstreams",
    "--upstream",
    "list",
    "ACE-Step 1.5 server behind --engine acestep, instead of ACESTEP_API_URL. Can be repeated. "
    "Its key is read from ACESTEP_API_KEY, or from a variable of its own: ACESTEP_API_KEY_GPU1_8001 for http://gpu1:8001.",
    group=ENGINE,
)
ORIGIN = Parameter(
    "origins",
    "--allow-origin",
    "list",
    "Let web pages of this origin in, beside those of this machine, such as https://daw.example.org; "
    "null is that of pages opened from files, and of any page that hides its own. Can be repeated.",
    group=SERVER,
)
DRY_RUN = Parameter(
    "dry_run", "--dry-run", "switch", "Print the exact payload and stop: nothing is sent or spent.", group=OUTPUT
)
SET = Parameter(
    "set",
    "--set",
    "list",
    "A field of the request that has no option yet: JSON, else text. Can be repeated.",
    group=EXPERT,
)
# What a command that makes tracks takes besides the request's own rows.
MAKING = (OUTPUT_PATH, DRY_RUN, *COMMON, *CONNECTION, SET)

_METAVARS = {
    "text": "TEXT", "integer": "N", "number": "X", "switch": None, "choice": "WORD", "key": "KEY",
    "time_signature": "SIGNATURE", "language": "CODE", "path": "PATH", "list": "LIST",
}  # fmt: skip
# Options that may be given several times, and the placeholder of each value.
_REPEATED = {SET.name: "FIELD=VALUE", UPSTREAM.name: "URL", ORIGIN.name: "ORIGIN"}
# Texts that have a form of their own.
_FORMS = {"from_env": "VARIABLE", "public_url": "URL", "api_url": "URL", "database": "URL"}


def options(*rows: Parameter, can_undo: bool = False) -> Callable[[_Command], _Command]:
    """Return a decorator that makes `rows` the words of a command.

    Args:
        rows: a row whose flag has no leading hyphen is a positional argument.
        can_undo: whether switches that are off by default have a `--no-` form too.
    """

    def decorate(command: _Command) -> _Command:
        parameters = [_parameter(row, can_undo=can_undo) for row in sorted(rows, key=_is_option)]
        cast("Any", command).__signature__ = inspect.Signature([*parameters, _CONTEXT])
        cast("Any", command).__annotations__ = {}
        return command

    return decorate


# Filled in by `main`; no word of the command line.
_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[Any, Word(parse=False)])


def _is_option(row: Parameter) -> bool:
    return row.flag.startswith("-")


def _parameter(row: Parameter, *, can_undo: bool) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY if _is_option(row) else inspect.Parameter.POSITIONAL_ONLY
    return inspect.Parameter(row.name, kind, default=None, annotation=_annotation(row, can_undo=can_undo))


def _annotation(row: Parameter, *, can_undo: bool) -> object:
    word = Word(
        name=row.flag,
        help=describe(row),
        group=_GROUPS[row.group],
        metavar=metavar(row),
        show_default=False,
        negative=f"--no-{row.flag[2:]}" if is_undoable(row, can_undo=can_undo) else "",
        # A lone "-" is stdin, and -1 a number that the request has words for.
        allow_leading_hyphen=_is_option(row),
    )
    if row.kind == "switch":
        return Annotated[bool | None, word, row]
    return Annotated[tuple[str, ...] | None if is_repeatable(row) else str | None, word, row]


def is_undoable(row: Parameter, *, can_undo: bool = False) -> bool:
    """Whether a switch has a `--no-` form: always where the engine has a default of its own."""
    return row.kind == "switch" and (row.group == EXPERT or (can_undo and row in PARAMETERS))


def is_repeatable(row: Parameter) -> bool:
    """Whether an option may be given several times."""
    return row.name in _REPEATED


def metavar(row: Parameter) -> str | None:
    """Return the placeholder of a row's value, such as SECONDS; None for a switch."""
    if row.name.endswith("_s"):
        return "SECONDS"
    return _REPEATED.get(row.name) or _FORMS.get(row.name) or _METAVARS[row.kind]


def describe(row: Parameter) -> str:
    """Return what --help says of a row: help, range, default, advice."""
    facts = [fact for fact in (limits(row), row.advice, default(row)) if fact]
    return " ".join([row.help, *(f"[{fact}]" for fact in facts)])


def limits(row: Parameter) -> str:
    """Return what a row's value may be, or nothing."""
    if row.choices:
        return ", ".join(row.choices)
    if row.kind == "text":
        return f"at most {row.maximum:g} characters" if row.maximum else ""
    if row.minimum is None:
        return ""
    return f"{row.minimum:g} to {row.maximum:.10g}" if row.maximum is not None else f"at least {row.minimum:g}"


def default(row: Parameter) -> str:
    """Return a row's default as text, or nothing when the engine chooses or a switch is off."""
    if row.default in (None, False, ""):
        return ""
    return f"default: {row.default:g}" if isinstance(row.default, (int, float)) else f"default: {row.default}"


def rows_of(command: Callable[..., Any]) -> list[Parameter]:
    """Return the rows that `@options` gave a command."""
    return [fact for fact in _metadata(command) if isinstance(fact, Parameter)]


def flags_of(command: Callable[..., Any]) -> list[str]:
    """Return every option that a command knows."""
    words = [fact for fact in _metadata(command) if isinstance(fact, Word)]
    return [name for word in words for name in (*(word.name or ()), *(word.negative or ())) if name.startswith("--")]


def _metadata(command: Callable[..., Any]) -> Iterator[object]:
    for parameter in inspect.signature(command).parameters.values():
        yield from getattr(parameter.annotation, "__metadata__", ())
