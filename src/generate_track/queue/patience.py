"""Patience: what the database or the audio store do not take now is tried again, for they may be restarting."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

_LOG = logging.getLogger(__name__)
_RETRY_S = 1.0
# InternalError is what a PostgreSQL server says that was made a read-only copy of another.
_PASSING = (OperationalError, InterfaceError, InternalError, PoolTimeoutError)

_Result = TypeVar("_Result")


class HandedBack(BaseException):
    """The worker stops before the job is done. Not an Exception, so that the line keeps the job as not done."""


class Patience:
    """Tries again for as long as what stands in the way may pass.

    Args:
        sleep: waits for a number of seconds.
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self.is_over = threading.Event()

    def call(self, function: Callable[[], _Result]) -> _Result:
        """Return what a function returns as soon as the database answers: what was made must not be lost.

        Raises:
            HandedBack: patience is over.
            SQLAlchemyError: an error that will not pass.
        """
        is_told = False
        while True:
            try:
                return function()
            except SQLAlchemyError as error:
                if not is_passing(error):
                    raise
                if not is_told:
                    _LOG.warning("the database does not answer, asking again: %s", type(error).__name__)
                is_told = True
                self.wait()

    def wait(self) -> None:
        """Let a moment pass before another try at something.

        Raises:
            HandedBack: patience is over.
        """
        if self.is_over.is_set():
            raise HandedBack
        self._sleep(_RETRY_S)


def is_passing(error: SQLAlchemyError) -> bool:
    """Whether an error is the database's state, not the fault of what was asked."""
    return isinstance(error, _PASSING) or (isinstance(error, DBAPIError) and error.connection_invalidated)
