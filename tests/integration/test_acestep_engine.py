"""The ACE-Step engine against a real HTTP server on loopback."""

from pathlib import Path

import pytest
import soundfile

from fake_server import STEPS, FakeAceStep
from generate_track.acestep import dialect
from generate_track.acestep.client import Client
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Event, RemoteTask, Running, Take
from generate_track.errors import ResponseLostError, StalledError
from generate_track.request import TrackRequest


def make(
    server: FakeAceStep, folder: Path, *, key: str | None = None, **said: object
) -> tuple[list[Take], list[Event]]:
    """Return the takes and events of a generation on a clock that runs only when somebody sleeps."""
    clock, events = [0.0], []

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    client = Client(server.url, api_key=key, sleep=sleep, now=lambda: clock[0])
    engine = AceStepEngine(client, timeout_s=20, sleep=sleep, now=lambda: clock[0])
    request = TrackRequest.parse({"caption": "lounge jazz", "seed": 5, "duration_s": 10} | said)
    return list(engine.generate(request, scratch=folder, on_event=events.append)), events


@pytest.mark.parametrize("format_", ["mp3", "wav", "flac"])
def test_takes_are_whole_audio_files(tmp_path: Path, format_: str) -> None:
    with FakeAceStep(progress=STEPS, api_key="k") as server:
        takes, events = make(server, tmp_path, key="k", batch=2, format=format_)
    assert [take.seed for take in takes] == [5, 6]
    assert [round(soundfile.info(take.path).duration) for take in takes] == [10, 10]
    assert Running(0.8, "decoding") in events


def test_cut_downloads_are_resumed_by_range(tmp_path: Path) -> None:
    with FakeAceStep(cut_download=2) as server:
        ((take,), _) = make(server, tmp_path)
    ranges = [request.headers.get("range") for request in server.requests if "/v1/audio" in request.path]
    assert ranges[0] is None
    assert all(ranges[1:])
    assert round(soundfile.info(take.path).duration) == 10


def test_an_upload_arrives_with_its_fields(tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_bytes(b"RIFF....WAVE")
    expert = {"task_type": "cover", "src_audio": str(tmp_path / "song.wav")}
    with FakeAceStep() as server:
        make(server, tmp_path, expert=expert)
    (sent,) = [request for request in server.requests if request.path == "/release_task"]
    assert sent.files == {"src_audio": b"RIFF....WAVE"}
    assert (sent.fields["task_type"], sent.fields["use_random_seed"]) == ("cover", "false")


def test_a_lost_receipt_is_not_sent_again(tmp_path: Path) -> None:
    with FakeAceStep(lose_receipt=True) as server, pytest.raises(ResponseLostError, match="not known"):
        make(server, tmp_path)
    assert len(server.payloads) == 1


def test_a_task_that_stalls_can_be_resumed(tmp_path: Path) -> None:
    with FakeAceStep(stall=True) as server:
        with pytest.raises(StalledError) as caught:
            make(server, tmp_path)
        server.faults.stall = False
        task_id = caught.value.message.split()[6]
        request = TrackRequest.parse({"caption": "lounge jazz", "seed": 5, "duration_s": 10})
        engine = AceStepEngine(Client(server.url))
        takes = engine.resume(
            request, RemoteTask(server.url, task_id), scratch=tmp_path, on_event=lambda _: None, skip=frozenset()
        )
        assert [take.seed for take in takes] == [5]


def test_a_server_that_is_gone_is_unreachable() -> None:
    with FakeAceStep() as server:
        url = server.url
    report = dialect.probe(Client(url, sleep=lambda _: None))
    assert report.kind == "unreachable"
