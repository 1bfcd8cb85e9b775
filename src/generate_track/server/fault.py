"""What an error is over HTTP: its status, and one body that clients of ACE-Step's two error shapes both read."""

import errno
import logging
import math
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from obstore.exceptions import BaseError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    IdempotencyError,
    InvalidRequestError,
    OutputError,
    QueueFullError,
    RefusedKeyError,
    TaskNotFoundError,
)
from generate_track.queue.mask import first_line

# The first that fits.
_STATUSES: tuple[tuple[type[GenerateTrackError], int], ...] = (
    (InvalidRequestError, 422),
    (IdempotencyError, 409),
    (RefusedKeyError, 401),
    (TaskNotFoundError, 404),
    (QueueFullError, 429),
    (EngineUnavailableError, 503),
    (OutputError, 503),
    (GenerateTrackError, 500),
)
_CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "refused_key",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    416: "range_not_satisfiable",
    429: "too_many_requests",
    503: "unavailable",
}
CLIENT_LEFT = 499  # as nginx has it: there was nobody any more to answer
_DATABASE_RETRY_S = "5"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_LOG = logging.getLogger(__name__)


def fault(
    status: int, *, code: str, message: str, hint: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error as a response.

    ACE-Step's envelope has `code` and `error`, its other shape has `detail`; ours has the word and the hint.
    """
    body = {
        "data": None,
        "code": status,
        "error": message,
        "detail": message,
        "error_code": code,
        "hint": hint,
    }
    return JSONResponse(body, status_code=status, headers=dict(headers or {}))


def install(app: FastAPI) -> None:
    """Let every error of the app be answered so."""
    app.add_exception_handler(GenerateTrackError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    for away in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(away, _database)
    app.add_exception_handler(ClientDisconnect, _left)
    app.add_exception_handler(BaseError, _store)
    app.add_exception_handler(OSError, _disk)
    app.add_exception_handler(Exception, _unexpected)


def of_error(error: GenerateTrackError) -> JSONResponse:
    """Return an error of ours as a response."""
    if isinstance(error, OutputError):
        _LOG.error("%s, %s", error.message, first_line(error.__cause__))
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    headers: dict[str, str] = {}
    if isinstance(error, QueueFullError):
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after_s or 1)))
    if isinstance(error, RefusedKeyError):
        headers["WWW-Authenticate"] = "Bearer"
    return fault(status, code=error.code, message=error.message, hint=error.hint, headers=headers)


def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GenerateTrackError)  # noqa: S101 - as registered
    return of_error(error)


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    code = _CODES.get(error.status_code, "error")
    return fault(error.status_code, code=code, message=str(error.detail), headers=error.headers)


def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
    wrong = (f"{'.'.join(map(str, item['loc'][1:]))}: {item['msg']}" for item in error.errors())
    return fault(422, code="invalid_request", message="; ".join(wrong))


def _left(_: Request, __: Exception) -> JSONResponse:
    # Nobody hears it; the log and the metrics do.
    return fault(CLIENT_LEFT, code="client_left", message="the client left before it had said all")


def _database(_: Request, __: Exception) -> JSONResponse:
    headers = {"Retry-After": _DATABASE_RETRY_S}
    return fault(503, code="unavailable", message="the database does not answer", hint="try again", headers=headers)


def _store(_: Request, error: Exception) -> JSONResponse:
    _LOG.error("the audio store does not answer: %s", first_line(error))
    return fault(503, code="unavailable", message="the audio store does not answer", hint="try again")


def _disk(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OSError)  # noqa: S101 - as registered
    if error.errno not in _NO_ROOM:
        raise error
    _LOG.error("the disk takes no files", exc_info=error)
    return fault(503, code="unavailable", message="the server's disk takes no files", hint="try again later")


def _unexpected(_: Request, __: Exception) -> JSONResponse:
    return fault(500, code="error", message="unexpected error", hint="the server's log says more")
