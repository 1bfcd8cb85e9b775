"""Asked: who asks for what, on the routes of ACE-Step's whose body may hold the key."""

from fastapi import Request
from starlette.exceptions import HTTPException

from generate_track.errors import RefusedKeyError
from generate_track.server.auth import asking_with_token
from generate_track.server.form import Form, read_form
from generate_track.server.key import Caller


async def read_asked(
    request: Request, *, list_field: str | None = None, may_be_empty: bool = False
) -> tuple[Form, Caller]:
    """Return what a request says, without its key, and who asks.

    Args:
        request: of the route.
        list_field: what a JSON body says that is a list by itself; None refuses it.
        may_be_empty: whether there may be no body.
    Raises:
        HTTPException: 400, 413, 415 or 429: the body cannot be read, or there were too many requests.
        RefusedKeyError: there is no key, or no such one.
    """
    known, refusal = await _known(request)
    try:
        is_empty = may_be_empty and not await request.body()
        form = Form({}) if is_empty else await read_form(request, list_field=list_field)
    except HTTPException as error:
        # To a stranger it is not told what is wrong with the body.
        raise refusal or error from None
    token = form.fields.pop("ai_token", None)
    if token:
        return form, await asking_with_token(request, token)
    if refusal:
        raise refusal
    return form, known or await asking_with_token(request, None)


async def _known(request: Request) -> tuple[Caller | None, RefusedKeyError | None]:
    """Return whose key is in the header, before anything of the body is read; or why it is refused."""
    if "authorization" not in request.headers:
        return None, None
    try:
        caller = await asking_with_token(request, None)
    except RefusedKeyError as refusal:
        # The body may hold a right one, as upstream has it; but from a stranger no audio is read.
        return None, refusal
    request.state.allowance.widen()
    return caller, None
