"""The header that names a job, so that a request can be sent again: one rule for all routes that make jobs."""

from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

_NAME = "Idempotency-Key"
# Proxies take spaces off its ends.
_PRINTABLE = r"^[!-~]([ -~]*[!-~])?$"
_Said = Annotated[
    str | None,
    Header(
        alias=_NAME,
        max_length=200,
        pattern=_PRINTABLE,
        description="Your name for the job: sent again, it is the same job.",
    ),
]


def _read(request: Request, said: _Said = None) -> str | None:
    """Return the name; of two of them neither is meant more than the other."""
    if len(request.headers.getlist(_NAME)) > 1:
        raise HTTPException(400, f"there is more than one {_NAME}")
    return said


IdempotencyKey = Annotated[str | None, Depends(_read)]
