"""Webhooks: a job's end is told to its URL, signed as Standard Webhooks asks (https://www.standardwebhooks.com)."""

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable
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
                url.host, _port(url), resolve=self._resolve, allows_private=self._allows_private
            )
            if not addresses:
                _LOG.warning("the webhook of job %s, %s, is in a private network: not called", job_id, place)
                return
            status = asyncio.run(self._post(url, addresses[0], job=job))
        except (OSError, httpx2.HTTPError, TimeoutError) as error:
            _LOG.warning("the webhook of job %s, %s, did not answer: %s", job_id, place, type(error).__name__)
            raise NotHeardError from error
        if not (httpx2.codes.is_success(status) or status == _GONE):
            _LOG.warning("the webhook of job %s, %s, answered with status %d", job_id, place, status)
            raise NotHeardError

    async def _post(self, url: httpx2.URL, address: str, *, job: Job) -> int:
        """Return the status that an address answers with. Asynchronous: only so is there one limit on all of it."""
        body = write_news(job)
        secret = webhook_secret(self._store.database, job.key_id)
        headers = sign(body, secret=secret, message_id=job.id, timestamp=int(self._now()))
        headers |= {"Content-Type": "application/json", "Host": url.netloc.decode(), "User-Agent": "generate-track"}
        # The address that was checked is called, whatever the name leads to by now.
        options: dict[str, Any] = {"headers": headers, "content": body, "extensions": {"sni_hostname": url.host}}
        async with (
            asyncio.timeout(self._timeout_s),
            httpx2.AsyncClient(transport=self._transport, trust_env=False, timeout=self._timeout_s) as client,
            client.stream("POST", url.copy_with(host=address), **options) as answer,
        ):
            n_read = 0
            async for chunk in answer.aiter_raw():
                n_read += len(chunk)
                if n_read > _ANSWER_LIMIT:
                    break
            return answer.status_code


def _port(url: httpx2.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
