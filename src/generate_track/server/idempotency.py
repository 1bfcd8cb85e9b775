"""The header that names a job, so that a request can be sent again."""

from typing import Annotated

from fastapi import Header

# Proxies take spaces off its ends.
_PRINTABLE = r"^[!-~]([ -~]*[!-~])?$"

IdempotencyKey = Annotated[
    str | None,
    Header(max_length=200, pattern=_PRINTABLE, description="Your name for the job: sent again, it is the same job."),
]
