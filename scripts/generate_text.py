"""Generate what says the same as the command: the agent skill, pages of docs and a schema; --check fails when stale."""

import argparse
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

from generate_track import errors
from generate_track.cli.app import COMMANDS
from generate_track.cli.option import (
    BATCH,
    COMMON,
    CONNECTION,
    DRY_RUN,
    OUTPUT_PATH,
    SET,
    default,
    is_undoable,
    limits,
    metavar,
    rows_of,
)
from generate_track.cli.serve import HEALTH_PORT, SERVE
from generate_track.cli.setup_cloud import DRY_RUN as CLOUD_DRY_RUN
from generate_track.cli.setup_cloud import WISHES, WRITE, YES
from generate_track.cloud import inventory, machine
from generate_track.cloud.fit import need
from generate_track.compose.catalogue import catalogue
from generate_track.music import LANGUAGES
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS, Parameter
from generate_track.preset.field import MUSIC, help_of
from generate_track.preset.schema import schema
from generate_track.preset.shelf import shipped

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "scripts" / "template"
SKILL = ROOT / "src" / "generate_track" / "skill"
TARGETS = {
    "SKILL.md": SKILL / "SKILL.md",
    "options.md": SKILL / "references" / "options.md",
    "docs-options.md": ROOT / "docs" / "options.md",
    "docs-styles.md": ROOT / "docs" / "styles.md",
    "docs-serving.md": ROOT / "docs" / "serving.md",
    "docs-setup-cloud.md": ROOT / "docs" / "setup-cloud.md",
    "docs-presets.md": ROOT / "docs" / "presets.md",
}
SCHEMA = ROOT / "docs" / "preset.schema.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write each text that is not as it should be, or with --check only name it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, and fail when a text is stale")
    is_check = parser.parse_args(arguments).check
    stale = [(path, text) for path, text in texts() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        print(f"{'stale' if is_check else 'written'}: {path.relative_to(ROOT).as_posix()}")
        if not is_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and is_check:
        print("python scripts/generate_text.py writes them anew", file=sys.stderr)
    return int(is_check and bool(stale))


def texts() -> Iterator[tuple[Path, str]]:
    """Yield each target and what it should hold."""
    values = {
        "commands": _commands(),
        "music": _options(PARAMETERS),
        "control": _options((OUTPUT_PATH, DRY_RUN, *COMMON, *CONNECTION)),
        "expert": _options((*EXPERT_PARAMETERS, SET)),
        "languages": ", ".join(f"{code} {name}" for code, name in sorted(LANGUAGES.items())),
        "failures": _failures(),
        "server_options": _options((*SERVE, HEALTH_PORT)),
        "batch": _options(row for row in rows_of(COMMANDS["batch"]) if row.group == BATCH),
        "fields": _fields(),
        "presets": _presets(),
        **_catalogue(),
        **_cloud(),
    }
    for name, target in TARGETS.items():
        template = Template((TEMPLATES / name).read_text(encoding="utf-8"))
        yield target, template.substitute(values)
    yield SCHEMA, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _options(rows: Iterable[Parameter]) -> str:
    return _table(("option", "default", "range", "meaning"), (_option(row) for row in rows))


def _option(row: Parameter) -> tuple[str, str, str, str]:
    flags = [f"`{row.flag} {metavar(row) or ''}".rstrip() + "`"]
    if is_undoable(row):
        flags.append(f"`--no-{row.flag[2:]}`")
    meaning = row.help + (f" Advice: {row.advice}." if row.advice else "")
    return ", ".join(flags), default(row).removeprefix("default: "), limits(row), meaning


def _fields() -> str:
    """Return the words of a preset: those of the command line, and the request's own where they differ."""
    rows = {row.name: row for row in PARAMETERS}
    words = {name: [word for word, field in MUSIC.items() if field == name] for name in rows}
    header = ("field", "default", "range", "meaning")
    return _table(
        header,
        (
            (
                " or ".join(f"`{word}`" for word in words[name]),
                default(row).removeprefix("default: "),
                limits(row),
                help_of(row),
            )
            for name, row in rows.items()
        ),
    )


def _presets() -> str:
    presets = {name: source.load() for name, source in shipped().items()}
    rows = (
        (f"`{name}`", str(len(preset.items)), f"{preset.duration_s / 60:.0f} min", preset.description)
        for name, preset in presets.items()
    )
    return _table(("preset", "tracks", "length", "what it is"), rows)


def _catalogue() -> dict[str, str]:
    header = ("name", "what it is", "words that ask for it")
    return {
        kind: _table(header, ((entry.name, entry.about, ", ".join(entry.words)) for entry in entries))
        for kind, entries in catalogue().items()
    }


def _cloud() -> dict[str, str]:
    places = [
        (f"`{place.name}`", place.title, place.account, _prices(place), "yes" if place.can_stop else "no")
        for place in inventory.PLACES
    ]
    gpus = [(gpu.name, f"{gpu.memory_gb} GB", "" if gpu.has_bf16 else "no bfloat16") for gpu in inventory.GPUS]
    return {
        "places": _table(("`--on`", "cloud", "credentials", "US dollars an hour", "can be stopped"), places),
        "gpus": _table(("`--gpu`", "memory", "note"), gpus),
        "options": _options((*WISHES, YES, CLOUD_DRY_RUN, WRITE)),
        "need": _need("turbo", thinking=False),
        "need_thinking": _need("turbo", thinking=True),
        "need_xl": _need("xl-turbo", thinking=False),
        "need_xl_thinking": _need("xl-turbo", thinking=True),
        "commit": machine.BUILD.commit,
        "build_date": machine.BUILD.date,
        "prices_of": inventory.PRICES_OF,
        "skypilot": machine.SKYPILOT_VERSION,
        "uv": machine.UV_VERSION,
    }


def _prices(place: inventory.Place) -> str:
    return ", ".join(f"{gpu} {price:.2f}" for gpu, price in place.prices.items()) or "what your cluster costs"


def _need(model: str, *, thinking: bool) -> str:
    needed = need(model, thinking=thinking)
    return f"{needed.least_gb} GB, better {needed.good_gb}"


def _commands() -> str:
    return _table(("command", "what it does"), (_command(name, command) for name, command in COMMANDS.items()))


def _command(name: str, command: Callable[..., None]) -> tuple[str, str]:
    arguments = [f"[{row.flag}]" for row in rows_of(command) if not row.flag.startswith("-")]
    return f"`generate-track {' '.join([name, *arguments])}`", inspect.getdoc(command) or ""


# What helps, by the error's code; every code must have its line.
REMEDIES = {
    "invalid_request": "Mend each of `mistakes`; every one names its field and the nearest right value.",
    "engine_unavailable": "Check `ACESTEP_API_URL`, and whether the server runs; `generate-track doctor` tells more.",
    "response_lost": "The server may have the task; if not, `generate-track resume TASK --again` submits it anew.",
    "not_ace_step": "Point `ACESTEP_API_URL` to the ACE-Step 1.5 REST API, port 8001 by default.",
    "refused_key": "Ask the user to set `ACESTEP_API_KEY`; never put a key on a command line.",
    "idempotency": "Take a new idempotency key for each new request.",
    "queue_full": "Reduce `--batch`, or wait and try again.",
    "generation_failed": "Try a shorter `--duration` or another `--seed`.",
    "server_broke": "Leave out expert options and `--set`; another server may take it.",
    "task_lost": "The server was restarted: `generate-track resume TASK --again` submits it anew.",
    "unusable_audio": "Try another `--seed`.",
    "timed_out": "`generate-track resume` goes on; likely out of memory: reduce `--duration` or `--batch`.",
    "interrupted": "`generate-track resume` goes on.",
    "output": "Choose another folder with `--output`, or free some space.",
    "launch_failed": "Read the message for what may still run and cost; `generate-track setup-cloud down` ends it.",
    "task_not_found": "`generate-track jobs --all` lists every task.",
    "error": "`GENERATE_TRACK_DEBUG=1` shows where it happened.",
}


def _failures() -> str:
    kinds = sorted(_kinds(errors.GenerateTrackError), key=lambda kind: kind.exit_code or 1000)
    rows = {
        kind.code: (str(kind.exit_code), f"`{kind.code}`", _first_line(kind), REMEDIES[kind.code]) for kind in kinds
    }
    return _table(("exit code", "code", "what happened", "what to do"), rows.values())


def _kinds(kind: type[errors.GenerateTrackError]) -> Iterator[type[errors.GenerateTrackError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
