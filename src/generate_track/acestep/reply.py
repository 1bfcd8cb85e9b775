"""What a server answers, read leniently: builds differ in what they leave out, and say "N/A" for a number."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

TaskState = Literal["unknown", "active", "done", "failed"]

WAITING = "waiting"
# A build without stages does not tell a running task from a waiting one.
WORKING = "working"

# How a server's stage begins → our word for it. The server's own text is never shown: it is free text.
_STAGES: tuple[tuple[str, str], ...] = (
    ("queued", WAITING),
    ("running", "loading the model"),
    ("phase 1", "thinking"),
    ("phase 2", "thinking"),
    ("preparing audio", "saving"),
    ("decoding", "decoding"),
    ("saving", "saving"),
    ("succeeded", "saving"),
    ("", "generating"),
)
_STATES: Mapping[int, TaskState] = {0: "active", 1: "done", 2: "failed"}
_TEXT_LIMIT = 300  # characters of a server's text that an error repeats
_PAGE_LIMIT = 20_000  # enough to tell whose page it is


def clean(text: object) -> str:
    """Return a server's text as one short printable line."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split())
    return line if len(line) <= _TEXT_LIMIT else line[: _TEXT_LIMIT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, both error shapes made one.

    Args:
        status: the HTTP status, or the envelope's own `code` when that says failure within a 200.
        data: what the envelope holds, or the whole JSON when there is none; None when it is not JSON.
        detail: what the server says went wrong, as one line; of a page, its beginning.
        media: the media type, without parameters.
        headers: with lower-case names.
        page: the beginning of what is not JSON.
    """

    status: int
    data: Any
    detail: str
    media: str
    headers: Mapping[str, str] = field(default_factory=dict)
    page: str = ""

    @classmethod
    def read(cls, status: int, *, headers: Mapping[str, str], body: bytes, redact: Callable[[str], str] = str) -> Self:
        """Return the answer in an HTTP response.

        Args:
            status: of HTTP.
            headers: as they came.
            body: as it came, without its encoding.
            redact: takes out of a text what must not be shown.
        """
        headers = {name.lower(): redact(value) for name, value in headers.items()}
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        text = body.decode("utf-8", "replace")
        value = _json(text)
        if value is None:
            page = redact(text)
            return cls(status, None, clean(_title(page)), media, headers, page[:_PAGE_LIMIT])
        if not isinstance(value, dict):
            return cls(status, value, "", media, headers)
        code = value.get("code")
        is_refusal = status < 400 and isinstance(code, int) and code >= 400  # noqa: PLR2004 - HTTP's own line
        return cls(
            code if is_refusal and isinstance(code, int) else status,
            value.get("data") if "code" in value else value,
            clean(redact(str(_complaint(value)))),
            media,
            headers,
        )

    @property
    def is_ok(self) -> bool:
        """Whether it is a success in JSON."""
        return 200 <= self.status < 300 and self.data is not None  # noqa: PLR2004 - HTTP's own line


def _json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        # Python's JSON has numbers that no other has; kept, they could not be written into a sidecar.
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):  # a hostile server nests deeper than any answer does
        return None


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return match[1] if match else page


def _complaint(value: Mapping[str, Any]) -> object:
    told = value.get("detail") or value.get("error") or ""
    if isinstance(told, dict):
        return told.get("message") or json.dumps(told)
    if isinstance(told, list):
        # FastAPI lists what is wrong with each parameter.
        return "; ".join(str(item.get("msg", item)) if isinstance(item, dict) else str(item) for item in told)
    return told


@dataclass(frozen=True, slots=True)
class Ticket:
    """A server's receipt for a task; `status` is "queued", and anything else on a server that is not the API."""

    task_id: str
    status: str
    position: int | None

    @classmethod
    def read(cls, data: object) -> Self | None:
        """Return the receipt, or None when `data` is none."""
        task_id = data.get("task_id") if isinstance(data, dict) else None
        # An id is shown and typed again: what is long or cannot be printed is none.
        if not isinstance(data, dict) or not isinstance(task_id, str) or not task_id or clean(task_id) != task_id:
            return None
        position = data.get("queue_position")
        return cls(task_id, str(data.get("status", "")), position if isinstance(position, int) else None)


@dataclass(frozen=True, slots=True)
class Item:
    """One take of a finished task, as the server tells it.

    Args:
        file: the URL path of its audio; empty when the server made none.
        seed: the seed that the server says it used; None when it does not say.
        model: the model that made it.
        lm_model: the language model that took part, or None.
        metas: what is known of the music, by the server's names, without what is "N/A".
        prompt: that it was made from, which a language model may have written; None when it does not say.
        lyrics: the same.
    """

    file: str
    seed: int | None
    model: str | None
    lm_model: str | None
    metas: Mapping[str, Any]
    prompt: str | None = None
    lyrics: str | None = None

    @classmethod
    def read(cls, value: Mapping[str, Any], *, index: int) -> Self:
        """Return item `index` of a result; all items hold the same string with everyone's seeds."""
        metas = value.get("metas")
        return cls(
            file=str(value.get("file") or ""),
            seed=_nth_seed(value.get("seed_value"), index),
            model=_known(value.get("dit_model")),
            lm_model=_known(value.get("lm_model")),
            metas={name: fact for name, fact in _mapping(metas).items() if _known(fact) is not None},
            prompt=_known(value.get("prompt")),
            lyrics=_known(value.get("lyrics")),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """Where a task stands.

    Args:
        state: "unknown" is a task that the server never had, or forgot in a restart.
        fraction: from 0 to 1; None when the build does not say.
        stage: in our own words.
        reason: why it failed, when the build says so, as one line; of a task that is done, why nothing came of it.
        is_given_up: the server counts it as failed for its age alone; it may still be running.
        items: the takes of a finished task.
    """

    state: TaskState
    fraction: float | None = None
    stage: str = WORKING
    reason: str | None = None
    is_given_up: bool = False
    items: tuple[Item, ...] = ()

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Self:
        """Return the task in one entry of the answer to POST /query_result."""
        items = _items(entry.get("result"))
        garbled = None if items is not None else "tells of it in what is not JSON"
        items = items or []
        status = entry.get("status")
        state = _STATES.get(status if isinstance(status, int) else 0, "active")
        first = items[0] if items else {}
        if state == "active":
            is_known = items or garbled
            return cls(
                "active" if is_known else "unknown", _fraction(first.get("progress")), stage_of(first.get("stage"))
            )
        if state == "failed" and first.get("stage") == "unknown":
            return cls("unknown")  # as our own server has it
        if state == "failed":
            is_given_up = first.get("status") == 0
            return cls(state, reason=_reason(first.get("error")), is_given_up=is_given_up)
        takes = tuple(Item.read(item, index=index) for index, item in enumerate(items))
        return cls(state, 1.0, reason=garbled, items=takes)


def stage_of(text: object) -> str:
    """Return our word for a server's stage."""
    if not isinstance(text, str) or not text.strip():
        return WORKING
    lowered = text.strip().lower()
    return next(word for beginning, word in _STAGES if lowered.startswith(beginning))


def find_task(data: object, task_id: str) -> Task | None:
    """Return the entry of `task_id` in the answer to POST /query_result, or None when it has none."""
    entries = data if isinstance(data, list) else []
    found = [entry for entry in entries if isinstance(entry, dict) and entry.get("task_id") == task_id]
    return Task.read(found[0]) if found else None


def _items(result: object) -> list[dict[str, Any]] | None:
    """Return the items of a result, or None when it is text that is no JSON."""
    # A string with JSON in it, on every build; some forks send the list itself.
    value = _json(result) if isinstance(result, str) else result
    if value is None and isinstance(result, str) and result not in {"", "null"}:
        return None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _known(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return None if value in (None, "", "N/A") else value


def _fraction(value: object) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return min(max(float(value), 0.0), 1.0) if is_number else None  # type: ignore[bad-argument-type]


def _nth_seed(value: object, index: int) -> int | None:
    parts = str(value or "").split(",")
    text = parts[index].strip() if index < len(parts) else ""
    return int(text) if re.fullmatch(r"\d+", text) else None


def _reason(error: object) -> str | None:
    # Of a traceback the last line says what happened, and the others where on the server's disk.
    lines = [line.strip() for line in str(error or "").splitlines() if line.strip()]
    return clean(lines[-1]) if lines else None
