"""Every error that reaches a user.

GenerateTrackError               1    anything else
├── InvalidRequestError          2    the request breaks a limit; all mistakes at once
├── IdempotencyError             2    an idempotency key was used for something else
├── EngineUnavailableError       3    no server answers there
│   ├── NotAceStepError          3    something answers, but it is no ACE-Step API
│   └── ResponseLostError        3    the server may or may not have taken the request
├── RefusedKeyError              4    401 or 403
├── QueueFullError               5    429 for as long as we were told to wait
├── GenerationFailedError        6    the engine gave up
│   ├── TaskLostError            6    the server no longer knows the task
│   ├── ServerBrokeError         6    the server broke on the request, which may be to blame or not
│   └── UnusableAudioError       6    there is a file, but it is not the track
├── StalledError                 7    no sign of progress; can be resumed
├── TaskInterruptedError       130    Ctrl-C; can be resumed
├── OutputError                  1    the track cannot be written there
├── LaunchFailedError            1    a GPU server could not be set up, looked at or ended
└── TaskNotFoundError            1    the journal has no such task
"""

from dataclasses import dataclass
from typing import ClassVar


class GenerateTrackError(Exception):
    """Something went wrong that the user can act on.

    Args:
        message: the fact, the value and the limit, in lower case, without a full stop.
        hint: one command or one choice that helps.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with a request: which field, what, and how to mend it."""

    field: str
    message: str
    hint: str | None = None


class InvalidRequestError(GenerateTrackError):
    """The request breaks one limit or more; `mistakes` has all of them."""

    code = "invalid_request"
    exit_code = 2

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        first = mistakes[0]
        super().__init__("; ".join(mistake.message for mistake in mistakes), hint=first.hint)
        self.mistakes = mistakes


class IdempotencyError(GenerateTrackError):
    """An idempotency key names a job already, and another one than this."""

    code = "idempotency"
    exit_code = 2


class EngineUnavailableError(GenerateTrackError):
    """No server answers: refused, unknown name, TLS, or no reply in time."""

    code = "engine_unavailable"
    exit_code = 3


class NotAceStepError(EngineUnavailableError):
    """Something answers, but it does not speak the ACE-Step 1.5 REST API."""

    code = "not_ace_step"


class ResponseLostError(EngineUnavailableError):
    """The connection broke after the request was sent: the server may have taken it, so it is not sent again."""

    code = "response_lost"


class RefusedKeyError(GenerateTrackError):
    """The server refused the API key, or wants one."""

    code = "refused_key"
    exit_code = 4


class QueueFullError(GenerateTrackError):
    """A queue is full, or stayed full for as long as we were told to wait.

    Args:
        retry_after_s: when a place may be free, where that is known.
    """

    code = "queue_full"
    exit_code = 5

    def __init__(self, message: str, *, hint: str | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class GenerationFailedError(GenerateTrackError):
    """The engine took the request and could not make the track."""

    code = "generation_failed"
    exit_code = 6


class TaskLostError(GenerationFailedError):
    """The server no longer knows the task: it was restarted, or forgot it."""

    code = "task_lost"


class ServerBrokeError(GenerationFailedError):
    """The server answered the request with an error of its own, as some do to a value that they do not know."""

    code = "server_broke"


class UnusableAudioError(GenerationFailedError):
    """The engine delivered a file that is not a usable track."""

    code = "unusable_audio"


class StalledError(GenerateTrackError):
    """The task showed no sign of progress for the time limit; it can be resumed."""

    code = "timed_out"
    exit_code = 7


class TaskInterruptedError(GenerateTrackError):
    """The user stopped waiting; the task can be resumed."""

    code = "interrupted"
    exit_code = 130


class OutputError(GenerateTrackError):
    """The track cannot be written where it was asked for."""

    code = "output"


class LaunchFailedError(GenerateTrackError):
    """A GPU server could not be set up, looked at or ended; the message says what may still run and cost."""

    code = "launch_failed"


class TaskNotFoundError(GenerateTrackError):
    """The journal has no such task."""

    code = "task_not_found"
