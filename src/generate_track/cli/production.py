"""The work behind `batch`: read a preset, tell what it takes, make its tracks and report each of them."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from generate_track.cli import input as words
from generate_track.cli.advice import advise
from generate_track.cli.batch import NUMBERS
from generate_track.cli.context import Context
from generate_track.cli.input import Said
from generate_track.cli.output import Output
from generate_track.cli.report import report as tell_track
from generate_track.cli.text import clean, format_span, shorten
from generate_track.engines import engine_name
from generate_track.engines.base import Note
from generate_track.engines.staff import Staff, open_staff
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.library.history import History
from generate_track.library.journal import Journal
from generate_track.library.name import is_audio_file, is_foreign_audio_file
from generate_track.preset.batch import Batch, OnNews
from generate_track.preset.estimate import Estimate, Work, estimate
from generate_track.preset.job import jobs_of
from generate_track.preset.news import Failed, News, Progress, Saved
from generate_track.preset.outcome import Outcome
from generate_track.preset.plan import Plan, plan
from generate_track.preset.preset import Preset
from generate_track.preset.report import Report
from generate_track.preset.shelf import Source, find, shipped
from generate_track.preset.wording import in_our_words
from generate_track.request import parse_value
from generate_track.settings import Settings

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class _Order:
    """What a command's words ask for, all of it valid."""

    word: str
    preset: Preset
    settings: Settings
    numbers: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.settings.output / self.preset.name


def produce(word: str | None, said: Said, *, context: Context) -> None:
    """Do what the words of `batch` ask for.

    Raises:
        GenerateTrackError: what went wrong; the tracks saved before that are reported.
    """
    if said.get("list"):
        context.settle()
        _list(context.out)
        return
    if said.get("show"):
        (source,) = context.settle(lambda: _find(word))
        _show(source, context.out)
        return
    order = _order(word, said, context=context)
    engine = engine_name(order.settings)
    staff = open_staff(order.settings, engine=engine, n_threads=order.numbers["concurrency"])
    try:
        _produce(order, staff=staff, engine=engine, said=said, out=context.out)
    finally:
        staff.close()


def _list(out: Output) -> None:
    presets = {name: source.load() for name, source in shipped().items()}
    out.facts["presets"] = [
        {"name": name, "description": preset.description, "tracks": len(preset.items), "duration_s": preset.duration_s}
        for name, preset in presets.items()
    ]
    width = max(map(len, presets))
    lines = (
        f"{name.ljust(width)}  {len(preset.items):3} tracks, {format_span(preset.duration_s)}: {preset.description}"
        for name, preset in presets.items()
    )
    out.result("\n".join(lines))


def _show(source: Source, out: Output) -> None:
    text = source.text()
    out.facts["preset"] = text
    out.result(text.rstrip())


def _find(word: str | None) -> Source:
    if word is None:
        hint = "generate-track batch --list tells which there are; or name a .yaml or .json file"
        raise InvalidRequestError((Mistake("preset", "no preset is named", hint),))
    return find(word)


def _order(word: str | None, said: Said, *, context: Context) -> _Order:
    preset, settings, numbers = context.settle(
        lambda: _find(word).load(), lambda: _settings(said), lambda: _numbers(said)
    )
    return _Order(str(word), preset, settings, numbers)


def _settings(said: Said) -> Settings:
    settings = words.read_settings(said)
    if is_audio_file(settings.output) or is_foreign_audio_file(settings.output):
        message = f"--output {str(settings.output)!r} is a file, and a batch wants a folder"
        raise InvalidRequestError((Mistake("output", message, "a track's own name is its id"),))
    return settings


def _numbers(said: Said) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for row in NUMBERS:
        value = said.get(row.name)
        try:
            numbers[row.name] = row.default if value is None else parse_value(row, value)
        except ValueError as error:
            mistakes.append(Mistake(row.name, str(error)))
    if mistakes:
        raise InvalidRequestError(tuple(mistakes))
    return numbers


def _produce(order: _Order, *, staff: Staff, engine: str, said: Said, out: Output) -> None:
    jobs = jobs_of(order.preset, folder=order.folder, is_each_alone=engine == "embedded")
    made = plan(jobs, engine=engine, is_resume=bool(said.get("resume")), limit=order.numbers["limit"])
    work = Work(engine, staff.server, min(staff.n_threads, max(1, len(made.todo))))
    history = History.default()
    expected = estimate(made.requests, work=work, efforts=history.efforts())
    out.facts |= {"preset": order.preset.name, "engine": engine, "folder": str(order.folder), "tracks": []}
    out.facts["estimate"] = _estimate_facts(made, expected, work=work, hourly=order.numbers["hourly"])
    if said.get("dry_run"):
        out.result("\n".join(_plan_lines(order, made, expected, work=work)))
        return
    _begin(order, made, expected, work=work, out=out)
    report = Report(order.preset.name, directory=order.folder, engine=engine)
    out.facts |= {"report": str(report.path), "playlist": str(report.playlist)}
    production = Batch(
        made,
        staff=staff,
        work=work,
        report=report,
        journal=Journal.default(),
        history=history,
        n_retries=order.numbers["retry"],
        is_resume=bool(said.get("resume")),
        again=_again(order, said),
        on_news=_teller(out),
    )
    try:
        with out.progress():
            production.run()
    finally:
        out.facts["outcomes"] = {outcome.job.id: outcome.state for outcome in made.outcomes}
    if not out.is_quiet:
        out.result(_summary(made, report))


def _again(order: _Order, said: Said) -> str:
    output = ["--output", str(order.settings.output)] if said.get("output") else []
    return shlex.join(["generate-track", "batch", order.word, *output, "--resume"])


def _begin(order: _Order, made: Plan, expected: Estimate, *, work: Work, out: Output) -> None:
    out.note(_scope(order, made))
    if made.n_there:
        out.note(f"{made.n_there} of them are there already and are made anew", "--resume keeps what is still valid")
    if made.todo:
        out.note(f"about {format_span(expected.seconds)} with {work.n_at_once} at once, {expected.basis}")
    for outcome in made.todo:
        for note in advise(outcome.job.request, engine=work.engine):
            out.note(f"{outcome.job.id}: {in_our_words(note.message)}", note.hint)


def _scope(order: _Order, made: Plan) -> str:
    kept = f", {made.n_kept} kept" if made.n_kept else ""
    audio_s = sum(outcome.job.audio_s for outcome in made.todo)
    return f"{order.preset.name}: {len(made.todo)} tracks to make, {format_span(audio_s)}{kept}, in {order.folder}"


def _plan_lines(order: _Order, made: Plan, expected: Estimate, *, work: Work) -> Iterator[str]:
    for outcome in made.outcomes:
        yield shorten(clean(_line(outcome, is_todo=outcome in made.todo)), _WIDTH)
    yield _scope(order, made)
    yield f"time: about {format_span(expected.seconds)} with {work.n_at_once} at once, {expected.basis}"
    hourly = order.numbers["hourly"]
    if hourly is not None:
        yield f"cost: about {expected.cost(hourly):.2f} USD at {hourly:g} USD an hour"


def _line(outcome: Outcome, *, is_todo: bool) -> str:
    request = outcome.job.request
    state = "make" if is_todo else outcome.state
    takes = f" x {request.batch}" if request.batch > 1 else ""
    return f"{state}  {outcome.job.id}  {request.duration_s:g} s{takes}  seed {request.seed}  {request.caption}"


def _estimate_facts(made: Plan, expected: Estimate, *, work: Work, hourly: float | None) -> dict[str, Any]:
    return {
        "tracks": len(made.todo),
        "kept": made.n_kept,
        "audio_s": sum(outcome.job.audio_s for outcome in made.todo),
        "seconds": round(expected.seconds, 1),
        "at_once": work.n_at_once,
        "basis": expected.basis,
        "is_guess": bool(expected.guessed),
        "cost_usd": None if hourly is None else round(expected.cost(hourly), 4),
    }


def _teller(out: Output) -> OnNews:
    """Return a callback that shows on `out` what happens; a note that is the same for many tracks is told once."""
    told: set[str] = set()

    def note(name: str, note: Note) -> None:
        # What was heard in a caption stands in the report: a line a track would hide everything else.
        if note.message not in told and not note.message.startswith("heard: "):
            told.add(note.message)
            out.note(note.message if note.is_general else f"{name}: {in_our_words(note.message)}", note.hint)

    def tell(news: News) -> None:
        match news:
            case Progress():
                out.step(f"{news.n_ended} of {news.n_jobs} tracks", news.fraction)
            case Failed():
                way = "failed" if news.is_final else "failed, and will be tried again"
                out.note(f"{news.job.id}: {way}: {news.error.message}", news.error.hint)
            case Saved():
                cast("list[Any]", out.facts["tracks"]).append(news.track.as_facts())
                out.result(str(news.track.path) if out.is_quiet else tell_track(news.track))
            case _:
                note(news.job.id, cast("Note", news.event))

    return tell


def _summary(made: Plan, report: Report) -> str:
    got = [facts for outcome in made.outcomes for facts in outcome.got]
    length = format_span(sum(facts["duration_s"] for facts in got))
    kept = f", {made.n_kept} of them kept" if made.n_kept else ""
    return "\n  ".join([clean(str(report.playlist)), f"{len(got)} tracks, {length}{kept}", clean(str(report.path))])
