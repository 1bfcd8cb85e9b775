from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fake_server import FakeAceStep
from generate_track.engines.core import n_cores
from generate_track.engines.staff import open_staff
from generate_track.engines.stop import Stop
from generate_track.errors import InvalidRequestError
from generate_track.request import TrackRequest
from generate_track.settings import Settings


def a_request() -> TrackRequest:
    return TrackRequest.parse({"caption": "pop", "seed": 1, "duration_s": 10, "format": "flac"})


def test_the_embedded_engine_has_a_thread_for_each_core_unless_said() -> None:
    assert open_staff(Settings(), engine="embedded").n_threads == n_cores()
    staff = open_staff(Settings(), engine="embedded", n_threads=7)
    assert (staff.n_threads, staff.server) == (7, "")
    staff.close()


def test_the_process_of_a_thread_makes_one_request_after_the_other(tmp_path: Path) -> None:
    with open_staff(Settings(), engine="embedded", n_threads=1).engine(Stop()) as engine:
        for _ in range(2):
            (take,) = engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None)
            assert take.path.stat().st_size > 0


def test_engines_of_a_server_share_its_poll_and_one_at_a_time_submits(tmp_path: Path) -> None:
    with FakeAceStep() as server:
        staff = open_staff(Settings(api_url=server.url), engine="acestep")
        stop = Stop()
        assert (staff.n_threads, staff.server) == (3, server.url)
        with staff.engine(stop) as engine:
            assert len(list(engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None))) == 1
            stop.set()
            with pytest.raises(KeyboardInterrupt):
                list(engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None))
        staff.close()
    assert len(server.payloads) == 1


def test_a_url_that_is_none_is_told_before_any_thread_starts() -> None:
    with pytest.raises(InvalidRequestError):
        open_staff(Settings(api_url="ftp://h"), engine="acestep")


def test_the_end_does_not_wait_for_a_server_that_hangs(tmp_path: Path) -> None:
    stop = Stop()
    with FakeAceStep(frozen="/query_result") as server:
        staff = open_staff(Settings(api_url=server.url), engine="acestep")
        with staff.engine(stop) as engine, ThreadPoolExecutor(1) as pool:
            made = pool.submit(lambda: list(engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None)))
            assert server.is_frozen.wait(10)
            stop.set()
            with pytest.raises(KeyboardInterrupt):
                made.result(timeout=10)
        staff.close()
