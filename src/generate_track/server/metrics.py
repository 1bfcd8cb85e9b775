"""Metrics for Prometheus: what this process answered, and how the queue that all processes share stands."""

from collections.abc import Iterator
from contextlib import suppress

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from generate_track import __version__
from generate_track.engines.fleet import Fleet
from generate_track.queue.store import JobStore
from generate_track.queue.worker import living
from generate_track.server.auth import asking
from generate_track.server.backend import Backend
from generate_track.server.loopback import is_loopback

router = APIRouter(include_in_schema=False)

_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# What a proxy adds: behind one, everybody seems to be local.
_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip")


class HttpMetrics:
    """Counts the requests of this process.

    Args:
        registry: holds the counters.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ("method", "route", "status")
        self._requests = Counter("generate_track_http_requests", "Answered requests.", labels, registry=registry)
        self._latency = Histogram(
            "generate_track_http_answer_seconds",
            "Time until an answer began.",
            labels,
            buckets=_BUCKETS_S,
            registry=registry,
        )

    def count(self, *, method: str, route: str, status: int, answer_s: float) -> None:
        """Count a request."""
        labels = (method, route, str(status))
        self._requests.labels(*labels).inc()
        self._latency.labels(*labels).observe(answer_s)


class QueueCollector(Collector):
    """Reads the queue when it is asked; all API processes of one database tell the same.

    Args:
        store: the jobs.
        engine: the word of --engine.
    """

    def __init__(self, store: JobStore, *, engine: str) -> None:
        self._store = store
        self._engine = engine

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: the database need not answer when the collector is registered."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Yield how the queue stands; without a database, that there is none."""
        facts = {"version": __version__, "engine": self._engine}
        yield InfoMetricFamily("generate_track_build", "What runs here.", value=facts)
        queue: list[Metric] = []
        with suppress(SQLAlchemyError):
            queue = [*self._jobs(), *self._workers()]
        yield GaugeMetricFamily("generate_track_database_up", "Whether the database answers.", value=bool(queue))
        yield from queue

    def _jobs(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("generate_track_jobs", "Jobs that are kept, by state.", labels=["state"])
        for state, n_jobs in self._store.counts().items():
            jobs.add_metric([state], n_jobs)
        yield jobs
        waited_s = self._store.oldest_waiting_s()
        yield GaugeMetricFamily(
            "generate_track_oldest_waiting_seconds", "How long the oldest waiting job waits.", value=waited_s
        )
        pace = self._store.pace()
        if pace is not None:
            yield GaugeMetricFamily("generate_track_pace", "Seconds that a second of audio takes, of late.", value=pace)

    def _workers(self) -> Iterator[Metric]:
        workers = living(self._store.database)
        yield GaugeMetricFamily("generate_track_workers", "Living workers.", value=len(workers))
        n_slots = sum(row["slots"] for row in workers)
        yield GaugeMetricFamily("generate_track_slots", "Jobs that living workers do at once.", value=n_slots)


class FleetCollector(Collector):
    """Tells how the ACE-Step servers behind this one are, as each API process sees them.

    Args:
        fleet: the servers.
    """

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: no server is asked when the collector is registered."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Yield how many servers there are."""
        offer = self._fleet.look()
        servers = GaugeMetricFamily("generate_track_servers", "ACE-Step servers behind this one.", labels=["state"])
        servers.add_metric(["answering"], offer.n_there)
        servers.add_metric(["away"], offer.n_servers - offer.n_there)
        yield servers


def registry_of(backend: Backend) -> CollectorRegistry:
    """Return the metrics of a backend and of this process."""
    registry = CollectorRegistry()
    registry.register(QueueCollector(backend.store, engine=backend.engine))
    if backend.fleet:
        registry.register(FleetCollector(backend.fleet))
    ProcessCollector(registry=registry)
    return registry


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Tell Prometheus how it goes; from this machine, or with a key."""
    if not _is_local(request):
        await asking(request)
    text = await run_in_threadpool(generate_latest, request.app.state.registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


def _is_local(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDING):
        return False
    return is_loopback(request.client.host)
