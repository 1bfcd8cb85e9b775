"""Asked: who asks for what, on the routes of ACE-Step's whose body may hold the key."""

from fastapi import Request

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
    # A key in the header is looked at first: from a stranger no audio is read.
    known = await asking_with_token(request, None) if "authorization" in request.headers else None
    is_empty = may_be_empty and not await request.body()
    form = Form({}) if is_empty else await read_form(request, list_field=list_field)
    token = form.fields.pop("ai_token", None)
    return form, known if known and not token else await asking_with_token(request, token)
