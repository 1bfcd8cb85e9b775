"""What an answer that is no success means to the user: status → error, as a table."""

from collections.abc import Callable

from generate_track.acestep.reply import Answer
from generate_track.acestep.retry import retry_after_s
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    NotAceStepError,
    QueueFullError,
    RefusedKeyError,
)

CHECK_URL = "check ACESTEP_API_URL; is the server running?"
CHECK_KEY = "check ACESTEP_API_KEY"
API_WANTED = "ACESTEP_API_URL wants the ACE-Step 1.5 REST API, which 'acestep-api' starts, on port 8001 by default"


def error_of(answer: Answer, *, server: str) -> GenerateTrackError:
    """Return the error that an answer stands for.

    Args:
        answer: any that is not `is_ok`.
        server: how the user knows it.
    """
    if is_firewall(answer):
        message = f"the firewall in front of {server} turned us away: {answer.detail}"
        return EngineUnavailableError(message, hint="the server's owner has to let API clients through")
    make = _BY_STATUS.get(answer.status) or _BY_CLASS.get(answer.status // 100, _not_ace_step)
    return make(answer, server)


def is_firewall(answer: Answer) -> bool:
    """Whether a web firewall answered in the server's place; Cloudflare's 1010 bans clients by their name."""
    text = answer.page.lower()
    return answer.status == 403 and ("error code: 10" in text or "cloudflare" in text)  # noqa: PLR2004 - Forbidden


def name_page(answer: Answer) -> str:
    """Return what answers there, for an answer that the API would never give."""
    text = answer.page.lstrip().lower()
    if "gradio" in text:
        return "the web page of a Gradio app"
    if answer.media == "text/html" or text.startswith(("<!doctype", "<html")):
        return "a web page"
    return f"{answer.media or 'something'} with status {answer.status}"


def _refused(answer: Answer, server: str) -> RefusedKeyError:
    return RefusedKeyError(f"{server} refused the API key: {answer.detail or answer.status}", hint=CHECK_KEY)


def _queue_full(answer: Answer, server: str) -> QueueFullError:
    delay_s = retry_after_s(answer.headers.get("retry-after"))
    asks = f"; it asks to come back in {delay_s:.0f} s" if delay_s else ""
    hint = "reduce --batch, or wait and try again"
    return QueueFullError(f"the queue of {server} is full{asks}", hint=hint, retry_after_s=delay_s)


def _moved(answer: Answer, server: str) -> EngineUnavailableError:
    # Not followed: a POST would arrive as a GET, and the key would go to a server that nobody named.
    target = answer.headers.get("location", "another address")
    return EngineUnavailableError(f"{server} redirects to {target}", hint="set ACESTEP_API_URL to where the API is")


def _unavailable(answer: Answer, server: str) -> GenerateTrackError:
    if answer.status == 503 and "api key" in answer.detail.lower():  # noqa: PLR2004 - Service Unavailable
        message = f"{server} asks for an API key, but has none itself: {answer.detail}"
        return RefusedKeyError(message, hint="set ACESTEP_API_KEY where the server runs")
    reason = f": {answer.detail}" if answer.detail and answer.media != "text/html" else ""
    return EngineUnavailableError(f"{server} answers with status {answer.status}{reason}", hint=CHECK_URL)


def _refused_request(answer: Answer, server: str) -> GenerationFailedError:
    message = f"{server} does not take the request: {answer.detail or answer.status}"
    return GenerationFailedError(message, hint="--dry-run shows what is sent; leave out the expert options")


def _not_ace_step(answer: Answer, server: str) -> NotAceStepError:
    return NotAceStepError(f"{server} is not the ACE-Step API: it answers with {name_page(answer)}", hint=API_WANTED)


_Make = Callable[[Answer, str], GenerateTrackError]
_BY_STATUS: dict[int, _Make] = {
    400: _refused_request,
    401: _refused,
    403: _refused,
    413: _refused_request,
    415: _refused_request,
    422: _refused_request,
    429: _queue_full,
}
_BY_CLASS: dict[int, _Make] = {3: _moved, 5: _unavailable}
