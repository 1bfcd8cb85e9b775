"""Our own client and engine, played against our own server; the jobs are done while the client waits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fake_engine import FakeEngine
from fake_server import FakeAceStep
from generate_track import __version__
from generate_track.acestep import dialect, wire
from generate_track.acestep.client import Client
from generate_track.acestep.reply import Task
from generate_track.acestep.report import Build
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Event, Note, Queued, RemoteTask, Submitted, Take
from generate_track.errors import (
    GenerationFailedError,
    InvalidRequestError,
    QueueFullError,
    RefusedKeyError,
    TaskLostError,
)
from generate_track.queue.store import Limits
from generate_track.request import TrackRequest
from serving import MODELS, Serving, short_takes

URL = "http://127.0.0.1:8001"
NOBODY = "00000000-0000-4000-8000-000000000000"
ASKED = {"caption": "calm piano, warm", "duration_s": 10, "seed": 42, "format": "flac"}


def client_of(serving: Serving, on_sleep: Callable[[float], None] = lambda _: None) -> Client:
    transport = serving.client._transport
    return Client(URL, api_key=serving.key, transport=transport, sleep=on_sleep)


class Desk:
    """An engine before a server that works whenever the engine sleeps."""

    def __init__(self, serving: Serving, folder: Path) -> None:
        self.serving = serving
        self.events: list[Event] = []
        self._folder = folder
        self._engine = AceStepEngine(client_of(serving, self._sleep), timeout_s=60, sleep=self._sleep)

    def _sleep(self, _: float) -> None:
        self.serving.work()

    def make(self, **said: Any) -> list[Take]:  # noqa: ANN401 - of a request
        request = TrackRequest.parse(ASKED | said)
        return list(self._engine.generate(request, scratch=self._folder, on_event=self.events.append))

    def resume(self, task_id: str) -> list[Take]:
        request = TrackRequest.parse(ASKED)
        takes = self._engine.resume(
            request,
            RemoteTask("http://testserver", task_id),
            scratch=self._folder,
            on_event=self.events.append,
            skip=frozenset(),
        )
        return list(takes)

    def told(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def desk(serving: Serving, tmp_path: Path) -> Desk:
    return Desk(serving.locked(), tmp_path)


def test_a_batch_comes_as_it_was_asked_for(desk: Desk) -> None:
    takes = desk.make(batch=3, bpm=90, key="Am", time_signature="4/4", model="sft")
    assert [(take.index, take.seed, take.facts["server_seed"]) for take in takes] == [
        (0, 42, 42),
        (1, 43, 43),
        (2, 44, 44),
    ]
    assert all(take.path.read_bytes()[:4] == b"fLaC" for take in takes)
    (job,) = desk.serving.backend.store.page(_key_id(desk)).jobs
    assert (job.request.caption, job.request.model, job.request.bpm) == ("calm piano, warm", MODELS[1], 90)


def _key_id(desk: Desk) -> str:
    caller = desk.serving.backend.keys.find(str(desk.serving.key))
    assert caller is not None
    return caller.key_id


def test_what_is_different_is_only_what_the_engine_behind_did_otherwise(desk: Desk) -> None:
    (take,) = desk.make(bpm=90, key="Am")
    assert take.facts.get("differences", []) == []


def test_its_place_and_its_task_are_told(desk: Desk) -> None:
    desk.make()
    assert desk.told(Submitted)[0].task_id
    assert desk.told(Queued)[0].position == 1
    assert not desk.told(Note)


def test_a_finished_task_can_be_fetched_again(desk: Desk) -> None:
    task_id = desk.serving.release()
    assert len(desk.resume(task_id)) == 1


def test_a_failed_task_says_why(serving: Serving, tmp_path: Path) -> None:
    error = GenerationFailedError("the drummer has left")
    desk = Desk(replace(serving, engine=FakeEngine(error=error)), tmp_path)
    with pytest.raises(GenerationFailedError, match="the drummer has left"):
        desk.make()


def test_a_task_that_the_server_does_not_know_is_lost_at_once(desk: Desk) -> None:
    with pytest.raises(TaskLostError):
        desk.resume(NOBODY)
    assert client_of(desk.serving).query(NOBODY) == Task("unknown")


def test_a_running_task_tells_its_stage(desk: Desk) -> None:
    task_id = desk.serving.release()
    store = desk.serving.backend.store
    job = store.start(task_id, worker="one")
    assert job is not None
    store.progress(job, stage="generating", fraction=0.5)
    assert client_of(desk.serving).query(task_id) == Task("active", 0.5, "generating")


def test_what_the_server_refuses_is_a_mistake_of_the_request(desk: Desk) -> None:
    with pytest.raises((InvalidRequestError, GenerationFailedError), match="gpt"):
        desk.make(model="gpt")


def test_a_wrong_key_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedKeyError):
        client_of(replace(desk.serving, key="wrong")).submit({"prompt": "jazz"})


def test_a_full_queue_is_waited_for(tmp_path: Path) -> None:
    waited: list[float] = []
    with Serving.open(tmp_path, queue=Limits(queued=1)) as serving:
        serving.release()
        with pytest.raises(QueueFullError):
            client_of(serving).submit({"prompt": "jazz"}, patience_s=0)

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            serving.work()

        assert client_of(serving, sleep).submit({"prompt": "jazz"}, patience_s=600).task_id
    assert waited


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "my song.flac"
    engine = short_takes()
    for take in engine.generate(TrackRequest.parse(ASKED), scratch=tmp_path, on_event=lambda _: None):
        take.path.rename(path)
    return path


def test_an_upload_reaches_the_engine_behind(serving: Serving, tmp_path: Path, source: Path) -> None:
    heard: list[TrackRequest] = []
    desk = Desk(replace(serving, engine=short_takes(heard.append)), tmp_path)
    desk.make(expert={"task_type": "cover", "src_audio": str(source), "audio_cover_strength": 0.5})
    (request,) = heard
    assert request.expert["src_audio"].endswith("src_audio.flac")
    assert (request.expert["task_type"], request.expert["audio_cover_strength"]) == ("cover", 0.5)


def test_a_task_goes_on_to_the_server_behind_as_it_was_asked_for(
    serving: Serving, tmp_path: Path, source: Path
) -> None:
    music = {"lyrics": "la", "bpm": 90, "key": "Am", "model": "sft", "guidance": 5}
    edit = {"task_type": "cover", "audio_cover_strength": 0.5, "track_classes": ["a", "b"]}
    with FakeAceStep() as behind:
        engine = AceStepEngine(Client(behind.url), timeout_s=60, sleep=lambda _: None)
        (take,) = Desk(replace(serving, engine=engine), tmp_path).make(
            **music, expert=edit | {"src_audio": str(source)}
        )
    (sent,) = [request for request in behind.requests if request.path == "/release_task"]
    assert dict(sent.fields) == wire.form(wire.payload(TrackRequest.parse(ASKED | music)) | edit)
    assert sent.files["src_audio"] == source.read_bytes()
    assert (take.seed, take.facts["server_seed"]) == (42, 42)


def test_the_server_is_recognised_and_its_models_are_listed(desk: Desk) -> None:
    report = dialect.probe(client_of(desk.serving))
    assert report.kind == "native"
    assert report.build == Build("generate-track", seeds="yes", base_and_sft="yes", uploads="yes")
    assert [model.name for model in report.models] == list(MODELS)
    assert report.problems == ()


def test_a_server_without_models_is_said_to_have_none(desk: Desk) -> None:
    backend = replace(desk.serving.backend, engine="embedded", models=("embedded",))
    report = dialect.probe(client_of(replace(desk.serving, backend=backend)))
    assert [model.name for model in report.models] == ["embedded"]
    assert [problem.message for problem in report.problems] == ["tracks are composed by rules there, not by a model"]


def test_each_track_says_which_server_made_it(desk: Desk) -> None:
    (take,) = desk.make()
    assert take.facts["server_build"] == f"generate-track {__version__}"


def test_a_cancelled_task_is_told_to_be_so(desk: Desk) -> None:
    task_id = desk.serving.release()
    desk.serving.backend.store.cancel(task_id)
    with pytest.raises(GenerationFailedError, match="the task was cancelled"):
        desk.resume(task_id)
