"""A player that sends recorded requests to our server, and says where its answers are of another shape."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2
import numpy as np
import soundfile

from serving import Serving

_KEY = "sekret"  # of the recorded servers
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOBODY = "00000000-0000-0000-0000-000000000000"
_FILE = re.compile(r"/v1/audio\?path=%2Fsrv[^\"&\\]*")

Recorded = Mapping[str, Any]


@dataclass
class Player:
    """Sends one case's requests, with our ids, files and key for those that were recorded.

    Args:
        serving: our server, as its owner sees it.
    """

    serving: Serving
    _ours: dict[str, str] = field(default_factory=dict)

    def send(self, request: Recorded, recorded: Recorded) -> httpx2.Response:
        """Send a request, and do what waits when it asks for a result."""
        text = json.dumps(dict(request))
        if recorded["status"] in {200, 206, 401, 405, 500}:
            self._make(text)
        if request["path"] == "/query_result":
            self.serving.work()
        said = json.loads(self._with_ours(text))
        headers = dict(line.split(": ", 1) for line in said["headers"])
        client = replace(self.serving, key=None).client
        answer = client.request(said["method"], said["path"], headers=headers, follow_redirects=False, **_body(said))
        self._learn(recorded, answer)
        return answer

    def _make(self, text: str) -> None:
        """Let what a case only asks for be done."""
        for name in {*_ID.findall(_FILE.sub("", text)), *_FILE.findall(text)} - {*self._ours, _NOBODY}:
            task_id = self.serving.release({"batch_size": 1})
            self.serving.work()
            self._ours[name] = self.serving.items(task_id)[0]["file"] if name.startswith("/") else task_id

    def _with_ours(self, text: str) -> str:
        # Files first: there are ids in them.
        for name in sorted(self._ours, key=len, reverse=True):
            text = text.replace(name, self._ours[name])
        return text.replace(_KEY, self.serving.key or _KEY)

    def _learn(self, recorded: Recorded, answer: httpx2.Response) -> None:
        """Remember which of our tasks and files a recorded one is."""
        theirs, ours = _names(recorded.get("json")), _names(_json(answer))
        self._ours |= dict(zip(theirs, ours, strict=False))


def _names(told: object) -> list[str]:
    """Return the id in a receipt, or the files in results."""
    data = told.get("data") if isinstance(told, dict) else None
    if isinstance(data, dict):
        return [data["task_id"]] if "task_id" in data else []
    entries = [entry for entry in data or [] if "result" in entry]
    return [item["file"] for entry in entries for item in json.loads(entry["result"]) if item["file"]]


def _body(said: Recorded) -> dict[str, Any]:
    if "multipart" in said:
        parts = [part.split("=", 1) for part in said["multipart"]]
        return {"files": {name: ("a.wav", _sound()) if text.startswith("@") else (None, text) for name, text in parts}}
    return {"content": json.dumps(said["json"]) if "json" in said else said.get("body", "")}


def _sound() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.full(8000, 0.1, np.float32), 8000, format="WAV")
    return file.getvalue()


def _json(answer: httpx2.Response) -> Any:  # noqa: ANN401 - whatever JSON holds
    return answer.json() if answer.headers.get("content-type") == "application/json" else None


def is_open(recorded: Recorded) -> bool:
    """Return whether a recorded answer tells of a task that is not done yet."""
    data = (recorded.get("json") or {}).get("data")
    entries = data if isinstance(data, list) else []
    return any(entry.get("status") == 0 and entry["result"] != "[]" for entry in entries)


def differences(recorded: Recorded, ours: httpx2.Response) -> list[str]:
    """Return in what our answer is not of the shape of a recorded one."""
    found = [f"status {ours.status_code}"] if ours.status_code != recorded["status"] else []
    media = {name: value for name, value in recorded["headers"] if name == "content-type"}
    if media.get("content-type") not in (ours.headers.get("content-type"), None):
        found.append(f"content-type {ours.headers.get('content-type')}")
    return found + list(_unlike(recorded.get("json"), _json(ours), "body"))


def _unlike(theirs: object, ours: object, where: str) -> Iterator[str]:
    """Yield where ours lacks what theirs has, or has it of another kind; more than theirs it may have."""
    if isinstance(theirs, str) and isinstance(ours, str) and where.endswith(".result"):
        theirs, ours = json.loads(theirs), json.loads(ours)
    if isinstance(theirs, dict) and isinstance(ours, dict):
        yield from (f"{where}.{name} is missing" for name in theirs if name not in ours)
        for name in theirs.keys() & ours.keys():
            yield from _unlike(theirs[name], ours[name], f"{where}.{name}")
    elif isinstance(theirs, list) and isinstance(ours, list):
        if bool(theirs) != bool(ours):
            yield f"{where} has {len(ours)} items"
        for index, pair in enumerate(zip(theirs, ours, strict=False)):
            yield from _unlike(*pair, f"{where}[{index}]")
    elif not _is_alike(theirs, ours):
        yield f"{where} is a {_kind(ours)}"


def _is_alike(theirs: object, ours: object) -> bool:
    # What is not known is null to some builds, and "N/A" in place of a number.
    return theirs is None or "N/A" in (theirs, ours) or _kind(theirs) == _kind(ours)


def _kind(value: object) -> str:
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__
