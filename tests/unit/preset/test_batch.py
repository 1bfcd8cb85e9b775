"""A batch with engines that do what they are told; the whole of it, by the command, is in tests/acceptance."""

import _thread
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from fake_engine import FakeEngine
from fake_staff import FakeStaff
from generate_track.engines.base import Engine, Note, OnEvent, Queued, Running, Take
from generate_track.engines.stop import Stop
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    OutputError,
    QueueFullError,
    RefusedKeyError,
    TaskInterruptedError,
)
from generate_track.library.history import History
from generate_track.library.journal import Journal
from generate_track.preset import document
from generate_track.preset.batch import Batch
from generate_track.preset.estimate import Work
from generate_track.preset.job import jobs_of
from generate_track.preset.news import Failed, Happened, News, Progress
from generate_track.preset.parser import parse
from generate_track.preset.plan import Plan, plan
from generate_track.preset.report import Report
from generate_track.request import TrackRequest

FOLDER = Path("outputs/mine")
Fault = Callable[[int], BaseException | None]


class Engines:
    """Engines for all threads; the fault of call n is raised, if there is one."""

    name = "fake"

    def __init__(self, *faults: BaseException | None, told: tuple[object, ...] = ()) -> None:
        self.faults = list(faults)
        self.told = told
        self.seeds: list[int] = []

    def __call__(self, _: Stop) -> Engine:
        return self

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        self.seeds.append(request.seed)
        for event in self.told:
            on_event(event)  # type: ignore[bad-argument-type]
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            raise fault
        yield from FakeEngine().generate(request, scratch=scratch, on_event=on_event)


def a_plan(*names: str, is_resume: bool = False) -> Plan:
    head = "name: mine\ndefaults: {duration: 10, format: wav}\ntracks:\n"
    preset = parse(document.parse(head + "".join(f"  - {{caption: x, id: {n}}}\n" for n in names), source="p"))
    return plan(jobs_of(preset, folder=FOLDER, is_each_alone=False), engine="fake", is_resume=is_resume)


def run(
    made: Plan,
    engines: Callable[[Stop], Engine],
    *,
    n_retries: int = 0,
    n_threads: int = 1,
    on_news: Callable[[News], None] = lambda _: None,
) -> FakeStaff:
    staff = FakeStaff(engines, n_threads=n_threads)
    Batch(
        made,
        staff=staff,
        work=Work("fake", "", n_threads),
        report=Report("mine", directory=FOLDER, engine="fake"),
        journal=Journal.default(),
        history=History.default(),
        n_retries=n_retries,
        is_resume=False,
        again="again",
        on_news=on_news,
    ).run()
    return staff


def report() -> dict[str, Any]:
    return json.loads((FOLDER / "mine.report.json").read_text(encoding="utf-8"))


def states() -> list[str]:
    return [track["state"] for track in report()["tracks"]]


def test_all_is_made_and_the_history_is_told() -> None:
    staff = run(a_plan("a", "b", "c"), Engines(), n_threads=2)
    assert states() == ["made"] * 3
    assert staff.is_closed
    (effort,) = History.default().efforts()
    assert (effort.engine, effort.n_at_once, effort.n_tracks, round(effort.audio_s)) == ("fake", 2, 3, 30)


def test_nothing_to_do_is_done_at_once() -> None:
    run(a_plan("a"), Engines())
    run(a_plan("a", is_resume=True), Engines(RefusedKeyError("never asked")))
    assert (states(), report()["state"]) == (["kept"], "done")
    assert len(History.default().efforts()) == 1


def test_progress_counts_all_jobs_by_their_length_and_notes_are_kept() -> None:
    news: list[News] = []
    told = (Running(0.5, "x"), Running(None, "x"), Queued(), Note("mind"), Note("mind"))
    run(a_plan("a", "b"), Engines(told=told), on_news=news.append)
    progress = [each for each in news if isinstance(each, Progress)]
    assert Progress(0, 2, 0.25) in progress
    assert progress[-1] == Progress(2, 2, 1.0)
    assert sum(isinstance(each, Happened) for each in news) == 4
    assert report()["tracks"][0]["notes"] == ["mind"]


def test_one_that_fails_is_tried_again_when_the_others_are_done() -> None:
    made, news = a_plan("a", "b"), list[News]()
    engines = Engines(GenerationFailedError("no"))
    run(made, engines, n_retries=1, on_news=news.append)
    first, second = (outcome.job.request.seed for outcome in made.outcomes)
    assert engines.seeds == [first, second, first]
    assert [each.is_final for each in news if isinstance(each, Failed)] == [False]
    assert (report()["tracks"][0]["attempts"], report()["tracks"][0]["error"]) == (2, None)


def test_one_that_fails_in_the_end_is_told_with_its_reason() -> None:
    with pytest.raises(GenerationFailedError, match="1 of 2 tracks failed: b") as caught:
        run(a_plan("a", "b"), Engines(None, GenerationFailedError("no luck", hint="try")))
    assert (states(), report()["state"]) == (["made", "failed"], "failed")
    assert report()["tracks"][1]["error"] == {"code": "generation_failed", "message": "no luck", "hint": "try"}
    assert caught.value.hint == f"again --retry 2 tries them again; {FOLDER / 'mine.report.json'} tells why"


@pytest.mark.parametrize(
    ("fault", "hint"),
    [
        (RefusedKeyError("refused", hint="check it"), "check it; then again goes on"),
        (OutputError("full"), "again goes on"),
        (EngineUnavailableError("gone"), "again goes on"),
    ],
)
def test_what_would_fail_every_other_track_ends_the_batch(fault: GenerateTrackError, hint: str) -> None:
    with pytest.raises(type(fault), match=f"{fault.message}; 1 of 4 tracks are done") as caught:
        run(a_plan("a", "b", "c", "d"), Engines(None, fault))
    assert (caught.value.hint, states()) == (hint, ["made", "failed", "left", "left"])


def test_a_server_that_is_gone_for_a_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(Stop, "sleep", lambda _, seconds: pauses.append(seconds))
    run(a_plan("a"), Engines(EngineUnavailableError("gone"), EngineUnavailableError("gone")), n_retries=2)
    assert (states(), pauses) == (["made"], [2.0, 4.0])


def test_a_full_queue_is_no_failure_while_other_tracks_get_done() -> None:
    class Refusing(Engines):
        def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
            if request.seed == second and not is_one_done.is_set():
                assert is_one_done.wait(timeout=10)
                raise QueueFullError("full")
            yield from super().generate(request, scratch=scratch, on_event=on_event)

    def note(news: News) -> None:
        if isinstance(news, Progress) and news.n_ended:
            is_one_done.set()

    is_one_done, made = Event(), a_plan("a", "b")
    second = made.outcomes[1].job.request.seed
    run(made, Refusing(), n_threads=2, on_news=note)
    assert (states(), report()["tracks"][1]["attempts"]) == (["made"] * 2, 1)


def test_a_full_queue_that_stays_full_is_a_failure() -> None:
    with pytest.raises(GenerationFailedError, match="1 of 1 tracks failed: a"):
        run(a_plan("a"), Engines(QueueFullError("full")))


def test_a_bug_in_one_track_is_not_met_twelve_times() -> None:
    engines = Engines(ZeroDivisionError("bug"))
    with pytest.raises(ZeroDivisionError):
        run(a_plan("a", "b"), engines)
    assert (len(engines.seeds), states()) == (1, ["left", "left"])


def test_a_thread_that_gets_no_engine_is_told_and_nothing_waits_for_it() -> None:
    def open_engine(_: Stop) -> Engine:
        raise OutputError("no room for its log")

    with pytest.raises(OutputError, match="no room for its log; 0 of 2 tracks are done"):
        run(a_plan("a", "b"), open_engine)


def test_an_interrupt_is_told_with_a_way_on_and_reaches_who_is_at_work() -> None:
    class Waiting(Engines):
        def __call__(self, stop: Stop) -> Engine:
            self.stop = stop
            return self

        def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
            if self.seeds:
                _thread.interrupt_main()
                self.stop.sleep(60)
            yield from super().generate(request, scratch=scratch, on_event=on_event)

    with pytest.raises(TaskInterruptedError, match="interrupted; 1 of 3 tracks are done") as caught:
        run(a_plan("a", "b", "c"), Waiting())
    assert caught.value.hint == "again goes on"
    assert (report()["state"], states()) == ("interrupted", ["made", "left", "left"])


def test_a_track_whose_news_an_interrupt_swallowed_is_found_on_disk() -> None:
    def interrupt(news: News) -> None:
        if isinstance(news, Progress):
            raise KeyboardInterrupt

    with pytest.raises(TaskInterruptedError):
        run(a_plan("a"), Engines(), on_news=interrupt)
    assert states() == ["made"]
