"""The envelope that ACE-Step's routes put every answer in."""

import time
from collections.abc import Mapping
from typing import Generic, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

Data = TypeVar("Data")


class Envelope(BaseModel, Generic[Data]):
    """The answer of an ACE-Step route."""

    data: Data = Field(description="The answer itself.")
    code: int = Field(200, description="The HTTP status.")
    error: None = Field(None, description="What happened, in an error's envelope.")
    timestamp: int = Field(description="When it was answered, in milliseconds since 1970.")
    extra: None = None


def envelope(data: object, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return data in the envelope."""
    body = {"data": data, "code": 200, "error": None, "timestamp": time.time_ns() // 1_000_000, "extra": None}
    return JSONResponse(body, headers=dict(headers or {}))
