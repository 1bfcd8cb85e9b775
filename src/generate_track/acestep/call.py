"""Call: how a request that may take long is made: here, or in a thread that can be left."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Protocol, TypeVar

_Result = TypeVar("_Result")


class Attend(Protocol):
    """Makes a call and returns what it returns."""

    def __call__(self, call: Callable[[], _Result], *, is_task: bool = False) -> _Result:
        """Make a call; `is_task` says that what it returns names a task, which is lost without it."""
        ...


def directly(call: Callable[[], _Result], *, is_task: bool = False) -> _Result:  # noqa: ARG001 - the protocol's
    """Make a call in this thread."""
    return call()


def beside(
    call: Callable[[], _Result], *, on_pulse: Callable[[], None], interval_s: float, patience_s: float = 0.0
) -> _Result:
    """Make a call in a thread of its own, and return what it returns.

    Args:
        call: what is left goes on to its own end, and nobody hears of it.
        on_pulse: is called now and then; what it raises ends the wait.
        interval_s: how often.
        patience_s: how long to wait for the call even so; what it returns then is not lost.
    """
    future: Future[_Result] = Future()
    Thread(target=_fulfil, args=(future, call), name="call", daemon=True).start()
    while not _is_done(future, interval_s):
        try:
            on_pulse()
        except BaseException:
            if not _is_done(future, patience_s):
                raise
    return future.result()


def _is_done(future: Future[_Result], timeout_s: float) -> bool:
    return bool(wait([future], timeout=timeout_s).done)


def _fulfil(future: Future[_Result], call: Callable[[], _Result]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 - whoever waits is to have it
        future.set_exception(error)
