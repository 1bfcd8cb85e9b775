from collections.abc import Callable
from threading import Event, Thread, Timer

import pytest

from clock import Clock
from generate_track.acestep.outlook import Outlook
from generate_track.acestep.report import Model
from generate_track.acestep.upstream import Upstream
from generate_track.engines.member import Member
from generate_track.engines.roster import Census, Roster, Wait
from generate_track.errors import EngineUnavailableError, GenerateTrackError, QueueFullError, RefusedKeyError

A, B = "http://a:8001", "http://b:8001"


class Servers:
    """What servers answer, and when."""

    def __init__(self, **said: Outlook | Exception) -> None:
        self.said = {f"http://{name}:8001": answer for name, answer in said.items()}
        self.n_asked = 0
        self.waiting = []

    def ask(self, upstream: Upstream) -> Outlook:
        self.n_asked += 1
        answer = self.said[upstream.url]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def roster(self, clock: Clock, *, is_prompt: bool = True) -> Roster:
        members = [Member(Upstream(url)) for url in self.said]
        return Roster(members, now=clock, ask=self.ask, start=self.start if is_prompt else self.keep)

    def start(self, call: Callable[[], None]) -> None:
        call()

    def keep(self, call: Callable[[], None]) -> None:
        self.waiting.append(call)


def url_of(found: Member | Wait) -> str:
    assert isinstance(found, Member)
    return found.url


def test_what_others_do_on_a_server_counts_and_our_own_does_once() -> None:
    clock, servers = Clock(), Servers(a=Outlook(n_tasks=2), b=Outlook())
    roster = servers.roster(clock)
    assert [url_of(roster.take("")) for _ in range(3)] == [B, B, A]
    servers.said = {A: Outlook(n_tasks=3), B: Outlook(n_tasks=2)}
    clock.now_s += 5
    roster.take("")
    assert [(member.n_ours, member.n_others) for member in roster.members] == [(1, 2), (3, 0)]


def test_of_equals_the_one_that_has_the_model_ready_comes_first() -> None:
    cold, warm = Model("m", is_loaded=False), Model("acestep/m", is_loaded=True)
    roster = Servers(a=Outlook(models=(cold,)), b=Outlook(models=(warm,))).roster(Clock())
    assert url_of(roster.take("m")) == B


def test_who_is_to_be_avoided_comes_last() -> None:
    roster = Servers(a=Outlook(), b=Outlook(n_tasks=9)).roster(Clock())
    assert url_of(roster.take("", avoid={A})) == B


def test_an_answer_is_good_for_a_few_seconds() -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock)
    for moment_s, n_asked in ((0, 1), (4.9, 1), (5, 2)):
        clock.now_s = 100 + moment_s
        roster.take("")
        assert servers.n_asked == n_asked


def test_answers_are_waited_for_but_not_for_long() -> None:
    clock, servers = Clock(), Servers(a=Outlook(), b=Outlook())
    roster = servers.roster(clock, is_prompt=False)
    assert roster.take("") == Wait(0.05)
    servers.waiting[1]()
    assert roster.take("") == Wait(0.05)
    clock.now_s += 3
    assert url_of(roster.take("")) == B
    assert len(servers.waiting) == 2


def test_a_server_that_fails_is_out_for_a_growing_time() -> None:
    clock, servers = Clock(), Servers(a=EngineUnavailableError("gone"))
    roster = servers.roster(clock)
    moments: list[float] = []
    for _ in range(200):
        n_before = servers.n_asked
        assert isinstance(roster.take(""), Wait)
        if servers.n_asked > n_before:
            moments.append(clock.now_s - 100)
        clock.now_s += 1
    assert moments == [0, 1, 3, 7, *range(15, 200, 15)]


@pytest.mark.parametrize("error", [EngineUnavailableError("gone"), RefusedKeyError("no")])
def test_a_server_that_fails_on_tasks_for_days_is_tried_each_minute(error: GenerateTrackError) -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock)
    (member,) = roster.members
    for _ in range(1100):
        roster.failed(member, error)
    assert member.out_until_s == clock() + 60


def test_a_server_whose_queue_is_full_for_days_is_tried_all_the_same() -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock)
    (member,) = roster.members
    for _ in range(1100):
        roster.refused(member, QueueFullError("full"))
    assert member.full_until_s == clock() + 30


def test_that_a_server_is_back_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    clock, servers = Clock(), Servers(a=EngineUnavailableError("gone"))
    roster = servers.roster(clock)
    roster.take("")
    servers.said[A] = Outlook()
    clock.now_s += 2
    roster.take("")
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "a server of the pool is left out for now",
        "a server of the pool answers again",
    ]


def test_a_census_tells_who_is_there_and_what_the_others_were() -> None:
    clock, servers = Clock(), Servers(a=Outlook(is_full=True), b=Outlook(n_tasks=1))
    roster = servers.roster(clock)
    assert roster.census() == Census((Outlook(is_full=True), Outlook(n_tasks=1)), (), n_full=1)
    servers.said[B] = EngineUnavailableError("gone")
    clock.now_s += 6
    assert roster.census() == Census((Outlook(is_full=True),), (Outlook(n_tasks=1),), n_full=1)


@pytest.mark.parametrize(("is_thorough", "n_there"), [(False, 0), (True, 1)])
def test_a_census_waits_for_who_failed_before_only_when_it_is_thorough(*, is_thorough: bool, n_there: int) -> None:
    clock, servers = Clock(), Servers(a=EngineUnavailableError("gone"))
    roster = servers.roster(clock)
    roster.census()
    servers.said[A] = Outlook()
    clock.now_s += 2
    may_answer = Event()
    threads: list[Thread] = []

    def start(call: Callable[[], None]) -> None:
        threads.append(Thread(target=lambda: (may_answer.wait(10), call())))
        threads[0].start()

    roster.start = start
    Timer(0.05, may_answer.set).start()
    assert len(roster.census(is_thorough=is_thorough).there) == n_there
    threads[0].join()
    assert len(roster.census().there) == 1


def test_who_writes_is_who_has_least_to_do_and_the_model_ready() -> None:
    ready = (Model("lm", is_loaded=True),)
    servers = Servers(a=Outlook(), b=Outlook(n_tasks=2, language_models=ready), c=Outlook(language_models=ready))
    roster = servers.roster(Clock())
    roster.census()
    asked: list[str] = []
    while member := roster.lend(avoid=asked):
        asked.append(member.url)
        assert member.n_ours == 1
    assert asked == ["http://c:8001", B, A]


def test_a_server_that_takes_a_task_is_forgiven() -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock)
    (member,) = roster.members
    roster.failed(member, EngineUnavailableError("gone"))
    roster.refused(member, QueueFullError("full", retry_after_s=500))
    assert member.full_until_s == clock() + 30
    roster.accepted(member)
    assert (member.n_failures, member.n_refusals, member.is_full(clock())) == (0, 0, False)


def test_a_full_queue_is_tried_more_and_more_seldom() -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock)
    delays: list[float] = []
    for _ in range(7):
        member = roster.take("")
        assert isinstance(member, Member)
        roster.refused(member, QueueFullError("full"))
        wait = roster.take("")
        assert isinstance(wait, Wait)
        assert isinstance(wait.error, QueueFullError)
        delays.append(wait.delay_s)
        clock.now_s += wait.delay_s
    assert delays == [1, 2, 4, 8, 16, 30, 30]


def test_an_answer_that_nobody_foresaw_is_a_failure_like_any_other() -> None:
    wait = Servers(a=RecursionError("deep")).roster(Clock()).take("")
    assert isinstance(wait, Wait)
    assert "http://a:8001 answers what cannot be read: RecursionError" in str(wait.error)


def test_a_pool_that_has_not_been_answered_says_so() -> None:
    clock, servers = Clock(), Servers(a=Outlook())
    roster = servers.roster(clock, is_prompt=False)
    roster.take("")
    clock.now_s += 3
    wait = roster.take("")
    assert isinstance(wait, Wait)
    assert isinstance(wait.error, GenerateTrackError)
    assert "none has answered yet" in wait.error.message
