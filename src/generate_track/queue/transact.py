"""The line of waiting jobs in DBOS Transact: durable in the same database, fenced, taken up again after a crash."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from threading import Lock

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy.exc import SQLAlchemyError

from generate_track.queue.database import Database
from generate_track.queue.dispatcher import NotHeardError
from generate_track.queue.patience import Patience

Perform = Callable[[str], None]

_LOG = logging.getLogger(__name__)

_NAME = "generate-track"
# Fixed: DBOS gives a worker jobs of its own version only, and ours are the same rows in every release.
_VERSION = "1"
_JOBS, _NEWS = "jobs", "news"
_GENERATE, _NOTIFY = "generate", "notify"
_POOL_SIZE = 4
_NEWS_SLOTS = 4
# Seconds until news that were not heard are told again.
NEWS_RETRIES_S = (10.0, 50.0, 180.0, 360.0)
# How often an idle worker looks for a job: what a user waits at most, against what the look costs the database.
_POLL_S = {"sqlite": 0.05, "postgresql": 0.1}


def migrate(database: Database) -> None:
    """Make DBOS's own tables, or bring them up to date; several may call this at once."""
    DBOS.migrate(database.url)


class TransactDispatcher:
    """Lines jobs up in DBOS's tables.

    Args:
        database: where they are.
    """

    def __init__(self, database: Database) -> None:
        self._client = DBOSClient(system_database_engine=database.engine, application_name=_NAME)

    def enqueue(self, connection: sa.Connection, job_id: str, *, priority: int) -> None:
        """Line a job up, within the transaction that accepts it."""
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": _GENERATE,
                "queue_name": _JOBS,
                "workflow_id": job_id,
                "app_version": _VERSION,
                "priority": priority,
                "serialization_type": WorkflowSerializationFormat.PORTABLE,
            },
            job_id,
        )

    def cancel(self, job_id: str) -> None:
        """Take a waiting job out of the line."""
        self._client.cancel_workflows([job_id])

    def forget(self, job_ids: list[str]) -> None:
        """Delete what is kept of jobs that ended long ago."""
        tries = range(len(NEWS_RETRIES_S) + 1)
        self._client.delete_workflows([*job_ids, *(_news_id(job_id, n) for job_id in job_ids for n in tries)])

    def notify(self, connection: sa.Connection, job_id: str) -> None:
        """Line up the news of a job's end, within the transaction that ends it."""
        self._client.enqueue_in_transaction(connection, _news(job_id, 0), job_id, 0)


def _news(job_id: str, n_before: int) -> EnqueueOptions:
    return {
        "workflow_name": _NOTIFY,
        "queue_name": _NEWS,
        "workflow_id": _news_id(job_id, n_before),
        "app_version": _VERSION,
        "serialization_type": WorkflowSerializationFormat.PORTABLE,
    }


def _news_id(job_id: str, n_before: int) -> str:
    return f"{job_id}-news-{n_before}"


class TransactWorker:
    """Takes jobs out of DBOS's line, in this process; there is one in a process.

    Args:
        database: where the line is.
        worker_id: never used before: DBOS takes up what an id left behind when it starts again.
        slots: how many jobs at once, here.
        perform: does a job; it must not fail, and may be called again for a job whose worker died.
        notify: tells of a job's end; it fails with NotHeardError to be called again later.
        retries_s: how much later, each time.
    """

    def __init__(
        self,
        database: Database,
        *,
        worker_id: str,
        slots: int,
        perform: Perform,
        notify: Perform,
        retries_s: Sequence[float] = NEWS_RETRIES_S,
    ) -> None:
        client = DBOSClient(system_database_engine=database.engine, application_name=_NAME)
        dbos = DBOS(config=_config(database, worker_id))
        _listen(dbos, _JOBS, slots=slots, poll_s=_POLL_S[database.dialect])
        _listen(dbos, _NEWS, slots=_NEWS_SLOTS, poll_s=1.0)
        self._client = client
        self._worker_id = worker_id
        self._active = _Active()
        self._patience = Patience()
        self._idle: AbstractSet[str] = set()
        # How often a job may kill its worker is counted in its own row.
        DBOS.workflow(name=_GENERATE, max_recovery_attempts=None)(_function(perform, active=self._active))
        teller = _teller(notify, client, retries_s=retries_s, active=self._active, patience=self._patience)
        DBOS.workflow(name=_NOTIFY, max_recovery_attempts=None)(teller)

    def launch(self) -> None:
        """Begin to take jobs."""
        DBOS.launch()

    def recover(self, worker_ids: list[str]) -> int:
        """Line up again what dead workers had taken, and return how many jobs that were.

        DBOS 3.4 has no public call for this but a paid one; contract tests hold the private one.
        """
        return len(DBOS._recover_pending_workflows(worker_ids)) if worker_ids else 0  # noqa: SLF001

    def recover_strays(self) -> int:
        """Line up again what this worker took and does not do, and return how many that were.

        DBOS drops what it has taken when the database fails before it has read what that is. Only what is idle at two
        calls in a row counts: it may be about to begin, or to be written down as done.
        """
        taken = self._client.list_workflows(
            status="PENDING", executor_id=self._worker_id, load_input=False, load_output=False
        )
        idle = {row.workflow_id: row.queue_name for row in taken if row.workflow_id not in self._active}
        strays = idle.keys() & self._idle
        self._idle = idle.keys() - strays
        for workflow_id in strays:
            self._client.resume_workflow(workflow_id, queue_name=idle[workflow_id])
        return len(strays)

    def stop(self) -> None:
        """Take no more jobs; what is not done stays in the line under this worker's id."""
        self._patience.is_over.set()
        DBOS.destroy(destroy_registry=True)


def _listen(dbos: DBOS, queue: str, *, slots: int, poll_s: float) -> None:
    """Let this process take from a queue, with its own number of slots.

    What DBOS 3.4 has in public keeps that number in the database: who started last would set it for all workers. Its
    queues for Kafka are a process's own, and are made so; a contract test holds it.
    """
    dbos._registry._register_internal_queue(queue, worker_concurrency=slots, polling_interval_sec=poll_s)  # noqa: SLF001


class _Active:
    """What this process is at, each as often as it was begun: who was thought dead may take again what it is at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def __contains__(self, workflow_id: str) -> bool:
        return self._counts[workflow_id] > 0

    @contextmanager
    def counting(self, workflow_id: str) -> Iterator[None]:
        with self._lock:
            self._counts[workflow_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._counts[workflow_id] -= 1
                self._counts += Counter()  # without those that are done


def _function(call: Perform, *, active: _Active) -> Perform:
    """Return a plain function: DBOS writes on what it registers, and a method cannot be written on."""

    def run(job_id: str) -> None:
        with active.counting(job_id):
            call(job_id)

    return run


def _teller(
    notify: Perform, client: DBOSClient, *, retries_s: Sequence[float], active: _Active, patience: Patience
) -> Callable[[str, int], None]:
    """Return what tells news; a try that was not heard lines up the next one, so that none waits in a slot."""

    def run(job_id: str, n_before: int) -> None:
        with active.counting(_news_id(job_id, n_before)):
            if not _is_heard(notify, job_id):
                line_up(job_id, n_before)

    def line_up(job_id: str, n_before: int) -> None:
        if n_before >= len(retries_s):
            _LOG.warning("the webhook of job %s did not answer %d times: given up", job_id, n_before + 1)
            return
        again = _news(job_id, n_before + 1)
        again["delay_seconds"] = retries_s[n_before]
        patience.call(lambda: client.enqueue(again, job_id, n_before + 1))

    return run


def _is_heard(notify: Perform, job_id: str) -> bool:
    try:
        notify(job_id)
    except NotHeardError:
        return False
    except SQLAlchemyError as error:
        _LOG.warning("the news of job %s cannot be read now: %s", job_id, type(error).__name__)
        return False
    except Exception:  # noqa: BLE001 - whatever it is, DBOS would count the news as told
        _LOG.exception("the news of job %s cannot be told", job_id)
        return False
    return True


def _config(database: Database, worker_id: str) -> DBOSConfig:
    config: DBOSConfig = {
        "name": _NAME,
        "system_database_url": database.url,
        "executor_id": worker_id,
        "application_version": _VERSION,
        "log_level": logging.getLevelName(logging.WARNING),
        "sys_db_pool_size": _POOL_SIZE,
    }
    if database.dialect == "sqlite":
        # One set of connections, with the pragmas that ours have.
        config["system_database_engine"] = database.engine
    return config
