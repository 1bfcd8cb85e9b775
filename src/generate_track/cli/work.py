"""The work behind the commands that make tracks: open the engine, run it, report each track as it is saved."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from generate_track.acestep.url import ServerUrl
from generate_track.cli import input as words
from generate_track.cli.absent import explained
from generate_track.cli.advice import advise
from generate_track.cli.context import Context
from generate_track.cli.event import listener
from generate_track.cli.input import Said
from generate_track.cli.output import Output
from generate_track.cli.plan import plan, remarks
from generate_track.cli.report import report
from generate_track.cli.text import clean
from generate_track.engines import Engine, open_engine
from generate_track.engines.base import OnEvent, ResumableEngine
from generate_track.engines.core import n_cores
from generate_track.errors import EngineUnavailableError, InvalidRequestError, Mistake
from generate_track.generation import OnTrack, generate
from generate_track.generation import resume as resume_task
from generate_track.library.history import Effort, History
from generate_track.library.journal import Entry, Journal
from generate_track.request import TrackRequest
from generate_track.settings import Settings
from generate_track.track import Track, request_of

_Run = Callable[[OnEvent, OnTrack], list[Track]]


def make(said: Said, *, context: Context) -> None:
    """Make the tracks that a command's words describe.

    Raises:
        GenerateTrackError: what went wrong; the tracks saved before that are reported.
    """
    _expect_tracks(context.out)
    settings, request = context.settle(lambda: words.read_settings(said), lambda: words.read_request(said))
    _start(request, settings=settings, is_dry=bool(said.get("dry_run")), out=context.out)


def rerun(file: str | None, said: Said, *, context: Context) -> None:
    """Make a saved track again, with what a command's words change.

    Raises:
        GenerateTrackError: what went wrong; the tracks saved before that are reported.
    """
    _expect_tracks(context.out)
    settings, request = context.settle(lambda: words.read_settings(said), lambda: _changed(file, said))
    _start(request, settings=settings, is_dry=bool(said.get("dry_run")), out=context.out)


def resume(task: str | None, said: Said, *, context: Context) -> None:
    """Go on with a task of the journal, or with --again submit its request anew.

    Raises:
        GenerateTrackError: what went wrong; the tracks saved before that are reported.
    """
    _expect_tracks(context.out)
    (said_settings,) = context.settle(lambda: words.read_settings(said))
    journal = Journal.default()
    entry = journal.find(task)
    settings = _settings_of(entry, said_settings, out=context.out)
    if said.get("again"):
        _start(entry.request, settings=settings, is_dry=False, out=context.out, is_exact=entry.is_exact)
        journal.remove(entry)
    elif entry.state == "done":
        _tell_saved(entry, out=context.out)
    else:
        _go_on(entry, settings=settings, journal=journal, out=context.out)


def _expect_tracks(out: Output) -> None:
    """Let the JSON object have its list of tracks from the start, so that it is there beside an error too."""
    tracks: list[dict[str, Any]] = []
    out.facts["tracks"] = tracks


def _changed(file: str | None, said: Said) -> TrackRequest:
    if file is None:
        hint = "generate-track rerun outputs/TRACK.mp3"
        raise InvalidRequestError((Mistake("file", "no file is named", hint),))
    return words.change_request(request_of(Path(file)), said)


def _start(request: TrackRequest, *, settings: Settings, is_dry: bool, out: Output, is_exact: bool = False) -> None:
    engine = open_engine(settings)
    _begin(request, engine=engine, out=out)
    if is_dry:
        _tell_plan(request, engine=engine, out=out)
        return
    journal = Journal.default()
    tracks = _run(
        lambda on_event, on_track: generate(
            request,
            engine=engine,
            output=settings.output,
            is_exact=is_exact,
            journal=journal,
            on_event=on_event,
            on_track=on_track,
        ),
        out=out,
    )
    _remember(tracks, settings=settings)


def _remember(tracks: list[Track], *, settings: Settings) -> None:
    """Keep how long it took, for the estimates of a batch."""
    last = tracks[-1]
    is_here = last.engine == "embedded"
    effort = Effort(
        engine=last.engine,
        server="" if is_here else str(ServerUrl.parse(str(settings.api_url))),
        model="" if is_here else last.request.model,
        n_at_once=min(n_cores(), last.request.batch) if is_here else 1,
        n_tracks=len(tracks),
        audio_s=sum(track.duration_s for track in tracks),
        wall_s=last.generation_s,
    )
    History.default().add(effort)


def _tell_plan(request: TrackRequest, *, engine: Engine, out: Output) -> None:
    for note in remarks(request, engine=engine.name):
        out.note(note.message, note.hint)
    planned = plan(request, engine=engine.name)
    out.facts |= planned
    # A payload is printed as it goes out, so that it can be piped.
    out.result(json.dumps(planned.get("payload", planned), ensure_ascii=False, indent=2))


def _go_on(entry: Entry, *, settings: Settings, journal: Journal, out: Output) -> None:
    engine = cast("ResumableEngine", open_engine(settings))
    _begin(entry.request, engine=engine, out=out)
    out.task = entry.task_id
    _run(
        lambda on_event, on_track: resume_task(
            entry, engine=engine, journal=journal, on_event=on_event, on_track=on_track
        ),
        out=out,
    )


def _begin(request: TrackRequest, *, engine: Engine, out: Output) -> None:
    out.facts |= {"request": request.model_dump(mode="json"), "engine": engine.name}
    for note in advise(request, engine=engine.name):
        out.note(note.message, note.hint)


def _run(run: _Run, *, out: Output) -> list[Track]:
    def keep(track: Track) -> None:
        out.facts["tracks"].append(track.as_facts())
        out.result(str(track.path) if out.is_quiet else report(track))

    with out.progress():
        try:
            return run(listener(out), keep)
        except EngineUnavailableError as error:
            raise explained(error) from error


def _settings_of(entry: Entry, settings: Settings, *, out: Output) -> Settings:
    """Return the settings that reach the server of a task; a key goes to the server it was set for only."""
    key, server = settings.api_key, ServerUrl.parse(entry.server)
    if key and settings.api_url and ServerUrl.parse(settings.api_url).origin != server.origin:
        out.note(f"task {entry.id} is on {entry.server}, so the key of ACESTEP_API_URL is not sent")
        key = None
    return replace(settings, engine="acestep", api_url=entry.server, api_key=key, output=entry.output)


def _tell_saved(entry: Entry, *, out: Output) -> None:
    out.facts["tracks"] = [{"file": path} for path in entry.saved.values()]
    out.note(f"task {entry.id} is done; its tracks are saved")
    out.result("\n".join(clean(path) for path in entry.saved.values()))
