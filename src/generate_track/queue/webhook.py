"""Webhooks: a job's end is told to its URL, signed as Standard Webhooks asks (https://www.standardwebhooks.com)."""

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx2

from generate_track.queue.address import Resolve, public_addresses, resolve
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import NotHeardError
from generate_track.queue.job import Job
from generate_track.queue.mask import mask
from generate_track.queue.secret import server_secret
from generate_track.queue.store import JobStore

_LOG = logging.getLogger(__name__)
_TIMEOUT_S = 10.0
_ANSWER_LIMIT = 64 * 1024  # bytes
_GONE = 410
_PREFIX = "whsec_"


def webhook_secret(database: Database, key_id: str) -> bytes:
    """Return what signs the webhooks of a key's jobs: each key has its own, all from one that the server keeps."""
    return hmac.digest(server_secret(database, "webhook"), key_id.encode(), "sha256")


def write_secret(secret: bytes) -> str:
    """Return a signing secret as libraries for Standard Webhooks take it."""
    return _PREFIX + base64.b64encode(secret).decode()


def sign(body: bytes, *, secret: bytes, message_id: str, timestamp: int) -> dict[str, str]:
    """Return the headers that prove a body's origin.

    Source: Standard Webhooks 1.0, "Signature scheme": HMAC-SHA256 over `id.timestamp.body`.
    """
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    signature = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
    return {"Webhook-Id": message_id, "Webhook-Timestamp": str(timestamp), "Webhook-Signature": f"v1,{signature}"}


def write_news(job: Job) -> bytes:
    """Return what a webhook is told of its job; the job itself says the rest to who has its key."""
    error = job.error and {"code": job.error.code, "message": mask(job.error.message)}
    finished = datetime.fromtimestamp(job.finished_s or job.created_s, UTC)
    news = {
        "type": f"job.{job.state}",
        "timestamp": finished.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "id": job.id,
        "state": job.state,
        "n_takes": len(job.outputs),
        "error": error,
        "url": job.url,
    }
    return json.dumps(news).encode()


class WebhookSender:
    """Tells webhooks of the ends of jobs.

    Args:
        store: the jobs.
        allows_private: whether a webhook may be an address of a private network.
        resolve: finds the addresses of a host.
        transport: what carries the requests; the network when None.
        now: tells the time, in seconds since 1970.
        timeout_s: how long one delivery may take in all.
    """

    def __init__(
        self,
        store: JobStore,
        *,
        allows_private: bool = False,
        resolve: Resolve = resolve,
        transport: httpx2.AsyncBaseTransport | None = None,
        now: Callable[[], float] = time.time,
        timeout_s: float = _TIMEOUT_S,
    ) -> None:
        self._store = store
        self._allows_private = allows_private
        self._resolve = resolve
        self._transport = transport
        self._now = now
        self._timeout_s = timeout_s

    def notify(self, job_id: str) -> None:
        """Tell the webhook of a job that it ended.

        Raises:
            NotHeardError: it did not take the news; it is to be told again.
        """
        job = self._store.get(job_id)
        if job is None or job.webhook is None:
            return
        url = httpx2.URL(job.webhook)
        # Its path may be a secret as well as its query.
        place = f"{url.scheme}://{url.netloc.decode()}"
        try:
            addresses = public_addresses(
                _host(url), _port(url), resolve=self._resolve, allows_private=self._allows_private
            )
            if not addresses:
                _LOG.warning("the webhook of job %s, %s, is in a private network: not called", job_id, place)
                return
            status = asyncio.run(self._tell(url, addresses, job=job))
        except (OSError, httpx2.HTTPError, TimeoutError) as error:
            _LOG.warning("the webhook of job %s, %s, did not answer: %s", job_id, place, type(error).__name__)
            raise NotHeardError from error
        if not (httpx2.codes.is_success(status) or status == _GONE):
            _LOG.warning("the webhook of job %s, %s, answered with status %d", job_id, place, status)
            raise NotHeardError

    async def _tell(self, url: httpx2.URL, addresses: Sequence[str], *, job: Job) -> int:
        """Return the status that the first address answers with that can be reached.

        Asynchronous: only so is there one limit on all of it.
        """
        *others, last = addresses
        async with (
            asyncio.timeout(self._timeout_s),
            httpx2.AsyncClient(transport=self._transport, trust_env=False, timeout=self._timeouts(addresses)) as client,
        ):
            for address in others:
                # Then nothing of the news was said there.
                with suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
                    return await self._post(client, url, address, job=job)
            return await self._post(client, url, last, job=job)

    def _timeouts(self, addresses: Sequence[str]) -> httpx2.Timeout:
        # One that is silent must leave time for the others.
        return httpx2.Timeout(self._timeout_s, connect=self._timeout_s / (len(addresses) + 1))

    async def _post(self, client: httpx2.AsyncClient, url: httpx2.URL, address: str, *, job: Job) -> int:
        """Return the status that an address answers with."""
        body = write_news(job)
        secret = webhook_secret(self._store.database, job.key_id)
        headers = sign(body, secret=secret, message_id=job.id, timestamp=int(self._now()))
        headers |= {"Content-Type": "application/json", "Host": url.netloc.decode(), "User-Agent": "generate-track"}
        # The address that was checked is called, whatever the name leads to by now; its certificate must be the name's.
        options: dict[str, Any] = {"headers": headers, "content": body, "extensions": {"sni_hostname": _host(url)}}
        async with client.stream("POST", url.copy_with(host=address), **options) as answer:
            n_read = 0
            async for chunk in answer.aiter_raw():
                n_read += len(chunk)
                if n_read > _ANSWER_LIMIT:
                    break
            return answer.status_code


def _host(url: httpx2.URL) -> str:
    # As it is said in the network: the system may write another name for the same letters.
    return url.raw_host.decode("ascii")


def _port(url: httpx2.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
