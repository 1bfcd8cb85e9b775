import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from fake_engine import FakeEngine, write_tone
from generate_track.engines.base import Event, Running
from generate_track.errors import (
    EngineUnavailableError,
    GenerationFailedError,
    OutputError,
    QueueFullError,
    ResponseLostError,
    StalledError,
    TaskInterruptedError,
    TaskLostError,
    UnusableAudioError,
)
from generate_track.generation import generate, resume
from generate_track.library.journal import Journal
from generate_track.library.tag import read_tags
from generate_track.request import TrackRequest
from generate_track.track import Track, request_of

OUTPUT = Path("outputs")


def request_for(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "soft piano", "duration_s": 10, "seed": 5, "format": "wav"} | values)


def write_silence(path: Path, duration_s: float) -> None:
    soundfile.write(path, np.zeros((round(duration_s * 48_000), 2), np.float32), 48_000)


def write_page(path: Path, _: float) -> None:
    path.write_text("<html>502 Bad Gateway</html>")


def files() -> list[str]:
    return sorted(path.name for path in OUTPUT.iterdir())


@pytest.mark.parametrize("format_", ["mp3", "wav", "flac"])
def test_a_request_becomes_a_tagged_track_with_a_sidecar(format_: str) -> None:
    (track,) = generate(request_for(format=format_), engine=FakeEngine())
    assert track.path.suffix == f".{format_}"
    assert track.duration_s == pytest.approx(10, abs=0.1)
    assert track.size_bytes == track.path.stat().st_size
    assert read_tags(track.path)["seed"] == "5"
    assert json.loads(track.sidecar.read_text(encoding="utf-8"))["request"]["caption"] == "soft piano"
    assert len(files()) == 2


def test_takes_are_numbered_and_told_as_soon_as_they_are_saved() -> None:
    told: list[Track] = []
    tracks = generate(request_for(batch=3), engine=FakeEngine(), on_track=told.append)
    assert told == tracks
    assert [track.seed for track in tracks] == [5, 6, 7]
    first = tracks[0].path.stem
    assert [track.path.stem for track in tracks] == [first, f"{first}-2", f"{first}-3"]


def test_progress_is_passed_on() -> None:
    events: list[Event] = []
    generate(request_for(batch=2), engine=FakeEngine(), on_event=events.append)
    assert Running(0.5, "generating") in events


def test_a_named_file_is_used_and_never_overwritten() -> None:
    for name in ("song.wav", "song-2.wav"):
        (track,) = generate(request_for(), engine=FakeEngine(), output=OUTPUT / "song.wav")
        assert track.path.name == name


def test_an_exact_name_is_replaced_with_all_that_lies_beside_it_as_soon_as_the_new_one_is_ready() -> None:
    exact = {"output": OUTPUT / "song.wav", "is_exact": True}
    (first,) = generate(request_for(seed=1), engine=FakeEngine(), **exact)  # type: ignore[bad-argument-type]
    with pytest.raises(GenerationFailedError):
        generate(request_for(seed=2), engine=FakeEngine(error=GenerationFailedError("no")), **exact)  # type: ignore[bad-argument-type]
    assert request_of(first.path).seed == 1
    (second,) = generate(request_for(seed=3), engine=FakeEngine(), **exact)  # type: ignore[bad-argument-type]
    assert (second.path, request_of(second.path).seed) == (OUTPUT / "song.wav", 3)
    assert files() == ["song.json", "song.wav"]


def test_takes_of_an_exact_name_are_numbered() -> None:
    tracks = generate(request_for(batch=2), engine=FakeEngine(), output=OUTPUT / "song.wav", is_exact=True)
    assert [track.path.name for track in tracks] == ["song-1.wav", "song-2.wav"]


def test_a_resumed_task_keeps_its_exact_name(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "tasks")
    engine = FakeEngine(task_id="t-1", error=StalledError("slow"))
    with pytest.raises(StalledError):
        generate(request_for(), engine=engine, output=OUTPUT / "song.wav", is_exact=True, journal=journal)
    OUTPUT.joinpath("song.wav").write_bytes(b"of before")
    (track,) = resume(journal.find(), engine=FakeEngine(task_id="t-1"), journal=journal)
    assert track.path == (OUTPUT / "song.wav").absolute()


def test_a_take_in_another_format_is_transcoded_and_the_difference_told() -> None:
    (track,) = generate(request_for(format="mp3"), engine=FakeEngine(suffix="flac"))
    assert soundfile.info(track.path).format == "MP3"
    assert "format: asked mp3, got flac, transcoded here" in map(str, track.differences)


def test_a_file_whose_suffix_lies_is_named_by_what_it_is() -> None:
    def lie(path: Path, duration_s: float) -> None:
        write_tone(path.with_suffix(".wav"), duration_s)
        path.with_suffix(".wav").rename(path)

    (track,) = generate(request_for(), engine=FakeEngine(write={0: lie}, suffix="mp3"))
    assert track.path.suffix == ".wav"
    assert track.differences == ()


def test_a_shorter_track_than_asked_is_told() -> None:
    engine = FakeEngine(write={0: lambda path, _: write_tone(path, 4.0)})
    (track,) = generate(request_for(), engine=engine)
    assert [str(difference) for difference in track.differences] == ["duration_s: asked 10.0, got 4.0"]


@pytest.mark.parametrize(("asked_s", "told"), [(None, []), (4.0, []), (30.0, ["duration_s: asked 30.0, got 4.0"])])
def test_a_length_counts_as_it_was_asked_of_the_server(asked_s: float | None, told: list[str]) -> None:
    engine = FakeEngine(write={0: lambda path, _: write_tone(path, 4.0)}, facts={"asked_duration_s": asked_s})
    (track,) = generate(request_for(), engine=engine)
    assert [str(difference) for difference in track.differences] == told
    assert "asked_duration_s" not in track.facts


def test_what_the_engine_says_it_changed_is_told_and_kept() -> None:
    facts = {"differences": [{"field": "model", "asked": "sft", "got": "turbo"}], "bpm": 96}
    (track,) = generate(request_for(), engine=FakeEngine(facts=facts))
    assert str(track.differences[0]) == "model: asked sft, got turbo"
    assert json.loads(track.sidecar.read_text(encoding="utf-8"))["differences"][0]["got"] == "turbo"


@pytest.mark.parametrize("write", [write_silence, write_page])
def test_audio_that_is_no_track_is_refused_and_kept(write: object) -> None:
    with pytest.raises(UnusableAudioError) as caught:
        generate(request_for(), engine=FakeEngine(write={0: write}))  # type: ignore[dict-item]
    kept = Path(str(caught.value.hint).split("kept as '")[1].rstrip("'"))
    assert kept.exists()
    assert not [name for name in files() if name.endswith(".wav")]


def test_one_unusable_take_does_not_keep_the_others_from_being_saved() -> None:
    told: list[Track] = []
    with pytest.raises(UnusableAudioError, match="1 of 3 takes cannot be used"):
        generate(request_for(batch=3), engine=FakeEngine(write={1: write_silence}), on_track=told.append)
    assert [track.index for track in told] == [0, 2]


def test_a_track_is_made_again_from_its_own_sidecar() -> None:
    tracks = generate(request_for(batch=2, key="Am"), engine=FakeEngine())
    again = request_of(tracks[1].path)
    assert (again.seed, again.batch, str(again.key)) == (6, 1, "A minor")
    assert request_of(tracks[1].sidecar) == again


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "tasks")


def test_a_finished_task_is_done_in_the_journal(journal: Journal) -> None:
    (track,) = generate(request_for(), engine=FakeEngine(task_id="t"), journal=journal)
    (entry,) = journal.entries()
    assert (entry.state, entry.task_id, entry.saved) == ("done", "t", {0: str(track.path)})
    assert json.loads(track.sidecar.read_text(encoding="utf-8"))["facts"]["payload"] == {"prompt": "soft piano"}


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), StalledError("x"), EngineUnavailableError("x"), OutputError("x")]
)
def test_a_task_that_was_left_goes_on_where_it_was(error: BaseException, journal: Journal) -> None:
    request = request_for(batch=3)
    engine = FakeEngine(task_id="t", error=error, error_after=1)
    with pytest.raises((type(error), TaskInterruptedError)):
        generate(request, engine=engine, journal=journal)
    entry = journal.find()
    assert list(entry.saved) == [0]
    tracks = resume(entry, engine=FakeEngine(task_id="t"), journal=journal)
    assert [track.index for track in tracks] == [1, 2]
    assert journal.entries()[0].state == "done"


def test_an_interrupted_task_is_told_how_to_go_on(journal: Journal) -> None:
    with pytest.raises(TaskInterruptedError) as caught:
        generate(request_for(), engine=FakeEngine(task_id="t", error=KeyboardInterrupt()), journal=journal)
    assert caught.value.hint == f"generate-track resume {journal.find().id}"


def test_an_interrupted_track_without_a_task_is_told_its_seed() -> None:
    with pytest.raises(TaskInterruptedError) as caught:
        generate(request_for(), engine=FakeEngine(error=KeyboardInterrupt()))
    assert "--seed 5" in str(caught.value.hint)
    assert files() == []


@pytest.mark.parametrize(("error", "state"), [(GenerationFailedError("x"), "failed"), (TaskLostError("x"), "lost")])
def test_a_task_that_failed_is_closed_with_its_reason(error: Exception, state: str, journal: Journal) -> None:
    with pytest.raises(GenerationFailedError):
        generate(request_for(), engine=FakeEngine(task_id="t", error=error), journal=journal)
    (entry,) = journal.entries()
    assert (entry.state, entry.reason, entry.is_open) == (state, "x", False)


class Refusing(FakeEngine):
    """Fails between sending the request and the server's answer."""

    def generate(self, request, *, scratch, on_event):  # noqa: ANN001, ANN201
        from generate_track.engines.base import Submitting  # noqa: PLC0415

        on_event(Submitting({}, "http://server"))
        yield from super().generate(request, scratch=scratch, on_event=on_event)


def test_a_task_that_was_never_accepted_is_forgotten(journal: Journal) -> None:
    with pytest.raises(QueueFullError):
        generate(request_for(), engine=Refusing(error=QueueFullError("x")), journal=journal)
    assert journal.entries() == []


def test_a_task_that_may_have_been_accepted_is_kept_and_not_asked_for(journal: Journal) -> None:
    with pytest.raises(ResponseLostError):
        generate(request_for(), engine=Refusing(error=ResponseLostError("x")), journal=journal)
    with pytest.raises(GenerationFailedError, match="never confirmed") as caught:
        resume(journal.find(), engine=FakeEngine(task_id="t"), journal=journal)
    assert "--again" in str(caught.value.hint)
