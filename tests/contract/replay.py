"""Play recorded exchanges to the client through its transport."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2

WIRE = Path(__file__).parent / "wire"
FORK = "fork-20260212"
UPSTREAM = "upstream-20260208"
SERVERS = (FORK, UPSTREAM)
# Paths in the bodies were renamed, so their recorded lengths do not hold.
_DROPPED = frozenset({"content-length", "date"})


def exchanges(server: str, case: str) -> list[dict[str, Any]]:
    """Return the exchanges of a case, without those in which the server was down."""
    told = json.loads((WIRE / server / f"{case}.json").read_text(encoding="utf-8"))["exchanges"]
    return [exchange for exchange in told if "response" in exchange]


def case_names(server: str) -> list[str]:
    """Return the cases recorded from a server."""
    return sorted(path.stem for path in (WIRE / server).glob("*.json"))


class Replay(httpx2.BaseTransport):
    """Answers each request with the next exchange recorded for its method and path, and the last one again and again.

    Args:
        server: a folder of `wire`.
        cases: played one after the other.
    """

    def __init__(self, server: str, *cases: str) -> None:
        self.requests: list[httpx2.Request] = []
        self._left: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for case in cases:
            for exchange in exchanges(server, case):
                request = exchange["request"]
                self._left.setdefault((request["method"], request["path"]), []).append(exchange["response"])

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the recorded answer, or what a server without that route says."""
        request.read()
        self.requests.append(request)
        left = self._left.get((request.method, request.url.raw_path.decode()))
        if not left:
            return httpx2.Response(404, json={"detail": "Not Found"})
        return respond(left.pop(0) if len(left) > 1 else left[0])

    def answer_with(self, method: str, path: str, recorded: dict[str, Any]) -> None:
        """Answer requests for `path` with a recorded response from now on."""
        self._left[method, path] = [recorded]


def respond(recorded: Mapping[str, Any]) -> httpx2.Response:
    """Return a recorded response; of audio, its first bytes and zeros up to its length."""
    headers = [(name, value) for name, value in recorded["headers"] if name not in _DROPPED]
    return httpx2.Response(recorded["status"], headers=headers, content=_body(recorded))


def _body(recorded: Mapping[str, Any]) -> bytes:
    if "json" in recorded:
        return json.dumps(recorded["json"]).encode()
    if "text" in recorded:
        return recorded["text"].encode()
    return bytes.fromhex(recorded["first_bytes_hex"]).ljust(recorded["bytes"], b"\0")[: recorded["bytes"]]
