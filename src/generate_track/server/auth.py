"""Who asks: `Asking` for routes that read the key from the header, `asking_with_token` where the body may hold one."""

from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from generate_track.errors import RefusedKeyError
from generate_track.server.backend import Backend
from generate_track.server.key import Caller

_HINT = "generate-track keys add NAME makes a key; send it as Authorization: Bearer KEY"
# For the OpenAPI description; a bare key, which it would not see, is read below.
_SCHEME = HTTPBearer(auto_error=False, scheme_name="key", description="A key that `generate-track keys add` made.")


async def asking_with_token(
    request: Request, token: object, *, missing: str = "Missing ai_token or Authorization header"
) -> Caller:
    """Return who asks on a route of ACE-Step's whose body may hold the key as `ai_token`; that one goes first.

    Args:
        request: of the route.
        token: `ai_token` of the parsed body, if there is any.
        missing: what is told when there is no key at all.
    Raises:
        RefusedKeyError: there is no key, or no such one.
        HTTPException: 429, there were too many requests.
    """
    if token:
        return await _let_in(request, str(token), refusal="Invalid ai_token")
    return await _by_header(request, missing=missing)


async def asking(request: Request) -> Caller:
    """Return who asks on any other route.

    Raises:
        RefusedKeyError: there is no key in the header, or no such one.
        HTTPException: 429, there were too many requests.
    """
    return await _by_header(request, missing="Missing Authorization header")


async def _asking(request: Request, _: Annotated[object, Security(_SCHEME)]) -> Caller:
    return await asking(request)


Asking = Annotated[Caller, Depends(_asking)]


async def _by_header(request: Request, *, missing: str) -> Caller:
    header = request.headers.get("authorization", "").strip()
    scheme, _, rest = header.partition(" ")
    secret = rest.strip() if scheme.lower() == "bearer" else header
    return await _let_in(request, secret, refusal="Invalid API key" if header else missing)


async def _let_in(request: Request, secret: str, *, refusal: str) -> Caller:
    backend = cast("Backend", request.app.state.backend)
    caller = await _find(backend, secret)
    # Keys are not guessed any faster than requests are sent.
    request.app.state.rate.take(caller.key_id if caller and caller.key_id else f"from {_address(request)}")
    if caller is None:
        raise RefusedKeyError(refusal, hint=_HINT)
    request.state.caller = caller
    return caller


def _address(request: Request) -> str:
    return request.client.host if request.client else "nowhere"


async def _find(backend: Backend, secret: str) -> Caller | None:
    if backend.is_open:
        return Caller()
    return await run_in_threadpool(backend.keys.find, secret) if secret else None
