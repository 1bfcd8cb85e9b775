"""The ACE-Step engine: a request goes to an ACE-Step 1.5 server, and its takes come back."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generate_track.acestep import diagnosis, dialect, wire
from generate_track.acestep.client import Client
from generate_track.acestep.reply import Item, Task
from generate_track.engines.base import Done, Note, OnEvent, Queued, RemoteTask, Running, Submitted, Submitting, Take
from generate_track.engines.poll import Poll
from generate_track.engines.watch import Clock, Watch
from generate_track.errors import NotAceStepError
from generate_track.music import Key, TimeSignature
from generate_track.request import TrackRequest

Turn = Callable[[], AbstractContextManager[None]]

# Name in our facts → name in the server's.
_METAS = {"bpm": "bpm", "key": "keyscale", "time_signature": "timesignature", "duration_s": "duration"}


class AceStepEngine:
    """Makes takes on an ACE-Step 1.5 server.

    Args:
        client: the server.
        timeout_s: how long to wait without a sign of progress.
        patience_s: how long to wait for a place in the queue; as long when None.
        silence_s: how long to wait for a server that no longer answers about a task; as long when None.
        poll: shared by engines that wait side by side; one of its own by default.
        turn: is held while a request is handed over, so that of several engines one at a time waits for a place.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
    """

    name = "acestep"

    def __init__(
        self,
        client: Client,
        *,
        timeout_s: float = 300.0,
        patience_s: float | None = None,
        silence_s: float | None = None,
        poll: Poll | None = None,
        turn: Turn = nullcontext,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._timeout_s = timeout_s
        self._patience_s = timeout_s if patience_s is None else patience_s
        self._silence_s = timeout_s if silence_s is None else silence_s
        self._poll = poll or Poll(client)
        self._turn = turn
        self._clock = Clock(sleep, now)

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        """Submit the request, and yield each take as soon as its audio is here.

        `Submitted` is told before the first poll: from then on the task can be resumed.

        Raises:
            GenerateTrackError: what went wrong, in the user's words.
        """
        with self._client:
            payload, uploads = wire.payload(request), wire.uploads(request)
            build = dialect.greet(self._client)
            for message, hint in wire.remarks(request):
                on_event(Note(message, hint))
            with self._turn():
                task_id = self._submit(payload, uploads, on_event=on_event)
            follow = _Follow(self._client, request, task_id=task_id, build=build, scratch=scratch, on_event=on_event)
            yield from follow.takes(self._watch(task_id, on_event=on_event), skip=frozenset())

    def resume(
        self, request: TrackRequest, task: RemoteTask, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        """Yield the takes of a task submitted earlier, without those whose index is in `skip`.

        Raises:
            GenerateTrackError: what went wrong, in the user's words.
        """
        with self._client:
            build = dialect.greet(self._client)
            follow = _Follow(
                self._client, request, task_id=task.task_id, build=build, scratch=scratch, on_event=on_event
            )
            yield from follow.takes(self._watch(task.task_id, on_event=on_event), skip=skip)

    def _submit(self, payload: wire.Payload, uploads: Mapping[str, Path], *, on_event: OnEvent) -> str:
        server = str(self._client.url)
        # In curl's way of writing, a part that begins with @ is a file.
        shown = payload | {part: f"@{path.name}" for part, path in uploads.items()}
        on_event(Submitting(shown, server))
        try:
            ticket = self._client.submit(
                payload,
                uploads=uploads,
                patience_s=self._patience_s,
                on_wait=lambda message: on_event(Note(message, "Ctrl-C ends the wait; nothing is spent yet")),
            )
        except NotAceStepError as error:
            raise dialect.misnamed(self._client) or error from error
        on_event(Submitted(ticket.task_id, shown, server))
        on_event(Queued(ticket.position))
        return ticket.task_id

    def _watch(self, task_id: str, *, on_event: OnEvent) -> Watch:
        return Watch(
            self._client,
            task_id,
            poll=self._poll,
            timeout_s=self._timeout_s,
            silence_s=self._silence_s,
            clock=self._clock,
            on_event=on_event,
        )


class _Follow:
    """From a task that the server has to its takes."""

    def __init__(
        self,
        client: Client,
        request: TrackRequest,
        *,
        task_id: str,
        build: str,
        scratch: Path,
        on_event: OnEvent,
    ) -> None:
        self._client = client
        self._request = request
        self._task_id = task_id
        self._build = build
        self._scratch = scratch
        self._on_event = on_event
        self._payload = wire.payload(request)

    def takes(self, watch: Watch, *, skip: frozenset[int]) -> Iterator[Take]:
        task = watch.wait()
        if task.state == "failed":
            raise diagnosis.failure(task, self._payload, task_id=self._task_id, waited_s=watch.waited_s)
        found = self._delivered(task)
        for index, item in found:
            if index not in skip:
                yield self._take(index, item, n_found=len(found))
        self._on_event(Done(len(found)))

    def _delivered(self, task: Task) -> list[tuple[int, Item]]:
        asked = self._request.batch
        found = [(index, item) for index, item in enumerate(task.items) if item.file]
        if not found:
            raise diagnosis.empty(self._payload, task_id=self._task_id, reason=task.reason)
        if len(found) != asked:
            self._on_event(Note(f"the server made {len(found)} of {asked} takes", _why(len(found), asked)))
        return [(index, item) for index, item in found if index < asked]

    def _take(self, index: int, item: Item, *, n_found: int) -> Take:
        seed = _sent_seed(self._payload, index, default=self._request.seeds[index])
        path = self._scratch / f"take-{index + 1}{_suffix(item.file, self._request)}"
        self._on_event(Running(1.0, "saving"))
        self._client.download(item.file, path)
        facts = _facts(item, self._payload) | {
            "server": str(self._client.url),
            "server_build": self._build,
            "task_id": self._task_id,
            "differences": _differences(item, self._payload, seed=seed, n_found=n_found),
        }
        asked_s = self._payload.get("audio_duration")
        if asked_s != self._request.duration_s:
            facts["asked_duration_s"] = asked_s
        return Take(path, index, seed, facts)


def _sent_seed(payload: wire.Payload, index: int, *, default: int) -> int:
    # What --set says of the seed holds.
    sent = str(payload.get("seed", "")).split(",")
    return int(sent[index]) if index < len(sent) and sent[index].strip().isdecimal() else default


def _why(n_found: int, asked: int) -> str:
    if n_found > asked:
        return "the others are left on the server"
    return "servers make fewer when memory is short, and some drop silent takes"


def _suffix(file: str, request: TrackRequest) -> str:
    path = parse_qs(urlsplit(file).query).get("path", [file])[0]
    suffix = Path(path).suffix.lower()
    # The name comes from the server: nothing but an audio suffix may pass.
    return (
        suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= len(".wav32") else f".{request.format}"
    )


def _facts(item: Item, payload: wire.Payload) -> dict[str, Any]:
    # What a language model wrote in the place of what was said.
    texts = {"prompt": item.prompt, "lyrics": item.lyrics}
    written = {name: text for name, text in texts.items() if isinstance(text, str) and text != payload.get(name)}
    metas = {ours: item.metas[theirs] for ours, theirs in _METAS.items() if theirs in item.metas}
    told = {"server_seed": item.seed, "model": item.model, "lm_model": item.lm_model, "file_url_path": item.file}
    return {name: fact for name, fact in (told | metas | written).items() if fact is not None}


def _differences(item: Item, payload: wire.Payload, *, seed: int, n_found: int) -> list[dict[str, Any]]:
    """Return what the server changed without saying so; the audio itself is measured elsewhere."""
    pairs = (
        ("seed", seed, item.seed),
        ("model", payload.get("model"), item.model),
        ("batch", payload.get("batch_size"), n_found),
        ("bpm", payload.get("bpm"), item.metas.get("bpm")),
        ("key", payload.get("key_scale"), item.metas.get("keyscale")),
        ("time_signature", payload.get("time_signature"), item.metas.get("timesignature")),
    )
    return [
        {"field": field, "asked": asked, "got": got}
        for field, asked, got in pairs
        if asked is not None and got is not None and _plain(field, asked) != _plain(field, got)
    ]


def _plain(field: str, value: object) -> object:
    """Return a value so that two ways of writing the same are equal."""
    try:
        match field:
            case "key":
                key = Key.parse(str(value))
                return key.pitch_class, key.mode
            case "time_signature":
                return TimeSignature.parse(str(value))
            case "bpm" | "batch" | "seed":
                return float(str(value))
    except ValueError:
        pass
    return str(value).removeprefix("acestep/")
