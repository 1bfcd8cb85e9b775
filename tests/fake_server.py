"""FakeAceStep: a small ACE-Step 1.5 API on loopback, with real audio and with faults that can be switched on."""

import gzip
import io
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.parser import BytesParser
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, BinaryIO, Self
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import soundfile

try:
    import lameenc
except ImportError:  # libsndfile does it too, four times slower
    lameenc = None

RATE_HZ = 48_000
LM = "acestep-5Hz-lm-0.6B"
STEPS = ((0.01, "running"), (0.52, "Generating music (batch size: 1)..."), (0.8, "Decoding audio..."))
_FORMATS = {"mp3": ("MP3", "audio/mpeg"), "flac": ("FLAC", "audio/flac"), "wav": ("WAV", "audio/wav")}
_FOLDER = "/srv/ace-step/tmp/api_audio"


@dataclass
class Faults:
    """What goes wrong; numbers count down as the fault happens.

    Args:
        refuse_key: every route that wants a key answers 401; it repeats the key, as no server should.
        queue_full: so many POST /release_task answer 429, with `retry_after` (seconds or a date) when that is set.
        not_ready: so many POST /release_task answer 503.
        release_500: POST /release_task answers 500 in plain text.
        lose_receipt: the task is taken and the connection closed without an answer.
        error_500: so many polls answer 500.
        drop_polls: so many polls end without an answer.
        progress: what polls tell, one step each, before the task is done.
        stall: the task never gets beyond the first step of `progress`.
        queued: so many tasks of others wait, as GET /v1/stats tells.
        queue_limit: so many may wait, as GET /v1/stats tells.
        restart_after: the server forgets every task after so many polls.
        fail_task: every task fails; with this reason when it is text.
        cut_download: so many downloads end half-way.
        missing_audio: downloads answer 404.
        page_download: downloads answer 200 with a web page.
        lie_duration: the audio has this many seconds.
        lie_seed: the server draws its own seeds.
        lie_model: another model makes the music.
        fewer_takes: so many takes are left out.
        silent_audio: all samples are 0.
        nan_audio: the audio is a wav file full of NaN.
        wrong_format: the audio is in this format, whatever was asked.
        garbled_result: the result of a task is no JSON.
        drip_s: audio comes in pieces, so long after each other.
        compress: every body is gzip, though nobody asked for it.
        redirect: every route answers 307 and names this address.
        html: every route answers with a web page.
        gradio: the server is the Gradio app.
        chat_only: the server has only /v1/chat/completions.
        no_lm: there is no language model.
        busy_lm: so many requests to it answer 429.
        is_dead: every connection ends without an answer.
        frozen: requests to this path are answered when the server is let go of, or not at all.
        is_old: the build has no model inventory, no stages and no progress.
    """

    refuse_key: bool = False
    queue_full: int = 0
    retry_after: int | str | None = None
    not_ready: int = 0
    release_500: bool = False
    lose_receipt: bool = False
    error_500: int = 0
    drop_polls: int = 0
    progress: tuple[tuple[float, str], ...] = ()
    stall: bool = False
    queued: int = 0
    queue_limit: int = 200
    restart_after: int | None = None
    fail_task: bool | str = False
    cut_download: int = 0
    missing_audio: bool = False
    page_download: bool = False
    lie_duration: float | None = None
    lie_seed: bool = False
    lie_model: str | None = None
    fewer_takes: int = 0
    silent_audio: bool = False
    nan_audio: bool = False
    wrong_format: str | None = None
    garbled_result: bool = False
    drip_s: float = 0.0
    compress: bool = False
    redirect: str | None = None
    html: bool = False
    gradio: bool = False
    chat_only: bool = False
    no_lm: bool = False
    busy_lm: int = 0
    is_dead: bool = False
    frozen: str | None = None
    is_old: bool = False


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived; `fields` holds its JSON or form, `files` the names of its uploads."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class _Task:
    fields: Mapping[str, Any]
    n_polls: int = 0


@dataclass(frozen=True)
class _Reply:
    status: int
    body: bytes
    media: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    n_sent: int | None = None
    drip_s: float = 0.0

    def compressed(self) -> "_Reply":
        return replace(self, body=gzip.compress(self.body), headers={**self.headers, "Content-Encoding": "gzip"})


_Route = Callable[[Recorded], "_Reply | None"]


class FakeAceStep:
    """The server; use it as a context manager, and send requests to `url`.

    Args:
        api_key: wanted by every route but /health; None wants none.
        models: what it can run, the default first.
        port: where; any free one by default.
        faults: fields of `Faults`.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        models: tuple[str, ...] = ("acestep-v15-turbo", "acestep-v15-sft"),
        port: int = 0,
        **faults: object,
    ) -> None:
        self.api_key = api_key
        self.models = models
        self.faults = Faults(**faults)
        self.requests: list[Recorded] = []
        self.tasks: list[str] = []
        self.at_post: Callable[[], object] = lambda: None
        self._tasks: dict[str, _Task] = {}
        self._audio: dict[str, bytes] = {}
        self._n_polls = 0
        self.is_frozen, self.thawed = Event(), Event()
        self._lock = Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler_for(self))
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thawed.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    @property
    def url(self) -> str:
        """The address to put into ACESTEP_API_URL."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def payloads(self) -> list[Mapping[str, Any]]:
        """The fields of every POST /release_task so far."""
        return [request.fields for request in self.requests if urlsplit(request.path).path == "/release_task"]

    def answer(self, request: Recorded) -> _Reply | None:
        """Return the answer, or None when the connection is to be closed without one."""
        if urlsplit(request.path).path == self.faults.frozen:
            self.is_frozen.set()
            self.thawed.wait(60)
        with self._lock:
            if self.faults.is_dead:
                return None
            self.requests.append(request)
            if request.method == "POST":
                self.at_post()
            reply = self._other_server() or self._api(request)
            return reply.compressed() if reply and self.faults.compress else reply

    def _other_server(self) -> _Reply | None:
        if self.faults.html:
            return _Reply(200, b"<!doctype html><title>Welcome to nginx</title>", "text/html")
        if self.faults.redirect:
            return _Reply(307, b"", "text/html", {"Location": self.faults.redirect})
        return None

    def _api(self, request: Recorded) -> _Reply | None:
        path = urlsplit(request.path).path
        route = self._routes().get((request.method, path))
        if route is None:
            return _json(404, {"detail": "Not Found"})
        if path != "/health" and not self._is_allowed(request):
            return _json(401, {"detail": f"Invalid API key: {request.headers.get('authorization')}"})
        return route(request)

    def _is_allowed(self, request: Recorded) -> bool:
        if self.faults.refuse_key:
            return False
        return self.api_key is None or request.headers.get("authorization") == f"Bearer {self.api_key}"

    def _routes(self) -> Mapping[tuple[str, str], _Route]:
        if self.faults.chat_only:
            return {
                ("GET", "/v1/models"): lambda _: _json(200, {"object": "list", "data": [{"id": "acestep/v1.5"}]}),
                ("POST", "/v1/chat/completions"): lambda _: _json(200, {"choices": []}),
            }
        routes: dict[tuple[str, str], _Route] = {
            ("GET", "/health"): self._health,
            ("GET", "/v1/models"): self._inventory,
            ("GET", "/v1/stats"): self._stats,
            ("POST", "/release_task"): self._release,
            ("POST", "/query_result"): self._query,
            ("GET", "/v1/audio"): self._send_audio,
        }
        routes |= {("POST", "/format_input"): self._write, ("POST", "/create_random_sample"): self._write}
        newer: dict[tuple[str, str], _Route] = {
            ("GET", "/v1/model_inventory"): self._inventory,
            ("POST", "/v1/create_sample"): self._write,
        }
        return routes if self.faults.is_old else routes | newer

    def _health(self, _: Recorded) -> _Reply:
        service = "ACE-Step Gradio API" if self.faults.gradio else "ACE-Step API"
        told: dict[str, Any] = {"status": "ok", "service": service, "version": "1.0"}
        if not self.faults.is_old:
            told |= {"models_initialized": True, "llm_initialized": False, "loaded_model": self.models[0]}
        return _wrapped(told)

    def _inventory(self, _: Recorded) -> _Reply:
        rows = [{"name": name, "is_default": index == 0, "is_loaded": True} for index, name in enumerate(self.models)]
        if self.tasks:
            rows = [row | {"supported_task_types": self.tasks} for row in rows]
        lm = None if self.faults.no_lm else LM
        lms = {"lm_models": [{"name": LM, "is_loaded": lm is not None}], "loaded_lm_model": lm}
        return _wrapped({"models": rows, "default_model": self.models[0]} | ({} if self.faults.is_old else lms))

    def _write(self, request: Recorded) -> _Reply:
        if self.faults.busy_lm > 0:
            self.faults.busy_lm -= 1
            return _json(429, {"detail": "Server busy"}, {"Retry-After": "7"})
        if self.faults.no_lm:
            # As recorded: builds differ in whether the failure is one of HTTP.
            told = f"LLM init failed: no {_FOLDER}/lm"
            return _json(500, {"detail": told}) if self.faults.is_old else _json(200, {"code": 500, "error": told})
        if request.fields.get("prompt") == "refuse me":
            return _json(422, {"detail": "prompt is not wanted"})
        return _wrapped({"caption": f"written by {self.url}", "lyrics": "la", "bpm": 94, "heard": request.fields})

    def _stats(self, _: Recorded) -> _Reply:
        n_done = sum(1 for task in self._tasks.values() if self._is_over(task))
        jobs = {"queued": 0, "running": len(self._tasks) - n_done, "succeeded": n_done, "failed": 0}
        return _wrapped(
            {
                "jobs": jobs,
                "queue_size": self.faults.queued,
                "queue_maxsize": self.faults.queue_limit,
                "avg_job_seconds": 5.0,
            }
        )

    def _release(self, request: Recorded) -> _Reply | None:
        faults = self.faults
        if faults.release_500:
            return _Reply(500, b"Internal Server Error", "text/plain; charset=utf-8")
        if faults.not_ready > 0:
            faults.not_ready -= 1
            return _json(503, {"detail": "loading"})
        if faults.queue_full > 0:
            faults.queue_full -= 1
            headers = {} if faults.retry_after is None else {"Retry-After": str(faults.retry_after)}
            return _json(429, {"detail": "Server busy: queue is full"}, headers)
        task_id = f"00000000-0000-4000-8000-{len(self._tasks) + 1:012d}"
        self._tasks[task_id] = _Task(request.fields)
        if faults.lose_receipt:
            return None
        return _wrapped({"task_id": task_id, "status": "queued", "queue_position": 1})

    def _query(self, request: Recorded) -> _Reply | None:
        faults = self.faults
        if faults.drop_polls > 0:
            faults.drop_polls -= 1
            return None
        if faults.error_500 > 0:
            faults.error_500 -= 1
            return _Reply(500, b"Internal Server Error", "text/plain; charset=utf-8")
        self._n_polls += 1
        if faults.restart_after is not None and self._n_polls > faults.restart_after:
            self._tasks.clear()
        return _wrapped([self._entry(task_id) for task_id in request.fields["task_id_list"]])

    def _entry(self, task_id: str) -> dict[str, Any]:
        task = self._tasks.get(task_id)
        status, items = (0, []) if task is None else self._state(task)
        result = "[{" if self.faults.garbled_result else json.dumps(items)
        entry: dict[str, Any] = {"task_id": task_id, "result": result, "status": status}
        log = "the last line of the log: somebody else's lyrics"
        return entry if self.faults.is_old else entry | {"progress_text": log}

    def _is_over(self, task: _Task) -> bool:
        return not self.faults.stall and task.n_polls >= len(self.faults.progress)

    def _state(self, task: _Task) -> tuple[int, list[dict[str, Any]]]:
        item: dict[str, Any] = {"file": "", "wave": "", "status": 0, "create_time": 1_795_343_115, "env": "test"}
        if not self._is_over(task):
            fraction, stage = (self.faults.progress or STEPS[1:])[0 if self.faults.stall else task.n_polls]
            task.n_polls += 1
            return 0, [item if self.faults.is_old else item | {"progress": fraction, "stage": stage}]
        if self.faults.fail_task:
            told = {"error": self.faults.fail_task} if isinstance(self.faults.fail_task, str) else {}
            return 2, [item | {"status": 2, "progress": 0.0, "stage": "failed"} | told]
        n_takes = int(task.fields.get("batch_size", 2)) - self.faults.fewer_takes
        return 1, [item | self._take(task, index, n_takes) for index in range(n_takes)] or [item | {"status": 1}]

    def _take(self, task: _Task, index: int, n_takes: int) -> dict[str, Any]:
        fields = task.fields
        sent = str(fields.get("seed", -1)).split(",")
        seeds = [str(4_000_000_000 + number) for number in range(n_takes)] if self.faults.lie_seed else sent[:n_takes]
        format_ = self.faults.wrong_format or str(fields.get("audio_format", "mp3"))
        path = f"{_FOLDER}/take-{len(self._audio) + 1}.{fields.get('audio_format', 'mp3')}"
        self._audio[path] = self._render(fields, format_=format_, seed=index)
        metas = {
            "bpm": fields.get("bpm", "N/A"),
            "duration": float(fields.get("audio_duration", 60)),
            "genres": "N/A",
            "keyscale": fields.get("key_scale", "N/A"),
            "timesignature": fields.get("time_signature", "N/A"),
        }
        return {
            "file": f"/v1/audio?path={quote(path, safe='')}",
            "status": 1,
            "metas": metas,
            "seed_value": ",".join(seeds),
            "lm_model": "",
            "dit_model": self.faults.lie_model or fields.get("model", self.models[0]),
        }

    def _render(self, fields: Mapping[str, Any], *, format_: str, seed: int) -> bytes:
        duration_s = self.faults.lie_duration or float(fields.get("audio_duration", 60))
        if self.faults.nan_audio:
            return render(duration_s, format_="wav", seed=seed, level=float("nan"))
        return render(duration_s, format_=format_, seed=seed, level=0.0 if self.faults.silent_audio else 1.0)

    def _send_audio(self, request: Recorded) -> _Reply:
        path = parse_qs(urlsplit(request.path).query).get("path", [""])[0]
        body = self._audio.get(path)
        if not path.startswith(_FOLDER):
            return _json(403, {"detail": "Access denied: path outside allowed directory"})
        if body is None or self.faults.missing_audio:
            return _json(404, {"detail": "Audio file not found"})
        if self.faults.page_download:
            return _Reply(200, b"<html>please log in</html>", "text/html")
        reply = _file(body, media=_FORMATS[path.rpartition(".")[2]][1], wanted=request.headers.get("range"))
        if self.faults.cut_download > 0:
            self.faults.cut_download -= 1
            return replace(reply, n_sent=len(reply.body) // 2)
        return replace(reply, drip_s=self.faults.drip_s)


def tone(duration_s: float, *, seed: int) -> np.ndarray:
    """Return a chord with a little noise, shape (n_samples, 2), peak below 0.5."""
    rng = np.random.default_rng(seed)
    times_s = np.arange(RATE_HZ) / RATE_HZ
    second = sum(0.1 * np.sin(2 * np.pi * hz * times_s) for hz in (220 + 20 * seed, 330, 440))
    block = np.stack([second, second], axis=1) + rng.normal(0, 0.01, (RATE_HZ, 2))
    n_samples = round(duration_s * RATE_HZ)
    return np.tile(block, (n_samples // RATE_HZ + 1, 1))[:n_samples].astype(np.float32)


@cache
def render(duration_s: float, *, format_: str, seed: int, level: float = 1.0) -> bytes:
    """Return an audio file of `tone`; kept, so that a second request for the same is answered at once."""
    samples = tone(duration_s, seed=seed) * np.float32(level)
    if format_ == "mp3" and lameenc is not None:
        encoder = lameenc.Encoder()
        encoder.set_bit_rate(128)
        encoder.set_in_sample_rate(RATE_HZ)
        encoder.set_channels(2)
        encoder.set_quality(9)
        return bytes(encoder.encode((samples * 32767).astype("<i2").tobytes()) + encoder.flush())
    buffer = io.BytesIO()
    subtype = None if np.isfinite(level) else "FLOAT"
    soundfile.write(buffer, samples, RATE_HZ, format=_FORMATS[format_][0], subtype=subtype)
    return buffer.getvalue()


def _file(body: bytes, *, media: str, wanted: str | None) -> _Reply:
    headers = {"ETag": f'"{hash(body) & 0xFFFFFFFF:08x}"', "Accept-Ranges": "bytes"}
    if not wanted:
        return _Reply(200, body, media, headers)
    start = int(wanted.removeprefix("bytes=").partition("-")[0])
    span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
    return _Reply(206, body[start:], media, headers | span)


def _json(status: int, value: object, headers: Mapping[str, str] | None = None) -> _Reply:
    return _Reply(status, json.dumps(value).encode(), headers=headers or {})


def _wrapped(data: object) -> _Reply:
    return _json(200, {"data": data, "code": 200, "error": None, "timestamp": 1_795_343_115_069, "extra": None})


def _handler_for(server: FakeAceStep) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10
        # Head and body in one packet: apart they cost 40 ms each time, waiting for an acknowledgement.
        wbufsize = -1

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Keep the test's output clean."""

        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self._reply()

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply = server.answer(_recorded(self.command, self.path, headers=dict(self.headers), body=body))
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            told = {"Content-Type": reply.media, "Content-Length": str(len(reply.body))}
            for name, value in (told | dict(reply.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            _pour(reply.body[: reply.n_sent], self.wfile, drip_s=reply.drip_s)
            # A body shorter than promised has to end with its connection.
            self.close_connection = self.close_connection or reply.n_sent is not None

    return Handler


def _pour(body: bytes, stream: BinaryIO, *, drip_s: float) -> None:
    if not drip_s:
        stream.write(body)
        return
    n_bytes = max(1, len(body) // 8)
    for start in range(0, len(body), n_bytes):
        stream.write(body[start : start + n_bytes])
        stream.flush()
        time.sleep(drip_s)


def _recorded(method: str, path: str, *, headers: Mapping[str, str], body: bytes) -> Recorded:
    lowered = {name.lower(): value for name, value in headers.items()}
    media = lowered.get("content-type", "")
    if media.startswith("multipart/form-data"):
        fields, files = _multipart(media, body)
        return Recorded(method, path, lowered, fields, files)
    return Recorded(method, path, lowered, json.loads(body) if body else {})


def _multipart(media: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    message = BytesParser().parsebytes(f"Content-Type: {media}\r\n\r\n".encode() + body)
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in message.get_payload():
        name = str(part.get_param("name", header="content-disposition"))  # type: ignore[union-attr]
        content = part.get_payload(decode=True) or b""  # type: ignore[union-attr]
        if part.get_filename():  # type: ignore[union-attr]
            files[name] = content  # type: ignore[assignment]
        else:
            fields[name] = content.decode()  # type: ignore[union-attr]
    return fields, files
