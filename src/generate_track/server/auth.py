"""Who asks: `Asking` for routes that read the key from the header, `asking_with_token` where the body may hold one."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from generate_track.errors import RefusedKeyError
from generate_track.server.backend import Backend, backend_of
from generate_track.server.key import Caller

_HINT = "generate-track keys add NAME makes a key; send it as Authorization: Bearer KEY"
_HOST_LIMIT = 64
_CUSTOMER_BITS = 64
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


async def is_still_let_in(request: Request) -> bool:
    """Return whether a key in the header that was let in would be so now."""
    backend, caller = backend_of(request), request.state.caller
    return await _find(backend, _secret(request)) == caller


async def _by_header(request: Request, *, missing: str) -> Caller:
    has_header = bool(request.headers.get("authorization", "").strip())
    return await _let_in(request, _secret(request), refusal="Invalid API key" if has_header else missing)


def _secret(request: Request) -> str:
    header = request.headers.get("authorization", "").strip()
    scheme, _, rest = header.partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else header


async def _let_in(request: Request, secret: str, *, refusal: str) -> Caller:
    backend = backend_of(request)
    caller = await _find(backend, secret)
    who = caller.key_id if caller and caller.key_id else address_of(request)
    # Keys are not guessed any faster than requests are sent.
    request.app.state.rate.take(who)
    if caller is None:
        raise RefusedKeyError(refusal, hint=_HINT)
    request.state.caller, request.state.who = caller, who
    return caller


def address_of(request: Request) -> str:
    """Return where a request comes from, for counting: of version 6, the network that one customer has."""
    host = request.client.host if request.client else "nowhere"
    try:
        address = ip_address(host)
    except ValueError:
        return f"from {host[:_HOST_LIMIT]}"  # a proxy may say anything
    if isinstance(address, IPv6Address):
        return f"from {address.ipv4_mapped or IPv6Network((int(address), _CUSTOMER_BITS), strict=False)}"
    return f"from {address}"


async def _find(backend: Backend, secret: str) -> Caller | None:
    if backend.is_open:
        return Caller()
    return await run_in_threadpool(backend.keys.find, secret) if secret else None
