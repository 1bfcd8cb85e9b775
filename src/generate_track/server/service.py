"""Service: what a setup asks for, put together, run until an event, and taken apart in order."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from generate_track.engines.fleet import Fleet
from generate_track.engines.roster import Roster
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.retention import Retention
from generate_track.queue.store import JobStore, Limits
from generate_track.queue.transact import TransactDispatcher, migrate
from generate_track.queue.webhook import WebhookSender
from generate_track.queue.worker import Worker
from generate_track.server import http, probe
from generate_track.server.app import create_app
from generate_track.server.backend import Backend, ServerLimits
from generate_track.server.database import opened, without_password
from generate_track.server.engine import models_of, open_engine, roster_of
from generate_track.server.key import KeyRing
from generate_track.server.listener import bind
from generate_track.server.setup import Setup

_DAY_S = 86_400.0
# How long clients may still ask for what became of the jobs that ran last; they look every second or two.
_LAST_LOOK_S = 3.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What runs, as it is told at the start."""

    engine: str
    database: str
    store: str
    slots: int
    url: str | None = None
    is_open: bool | None = None
    worker: str | None = None
    health_port: int | None = None


OnReady = Callable[[Standing], None]


def serve(setup: Setup, *, on_ready: OnReady, until: threading.Event) -> None:
    """Serve the API, and unless told otherwise do the jobs too, until an event is set.

    Raises:
        GenerateTrackError: it cannot start.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(bind(setup.host, setup.port))
        database = stack.enter_context(opened(setup.database))
        keys = KeyRing(database)
        is_open = _is_open(setup, keys)
        store, audio = _open_queue(database, setup)
        roster = roster_of(setup)
        worker = None if setup.is_api_only else stack.enter_context(_working(setup, store, audio, roster=roster))
        backend = Backend(
            store=store,
            audio=audio,
            keys=keys,
            engine=setup.engine,
            models=models_of(setup),
            fleet=Fleet(roster) if roster else None,
            limits=ServerLimits(requests_per_minute=setup.rate),
            is_open=is_open,
            allows_private_webhooks=setup.allows_private_webhooks,
            public_url=setup.public_url,
            origins=setup.origins,
        )
        url = setup.public_url or _url(setup.host, listener.getsockname()[1])
        on_ready(_standing(setup, url=url, is_open=is_open, worker=worker.id if worker else None))
        app = create_app(backend)
        over = threading.Event()
        threading.Thread(
            target=_drain,
            args=(backend, worker),
            kwargs={"grace_s": setup.grace_s, "until": until, "over": over},
            name="drain",
            daemon=True,
        ).start()
        http.serve(app, listener, until=over, on_end=app.state.watch.end)


def _drain(
    backend: Backend, worker: Worker | None, *, grace_s: float, until: threading.Event, over: threading.Event
) -> None:
    """When the end is asked for, take no more jobs, and let those that run end while their clients look on."""
    until.wait()
    backend.closing.set()
    try:
        if worker:
            was_busy = worker.is_busy
            worker.stop(grace_s=grace_s)
            time.sleep(_LAST_LOOK_S if was_busy else 0)
    finally:
        over.set()


def work(setup: Setup, *, on_ready: OnReady, until: threading.Event) -> None:
    """Do jobs until an event is set.

    Raises:
        GenerateTrackError: it cannot start.
    """
    with opened(setup.database) as database:
        store, audio = _open_queue(database, setup)
        with (
            _working(setup, store, audio, roster=roster_of(setup)) as worker,
            probe.answered(setup.health_port, is_alive=lambda: worker.is_alive) as port,
        ):
            on_ready(_standing(setup, worker=worker.id, health_port=port))
            # A signal that another thread gets does not end a wait.
            while not until.wait(0.2):
                pass


def _open_queue(database: Database, setup: Setup) -> tuple[JobStore, AudioStore]:
    migrate(database)
    limits = Limits(queued=setup.max_queued, per_key=setup.max_per_key)
    audio = AudioStore.open(setup.store)
    # Its owner hears at once if it takes none; meanwhile jobs can be looked at, and a store away may answer late.
    threading.Thread(target=audio.takes_files, name="store", daemon=True).start()
    return JobStore(database, TransactDispatcher(database), limits=limits), audio


@contextmanager
def _working(setup: Setup, store: JobStore, audio: AudioStore, *, roster: Roster | None) -> Iterator[Worker]:
    """Do jobs until the end of the block; what is not done in time then is handed back."""
    sender = WebhookSender(store, allows_private=setup.allows_private_webhooks)
    keep = Retention(store, audio, age_s=setup.keep_days * _DAY_S or None)
    with open_engine(setup, roster) as engine:
        worker = Worker(store, audio, engine=engine, slots=setup.slots, notify=sender.notify, retention=keep)
        worker.start()
        try:
            yield worker
            worker.stop(grace_s=setup.grace_s)
        except BaseException:
            # Asked to end once more, or broken: what runs is not waited for, and done elsewhere.
            worker.hurry()
            worker.stop(grace_s=0)
            raise


def _is_open(setup: Setup, keys: KeyRing) -> bool:
    """Return whether no key is asked for: there is none, and that is meant so."""
    if not keys.is_empty:
        return False
    if setup.is_local or setup.is_insecure:
        return True
    message = f"--host {setup.host} lets other machines in, and there is no key"
    hint = "generate-track keys add NAME makes one, in the same --database; --insecure serves everybody"
    raise InvalidRequestError((Mistake("host", message, hint),))


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _standing(
    setup: Setup,
    *,
    worker: str | None,
    url: str | None = None,
    is_open: bool | None = None,
    health_port: int | None = None,
) -> Standing:
    return Standing(
        engine=setup.engine,
        database=without_password(setup.database.reveal()),
        store=setup.store,
        slots=setup.slots,
        url=url,
        is_open=is_open,
        worker=worker,
        health_port=health_port,
    )
