"""The command `generate-track`: its subcommands, and the one place where errors become exit codes."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from cyclopts import App, CycloptsError

from generate_track import __version__
from generate_track.cli.batch import batch
from generate_track.cli.context import Context
from generate_track.cli.doctor import doctor
from generate_track.cli.help import HelpPrinter
from generate_track.cli.interrupt import listen
from generate_track.cli.jobs import jobs
from generate_track.cli.keys import add_key, list_keys, revoke_key
from generate_track.cli.make import make
from generate_track.cli.option import CAPTION, rows_of
from generate_track.cli.output import Output, prepare_streams
from generate_track.cli.rerun import rerun
from generate_track.cli.resume import resume
from generate_track.cli.serve import serve, worker
from generate_track.cli.setup_cloud import down, logs, setup_cloud, status, stop
from generate_track.cli.skill import install, show
from generate_track.cli.styles import styles
from generate_track.cli.word import Words, options_in
from generate_track.errors import GenerateTrackError, InvalidRequestError, Mistake, OutputError, TaskInterruptedError

USAGE = 'generate-track "CAPTION" [OPTIONS]\n       generate-track COMMAND [ARGUMENTS] [OPTIONS]'
EPILOGUE = (
    "A caption that is also a command's name: generate-track make jobs. One that begins with a hyphen: -- -caption."
)
# The help of commands that have commands.
GROUPS = {
    "setup-cloud": setup_cloud.__doc__,
    "keys": "Manage the API keys of a server.",
    "skill": "Teach AI agents to use this command.",
}
COMMANDS: dict[str, Callable[..., None]] = {
    "make": make,
    "batch": batch,
    "resume": resume,
    "jobs": jobs,
    "rerun": rerun,
    "styles": styles,
    "doctor": doctor,
    "setup-cloud": setup_cloud,
    "setup-cloud status": status,
    "setup-cloud logs": logs,
    "setup-cloud stop": stop,
    "setup-cloud down": down,
    "serve": serve,
    "worker": worker,
    "keys add": add_key,
    "keys list": list_keys,
    "keys revoke": revoke_key,
    "skill install": install,
    "skill show": show,
}
DEBUG_VARIABLE = "GENERATE_TRACK_DEBUG"


def build_app() -> App:
    """Return the tree of commands; generating is the default."""
    settings: dict[str, Any] = {
        "help_format": "plaintext",
        "help_formatter": HelpPrinter(),
        "exit_on_error": False,
        "print_error": False,
    }
    app = App(
        name="generate-track",
        help="A caption in, a finished track out.",
        version=__version__,
        usage=USAGE,
        help_epilogue=EPILOGUE,
        **settings,
    )
    groups = {"": app}
    for name, text in GROUPS.items():
        groups[name] = App(name=name, help=text, help_epilogue="", **settings)
        app.command(groups[name])
    for path, command in COMMANDS.items():
        group, _, name = path.rpartition(" ")
        if path in groups:
            groups[path].default(command)
        else:
            groups[group].command(command, name=name, help_epilogue="")
    app.default(make)
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: the words after the command's name; those of this process by default.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Read when numpy is loaded. Our products of matrices are small: more threads would spin while they wait for work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    prepare_streams()
    listen()
    options = options_in(words)
    out = Output(is_json="--json" in options, is_quiet="--quiet" in options)
    code = _answer(words, out)
    try:
        out.close()
    except OutputError as error:
        return code or _fail(error, out)
    return code


def _answer(words: list[str], out: Output) -> int:
    """Run the command and tell its error, if any."""
    try:
        _call(words, out)
    except BrokenPipeError:
        return 0  # the reader of our help has seen enough
    except KeyboardInterrupt:
        return _fail(TaskInterruptedError("interrupted"), out)
    except GenerateTrackError as error:
        return _fail(error, out)
    except Exception as error:  # noqa: BLE001 - the last resort: a bug must not show a traceback unasked
        fact = f"{type(error).__name__}: {error}"
        hint = f"set {DEBUG_VARIABLE}=1 to see where it happened, and report it"
        return _fail(GenerateTrackError(f"unexpected error, {fact}", hint=hint), out)
    return 0


def _fail(error: GenerateTrackError, out: Output) -> int:
    if os.environ.get(DEBUG_VARIABLE) not in {None, "", "0"}:
        traceback.print_exc()
    out.error(error)
    return error.exit_code


def _call(words: list[str], out: Output) -> None:
    options = options_in(words)
    if "--version" in options:
        out.facts["version"] = __version__
        out.result(__version__)
        return
    app = build_app()
    if not {"--help", "-h"}.isdisjoint(options):
        # Cyclopts would read all words first, which takes as long as the help itself.
        app.help_print([word for word in options if not word.startswith("-")])
        return
    _, apps, _ = app.parse_commands(words)
    found = Words(words, command=apps[-1].default_command)
    try:
        command, bound, unused, ignored = app.parse_known_args(found.kept)
    except CycloptsError as error:
        raise InvalidRequestError((*found.mistakes, _mistake(error))) from None
    if "context" in ignored:
        # The value of an option that nobody knows is left over as well.
        mistakes = found.mistakes or [_unexpected(word, has_caption=CAPTION in rows_of(command)) for word in unused]
        command(*bound.args, **bound.kwargs, context=Context(out, tuple(mistakes)))
    else:
        command(*bound.args, **bound.kwargs)


def _mistake(error: CycloptsError) -> Mistake:
    """Return in our style what cyclopts finds wrong before any value is looked at."""
    error.verbose = False
    message, _, hint = str(error).rstrip(".").partition(". ")
    return Mistake("command", message[:1].lower() + message[1:], hint[:1].lower() + hint[1:] or None)


def _unexpected(word: str, *, has_caption: bool) -> Mistake:
    hint = "put a caption of several words in quotes" if has_caption else None
    return Mistake("command", f"unexpected argument {word!r}", hint)
