"""The one path from a request to tracks: ask the engine, check each take, tag it, move it, write its sidecar."""

from collections.abc import Callable, Iterator
from pathlib import Path

from generate_track.audio.check import AudioFacts, inspect, remarks_on, require_usable
from generate_track.audio.transcode import transcode
from generate_track.engines.base import Engine, OnEvent, RemoteTask, ResumableEngine, Take
from generate_track.errors import (
    GenerateTrackError,
    GenerationFailedError,
    TaskInterruptedError,
    UnusableAudioError,
)
from generate_track.library import folder
from generate_track.library.journal import Entry, Journal
from generate_track.library.name import first_path, take_path
from generate_track.library.record import Record
from generate_track.library.tag import tags_of, write_tags
from generate_track.request import TrackRequest
from generate_track.settings import DEFAULT_OUTPUT
from generate_track.track import Difference, Track

OnTrack = Callable[[Track], None]
Takes = Callable[[Path], Iterator[Take]]

# Servers cut to whole frames of up to some hundred milliseconds; what is off by more, they changed.
DURATION_TOLERANCE_S = 1.0
# Facts of a take that are told as its differences.
_TOLD_APART = frozenset({"differences", "asked_duration_s"})


def _ignore(_: object) -> None:
    """Take an event or a track and do nothing."""


def generate(
    request: TrackRequest,
    *,
    engine: Engine,
    output: Path = DEFAULT_OUTPUT,
    is_exact: bool = False,
    journal: Journal | None = None,
    on_event: OnEvent = _ignore,
    on_track: OnTrack = _ignore,
) -> list[Track]:
    """Make the tracks of a request and return them.

    Args:
        request: what is wanted.
        engine: who makes it.
        output: a folder, or a file when its name ends in an audio suffix.
        is_exact: let a file have exactly the name in `output`, of several takes with `-1`, `-2`, …; what lies there is
            replaced as soon as the new one is ready.
        journal: keeps a server's task before the first wait, so that it can be resumed.
        on_event: is told of progress.
        on_track: is told of each track as soon as it is saved, also when a later one fails.
    Raises:
        GenerateTrackError: what went wrong; tracks saved before that stay.
    """
    record = Record(request, output=output, journal=journal, on_event=on_event, is_exact=is_exact)
    return _save_all(
        lambda scratch: engine.generate(request, scratch=scratch, on_event=record.note),
        record=record,
        engine=engine,
        on_track=on_track,
    )


def resume(
    entry: Entry,
    *,
    engine: ResumableEngine,
    journal: Journal,
    on_event: OnEvent = _ignore,
    on_track: OnTrack = _ignore,
) -> list[Track]:
    """Fetch what is left of a task, without the takes that are saved already, and return their tracks.

    Raises:
        GenerationFailedError: the server never said that it took the task, so there is nothing to ask it for.
        GenerateTrackError: what else went wrong.
    """
    if entry.task_id is None:
        message = f"the server never confirmed task {entry.id}, so it cannot be asked for it"
        raise GenerationFailedError(message, hint=f"generate-track resume {entry.id} --again submits it again")
    task, skip = RemoteTask(entry.server, entry.task_id), frozenset(entry.saved)
    record = Record(
        entry.request,
        output=entry.output,
        journal=journal,
        on_event=on_event,
        entry=entry,
        is_exact=entry.is_exact,
    )
    return _save_all(
        lambda scratch: engine.resume(entry.request, task, scratch=scratch, on_event=record.note, skip=skip),
        record=record,
        engine=engine,
        on_track=on_track,
    )


def _save_all(takes: Takes, *, record: Record, engine: Engine, on_track: OnTrack) -> list[Track]:
    request = record.request
    where = folder.prepare(record.output, request)
    try:
        with folder.scratch(where) as scratch:
            tracks = _save_each(takes, record=record, engine=engine, on_track=on_track, scratch=scratch)
    except KeyboardInterrupt:
        raise _interrupted(record) from None
    except GenerateTrackError as error:
        record.failed(error)
        raise
    record.done()
    return tracks


def _save_each(takes: Takes, *, record: Record, engine: Engine, on_track: OnTrack, scratch: Path) -> list[Track]:
    """Save every take; one that is unusable does not keep the others from being saved."""
    tracks: list[Track] = []
    unusable: list[UnusableAudioError] = []
    for take in takes(scratch):
        try:
            track = _save(take, record=record, engine=engine, scratch=scratch)
        except UnusableAudioError as error:
            unusable.append(error)
        else:
            record.saved(track)
            tracks.append(track)
            on_track(track)
    _raise_first(unusable, n_saved=len(tracks))
    return tracks


def _raise_first(unusable: list[UnusableAudioError], *, n_saved: int) -> None:
    if not unusable:
        return
    first = unusable[0]
    if n_saved:
        message = f"{len(unusable)} of {n_saved + len(unusable)} takes cannot be used: {first.message}"
        raise UnusableAudioError(message, hint=first.hint)
    raise first


def _interrupted(record: Record) -> TaskInterruptedError:
    entry = record.entry
    if entry is None or not entry.is_open:
        return TaskInterruptedError("interrupted", hint=f"--seed {record.request.seed} makes the same track again")
    return TaskInterruptedError(
        f"interrupted; the server goes on with task {entry.id}", hint=f"generate-track resume {entry.id}"
    )


def _save(take: Take, *, record: Record, engine: Engine, scratch: Path) -> Track:
    request = record.request
    audio = _listen(take.path)
    source = _as_asked(take.path, audio=audio, request=request, scratch=scratch)
    write_tags(source, tags_of(take, request=request, engine=engine.name, created=record.created))
    generation_s = record.elapsed_s
    path = _place(take, source, record=record)
    extras = {name: folder.files_of(path.with_suffix(extra.suffix)) for name, extra in take.extras.items()}
    track = Track(
        path=path,
        sidecar=path.with_suffix(".json"),
        request=request,
        index=take.index,
        seed=take.seed,
        duration_s=audio.duration_s,
        size_bytes=path.stat().st_size,
        generation_s=generation_s,
        created=record.created.isoformat(timespec="seconds"),
        engine=engine.name,
        differences=tuple(_differences(take, audio=audio, request=request)),
        remarks=remarks_on(audio),
        facts={name: fact for name, fact in take.facts.items() if name not in _TOLD_APART} | record.provenance(),
        extras=extras,
    )
    folder.write_json(track.sidecar, track.as_sidecar())
    return track


def _place(take: Take, source: Path, *, record: Record) -> Path:
    request, extras = record.request, take.extras.values()
    if record.is_exact:
        return folder.replace(source, take_path(record.output, take.index, batch=request.batch), extras=extras)
    first = first_path(record.output, caption=request.caption, created=record.created, suffix=request.format)
    return folder.place(source, first, extras=extras)


def _listen(path: Path) -> AudioFacts:
    try:
        audio = inspect(path)
        require_usable(audio, path=path)
    except UnusableAudioError as error:
        hint = f"{error.hint or 'try another --seed'}; what came is kept as {str(path)!r}"
        raise UnusableAudioError(error.message, hint=hint) from error
    return audio


def _as_asked(path: Path, *, audio: AudioFacts, request: TrackRequest, scratch: Path) -> Path:
    """Return the take in the format that was asked for, whatever the engine sent."""
    if audio.format == request.format:
        # The suffix may lie, and the tagger goes by it.
        return path.rename(path.with_suffix(f".{request.format}"))
    target = scratch / f"{path.stem}-as-asked.{request.format}"
    transcode(path, target, format=request.format)
    return target


def _differences(take: Take, *, audio: AudioFacts, request: TrackRequest) -> Iterator[Difference]:
    for row in take.facts.get("differences", ()):
        yield Difference(**row)
    if audio.format != request.format:
        yield Difference("format", request.format, f"{audio.format}, transcoded here")
    # None where the length was left to a server.
    asked_s = take.facts.get("asked_duration_s", request.duration_s)
    if asked_s is not None and abs(audio.duration_s - asked_s) > DURATION_TOLERANCE_S:
        yield Difference("duration_s", asked_s, round(audio.duration_s, 2))
