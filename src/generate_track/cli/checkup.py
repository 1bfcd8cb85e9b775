"""The work behind `doctor`: look at the engine that would run, and at where its tracks would go."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generate_track import __version__
from generate_track.acestep.client import Client
from generate_track.acestep.dialect import Build, Problem, ServerReport, probe
from generate_track.acestep.fault import CHECK_KEY
from generate_track.cli import input as words
from generate_track.cli.context import Context
from generate_track.cli.input import Said
from generate_track.cli.text import clean, format_size
from generate_track.engines import open_engine
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    NotAceStepError,
    OutputError,
    RefusedKeyError,
)
from generate_track.library.name import is_audio_file
from generate_track.settings import Settings

_TRUST = {"yes": "can be trusted", "no": "cannot be trusted", "unproven": "unproven"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Args:
        name: what it is.
        fact: how it is, in words.
        error: why nothing can be made as long as it is so, or None.
    """

    name: str
    fact: str
    error: GenerateTrackError | None = None


def examine(said: Said, *, context: Context) -> None:
    """Tell what would work from here.

    Raises:
        GenerateTrackError: the first thing that keeps a track from being made.
    """
    (settings,) = context.settle(lambda: words.read_settings(said))
    out = context.out
    engine = open_engine(settings).name
    out.facts |= {"version": __version__, "engine": engine}
    findings, facts, problems = _server(settings) if engine == "acestep" else _embedded()
    findings = [Finding("generate-track", __version__), Finding("engine", engine), *findings, _output(settings)]
    out.facts |= {"checks": [_facts(finding) for finding in findings], **facts}
    out.result("\n".join(f"{finding.name}: {clean(finding.fact)}" for finding in findings))
    for problem in problems:
        out.note(problem.message, problem.hint)
    for finding in findings:
        if finding.error:
            raise finding.error


def _facts(finding: Finding) -> dict[str, Any]:
    return {"name": finding.name, "fact": finding.fact, "is_ok": finding.error is None}


_Result = tuple[list[Finding], Mapping[str, Any], tuple[Problem, ...]]


def _server(settings: Settings) -> _Result:
    key = settings.api_key.reveal() if settings.api_key else None
    with Client(str(settings.api_url), api_key=key) as client:
        report = probe(client)
    fatal = _fatal(report)
    known = [*_describe(report, report.build)] if report.build else []
    problems = tuple(problem for problem in report.problems if fatal is None or problem.message != fatal.message)
    findings = [Finding("server", f"{report.url}, {_KINDS[report.kind]}", fatal), *known]
    findings.append(Finding("key", "set" if key else "not set"))
    return findings, {"server": report.as_facts()}, problems


_KINDS = {
    "native": "ACE-Step 1.5 API",
    "gradio": "ACE-Step's Gradio app",
    "chat-only": "chat completions only",
    "pre-release": "ACE-Step from before the release",
    "moved": "a redirect",
    "other": "something else",
    "unreachable": "no answer",
}


def _fatal(report: ServerReport) -> GenerateTrackError | None:
    """Return the error that any request to this server would end in, if that is known."""
    if report.kind == "native":
        refused = next((problem for problem in report.problems if problem.hint == CHECK_KEY), None)
        return RefusedKeyError(refused.message, hint=refused.hint) if refused else None
    make = EngineUnavailableError if report.kind == "unreachable" else NotAceStepError
    return make(report.problems[0].message, hint=report.problems[0].hint)


def _describe(report: ServerReport, build: Build) -> Iterator[Finding]:
    yield Finding("build", build.window)
    names = [f"{model.name} (default)" if model.is_default else model.name for model in report.models]
    yield Finding("models", ", ".join(names) or "it does not say")
    yield Finding("language model", report.language_model or "it does not say")
    yield Finding("queue", _queue(report))
    yield Finding("seeds", _TRUST[build.seeds])
    yield Finding("base and sft", _TRUST[build.base_and_sft])
    yield Finding("uploads", _TRUST[build.uploads])


def _queue(report: ServerReport) -> str:
    queue = report.queue
    told = (
        (queue.queued, "{} waiting"),
        (queue.running, "{} running"),
        (queue.limit, "room for {}"),
        (queue.mean_job_s, "{:g} s a task on average"),
    )
    return ", ".join(text.format(value) for value, text in told if value is not None) or "it does not say"


def _embedded() -> _Result:
    encoder = "lameenc" if find_spec("lameenc") else "libsndfile, which takes four times as long"
    return [_sounds(), Finding("mp3 encoder", encoder)], {}, ()


def _sounds() -> Finding:
    folder = Path(str(resources.files("generate_track"))) / "synth" / "data"
    n_bytes = sum(path.stat().st_size for path in folder.glob("*.sf*"))
    if n_bytes:
        return Finding("instruments", f"SoundFont of {format_size(n_bytes)}")
    fault = GenerateTrackError(f"no SoundFont is in {str(folder)!r}", hint="install generate-track again")
    return Finding("instruments", "missing", fault)


def _output(settings: Settings) -> Finding:
    """Try whether tracks can be saved, without making the folder that they would be saved to."""
    folder = settings.output.parent if is_audio_file(settings.output) else settings.output
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fault = OutputError(f"cannot write to {str(there)!r}: {reason}", hint="choose another folder with --output DIR")
        return Finding("output", f"{folder} cannot be written to", fault)
    return Finding("output", f"{folder} can be written to")
