"""A client that costs next to nothing: bare HTTP/1.1 over kept connections, so that the server is what is measured."""

import asyncio
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]

_OK = 200


@dataclass(frozen=True)
class Load:
    """What a number of clients got in a while."""

    rate_per_s: float
    p50_ms: float
    p99_ms: float
    n_failed: int

    def __str__(self) -> str:
        """Return it as a cell of the table."""
        failed = f", {self.n_failed} FAILED" if self.n_failed else ""
        return f"{self.rate_per_s:.0f}/s, p50 {self.p50_ms:.1f} ms, p99 {self.p99_ms:.1f} ms{failed}"


class Connection:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: Body, **headers: str) -> tuple[int, Any]:
        """Send a JSON body and return the status and the JSON of the answer."""
        content = json.dumps(body).encode()
        said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{said}"
        return await self._ask(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)

    async def get(self, path: str) -> tuple[int, Any]:
        """Return the status and the JSON of the answer."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, request: bytes) -> tuple[int, Any]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head[9:12]), json.loads(await self._reader.readexactly(length))


async def load(
    port: int,
    *,
    n_clients: int,
    seconds: float,
    path: str,
    body: Callable[[], Body],
    rate_per_s: float | None = None,
) -> Load:
    """Let clients post for a while: so often in all, or as fast as they are answered."""
    taken_ms: list[float] = []
    n_failed = 0
    end_s = time.perf_counter() + seconds

    interval_s = n_clients / rate_per_s if rate_per_s else 0.0

    async def client(number: int) -> None:
        nonlocal n_failed
        connection = Connection(port)
        due_s = time.perf_counter() + interval_s * number / n_clients
        while due_s < end_s:
            await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
            # From when it was due: an answer that is late makes those after it late too, and that counts.
            start_s = due_s if interval_s else time.perf_counter()
            status, _ = await connection.post(path, body())
            taken_ms.append(1000 * (time.perf_counter() - start_s))
            n_failed += status != _OK
            due_s = due_s + interval_s if interval_s else time.perf_counter()
        connection.close()

    start_s = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(n_clients)))
    quantiles = statistics.quantiles(taken_ms, n=100)
    return Load(len(taken_ms) / (time.perf_counter() - start_s), quantiles[49], quantiles[98], n_failed)
