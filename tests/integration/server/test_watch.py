"""Watching jobs: one look at the database for all, and events until the end."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError
from starlette.types import Message

from generate_track.queue.forecast import Forecast
from generate_track.queue.job import Job, Submission
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from generate_track.server.auth import is_still_let_in
from generate_track.server.backend import Backend, ServerLimits
from generate_track.server.event import events
from generate_track.server.resource import ProgressResource
from generate_track.server.watch import JobWatch
from generate_track.settings import Secret

PATIENCE_S = 30.0


class CountingStore(JobStore):
    """Counts the looks at revisions, and fails the first ones where it is told to."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend.store.database, backend.store.dispatcher)
        self.n_looks = 0
        self.n_failures = 0

    def revisions(self, job_ids: Any) -> dict[str, int]:  # noqa: ANN401 - as the store's
        self.n_looks += 1
        if self.n_looks <= self.n_failures:
            raise OperationalError("SELECT", {}, Exception("gone"))
        return super().revisions(job_ids)


@pytest.fixture
def store(backend: Backend) -> CountingStore:
    return CountingStore(backend)


@pytest.fixture
def watch(store: JobStore) -> JobWatch:
    return JobWatch(store, interval_s=0.005)


@pytest.fixture
def job(store: JobStore, a_request: TrackRequest) -> Job:
    return store.submit(Submission((a_request,)))


def test_a_thousand_who_wait_cost_one_look_at_a_time(store: CountingStore, watch: JobWatch, job: Job) -> None:
    async def all_of_them() -> list[Job | None]:
        return await asyncio.gather(*(watch.changed(job, timeout_s=PATIENCE_S) for _ in range(1000)))

    store.cancel(job.id)
    found = asyncio.run(all_of_them())
    assert {job and job.state for job in found} == {"cancelled"}
    assert store.n_looks < 10
    assert watch.n_waiting == 0


def test_who_knows_an_old_revision_hears_at_once(store: JobStore, watch: JobWatch, job: Job) -> None:
    store.cancel(job.id)
    changed = asyncio.run(watch.changed(job, timeout_s=PATIENCE_S))
    assert changed is not None
    assert changed.state == "cancelled"


def test_who_knows_the_job_as_it_is_does_not_hear_what_others_hear(store: JobStore, watch: JobWatch, job: Job) -> None:
    known = store.cancel(job.id)
    assert known is not None

    async def both() -> list[Job | BaseException | None]:
        waiting = (watch.changed(job, timeout_s=PATIENCE_S), watch.changed(known, timeout_s=0.05))
        return await asyncio.gather(*waiting, return_exceptions=True)

    first, second = asyncio.run(both())
    assert first == known
    assert isinstance(second, TimeoutError)


def test_a_job_that_is_no_longer_kept_is_told_as_none(store: JobStore, watch: JobWatch, job: Job) -> None:
    store.delete([job.id])
    assert asyncio.run(watch.changed(job, timeout_s=PATIENCE_S)) is None


def test_a_job_that_does_not_change_times_out_and_is_watched_no_more(watch: JobWatch, job: Job) -> None:
    async def wait() -> None:
        with pytest.raises(TimeoutError):
            await watch.changed(job, timeout_s=0.02)
        assert watch.n_waiting == 0
        # The next one starts to look anew.
        with pytest.raises(TimeoutError):
            await watch.changed(job, timeout_s=0.02)

    asyncio.run(wait())


def test_a_database_that_does_not_answer_is_asked_again(store: CountingStore, watch: JobWatch, job: Job) -> None:
    store.n_failures = 2
    store.cancel(job.id)
    assert asyncio.run(watch.changed(job, timeout_s=PATIENCE_S)) is not None
    assert store.n_looks == 3


def stream(
    store: JobStore,
    watch: JobWatch,
    job: Job,
    *,
    known: int | None = None,
    heartbeat_s: float = PATIENCE_S,
    let_in: Iterable[bool] = (),  # then for ever
) -> AsyncIterator[str]:
    answers = iter(let_in)

    def tell(job: Job) -> ProgressResource:
        return ProgressResource.of(job, Forecast(store))

    async def is_let_in() -> bool:
        return next(answers, True)

    return events(job, known_revision=known, watch=watch, tell=tell, is_let_in=is_let_in, heartbeat_s=heartbeat_s)


def begin(store: JobStore, job: Job) -> Job:
    running = store.start(job.id, worker="one")
    assert running is not None
    return running


def test_events_follow_a_job_to_its_end(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def follow() -> list[str]:
        source = stream(store, watch, job)
        told = [await anext(source)]
        running = begin(store, job)
        told.append(await anext(source))
        store.succeed(running, ())
        return told + [text async for text in source]

    told = asyncio.run(follow())
    assert [text.splitlines()[:2] for text in told] == [
        ["id: 1", "event: progress"],
        ["id: 2", "event: progress"],
        ["id: 3", "event: done"],
    ]
    assert '"state":"running","stage":"starting","progress":0.0' in told[1]


def test_who_knows_the_job_hears_what_is_new_only(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def follow() -> list[str]:
        store.cancel(job.id)
        return [text async for text in stream(store, watch, job, known=1)]

    assert [text.splitlines()[:2] for text in asyncio.run(follow())] == [["id: 2", "event: done"]]


def test_a_silent_stream_has_a_heart(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def first_three() -> list[str]:
        source = stream(store, watch, job, heartbeat_s=0.01)
        return [await anext(source) for _ in range(3)]

    assert asyncio.run(first_three())[1:] == [": still there\n\n"] * 2


def test_a_silent_stream_ends_when_its_key_is_revoked(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def told() -> list[str]:
        source = stream(store, watch, job, heartbeat_s=0.01, let_in=[True, False])
        return [text async for text in source]

    assert asyncio.run(told())[1:] == [": still there\n\n"]


def test_nothing_more_is_told_to_a_key_that_is_revoked(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def told() -> list[str]:
        source = stream(store, watch, job, let_in=[False])
        first = await anext(source)
        store.cancel(job.id)
        return [first, *[text async for text in source]]

    assert len(asyncio.run(told())) == 1


def test_a_revoked_key_is_let_in_no_more(backend: Backend, key: str) -> None:
    def request(secret: str) -> Request:
        scope = scope_of("/") | {"app": app, "headers": [(b"authorization", f"Bearer {secret}".encode())]}
        return Request(scope | {"state": {"caller": caller}})

    app, caller = create_app(backend), backend.keys.find(key)
    assert asyncio.run(is_still_let_in(request(key)))
    backend.keys.revoke("studio")
    assert not asyncio.run(is_still_let_in(request(key)))
    backend.keys.add("studio", secret=Secret("a new secret of it"), replaces=True)
    assert not asyncio.run(is_still_let_in(request(key)))


@pytest.mark.parametrize("path", ["/events", "?wait=5"])
def test_a_key_that_follows_too_many_jobs_is_told_to_come_back(*, backend: Backend, job: Job, path: str) -> None:
    client = TestClient(create_app(replace(backend, is_open=True, limits=ServerLimits(waits_per_key=1))))
    waits = client.app.state.waits
    with waits.held("from 127.0.0.1"):
        client = TestClient(client.app, client=("127.0.0.1", 1))
        answer = client.get(f"/v1/jobs/{job.id}{path}")
        assert (answer.status_code, answer.json()["error_code"]) == (429, "too_many_requests")
        assert answer.headers["Retry-After"] == "10"
        assert client.get(f"/v1/jobs/{job.id}").status_code == 200


def test_a_new_place_in_the_line_is_news(
    store: JobStore, watch: JobWatch, *, job: Job, a_request: TrackRequest
) -> None:
    second = store.submit(Submission((a_request,)))

    async def first_two() -> list[str]:
        source = stream(store, watch, second, heartbeat_s=0.01)
        before = await anext(source)
        store.cancel(job.id)
        return [before, await anext(source)]

    before, behind = asyncio.run(first_two())
    assert '"queue_position":2' in before
    assert behind.startswith("id: 1\nevent: progress\n")
    assert '"queue_position":1' in behind


def test_events_of_a_job_that_is_no_longer_kept_end(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def follow() -> list[str]:
        store.delete([job.id])
        return [text async for text in stream(store, watch, job)]

    assert len(asyncio.run(follow())) == 1


def test_a_client_that_leaves_is_watched_no_more(backend: Backend, job: Job) -> None:
    app = create_app(replace(backend, is_open=True))

    async def leave() -> None:
        messages: list[Message] = []
        said = asyncio.Event()

        async def send(message: Message) -> None:
            messages.append(message)
            if message.get("body"):
                assert app.state.waits.n_inside == 1
                said.set()

        async def receive() -> Message:
            await said.wait()
            return {"type": "http.disconnect"}

        await app(scope_of(f"/v1/jobs/{job.id}/events"), receive, send)
        assert b"event: progress" in messages[1]["body"]
        assert (app.state.watch.n_waiting, app.state.waits.n_inside) == (0, 0)

    asyncio.run(leave())


def test_a_client_that_leaves_while_it_waits_is_let_go(backend: Backend, job: Job) -> None:
    app = create_app(replace(backend, is_open=True))
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        messages.append(message)

    scope = scope_of(f"/v1/jobs/{job.id}") | {"query_string": b"wait=60"}
    asyncio.run(asyncio.wait_for(app(scope, receive, send), PATIENCE_S))
    assert app.state.watch.n_waiting == 0


def scope_of(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


def test_events_end_with_the_server(store: JobStore, watch: JobWatch, job: Job) -> None:
    async def told() -> list[str]:
        source = stream(store, watch, job)
        first = await anext(source)
        asyncio.get_running_loop().call_later(0.01, watch.end)
        return [first, *[text async for text in source]]

    assert len(asyncio.run(told())) == 1


def test_nobody_waits_for_a_server_that_ends(watch: JobWatch, job: Job) -> None:
    watch.end()
    with pytest.raises(TimeoutError):
        asyncio.run(watch.changed(job, timeout_s=PATIENCE_S))
    assert watch.n_waiting == 0
