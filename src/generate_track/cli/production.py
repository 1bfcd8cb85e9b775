"""The work behind `batch`: read a preset, tell what it takes, make its tracks and report each of them."""

import os
import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_track.acestep.url import ServerUrl
from generate_track.cli import account
from generate_track.cli import input as words
from generate_track.cli.account import Survey
from generate_track.cli.batch import FOLDER, NUMBERS
from generate_track.cli.context import Context
from generate_track.cli.input import Said
from generate_track.cli.option import CONNECTION
from generate_track.cli.output import Output
from generate_track.cli.text import format_span
from generate_track.cloud.state import Store
from generate_track.engines import engine_name
from generate_track.engines.staff import Staff, open_staff
from generate_track.errors import InvalidRequestError, Mistake, OutputError
from generate_track.library.history import History
from generate_track.library.journal import Journal
from generate_track.library.lock import locked
from generate_track.library.name import is_audio_file, is_foreign_audio_file
from generate_track.preset.batch import Batch
from generate_track.preset.estimate import Work, estimate
from generate_track.preset.job import jobs_of
from generate_track.preset.plan import plan
from generate_track.preset.preset import Preset
from generate_track.preset.report import Report
from generate_track.preset.shelf import Source, find, shipped
from generate_track.request import parse_value
from generate_track.settings import Settings


@dataclass(frozen=True, slots=True)
class _Order:
    """What a command's words ask for, all of it valid."""

    word: str
    preset: Preset
    settings: Settings
    numbers: dict[str, Any]
    is_resume: bool

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
    context.out.facts |= {"preset": order.preset.name, "engine": engine, "folder": str(order.folder), "tracks": []}
    staff = open_staff(order.settings, engine=engine, n_threads=order.numbers["concurrency"])
    try:
        if said.get("dry_run"):
            account.tell_plan(_survey(order, staff=staff, engine=engine), out=context.out)
            return
        # What is there already is looked at when nobody else can add to it.
        with locked(order.folder):
            survey = _survey(order, staff=staff, engine=engine)
            _make(survey, order, staff=staff, again=_again(order, said), out=context.out)
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
    return _Order(str(word), preset, settings, numbers, is_resume=bool(said.get("resume")))


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


def _survey(order: _Order, *, staff: Staff, engine: str) -> Survey:
    jobs = jobs_of(order.preset, folder=order.folder, is_each_alone=engine == "embedded")
    planned = plan(jobs, engine=engine, is_resume=order.is_resume, limit=order.numbers["limit"])
    work = Work(engine, staff.server, min(staff.n_threads, max(1, len(planned.todo))))
    expected = estimate(planned.requests, work=work, efforts=History.default().efforts())
    hourly = _hourly(order.numbers["hourly"], work=work)
    return Survey(order.preset.name, order.folder, planned, work, expected, hourly)


def _hourly(said: float | None, *, work: Work) -> float | None:
    """Return the price of an hour: what was said, else that of the server that was set up, if it is this one."""
    if said is not None or not work.server:
        return said
    with suppress(OutputError):  # no reason to make nothing
        server = Store.default(os.environ).read()
        if server and server.url and str(ServerUrl.parse(server.url)) == work.server:
            return server.price
    return None


def _make(survey: Survey, order: _Order, *, staff: Staff, again: str, out: Output) -> None:
    report = Report(survey.name, directory=survey.folder, engine=survey.work.engine)
    out.facts |= {"report": str(report.path), "playlist": str(report.playlist)}
    account.begin(survey, out=out)
    batch = Batch(
        survey.plan,
        staff=staff,
        work=survey.work,
        report=report,
        journal=Journal.default(),
        history=History.default(),
        n_retries=order.numbers["retry"],
        is_resume=order.is_resume,
        again=again,
        on_news=account.teller(out),
    )
    try:
        with out.progress():
            batch.run()
    finally:
        out.facts["outcomes"] = {outcome.job.id: outcome.state for outcome in survey.plan.outcomes}
    if not out.is_quiet:
        out.result(account.summary(survey, report))


def _again(order: _Order, said: Said) -> str:
    """Return the command that goes on: what decides where the tracks are and who makes them is said again."""
    rows = [row for row in (FOLDER, *CONNECTION) if said.get(row.name) is not None]
    options = [word for row in rows for word in (row.flag, str(said[row.name]))]
    return shlex.join(["generate-track", "batch", order.word, *options, "--resume"])
