"""Interrupts: Ctrl-C, and what containers and service managers send, end a command alike, with all tidied up."""

import _thread
import contextlib
import signal
from collections.abc import Callable
from types import FrameType

_AGAIN_S = 0.02
_CALLED_BY_C = "soundfile"  # the module whose functions libsndfile calls back


_Handler = Callable[[int, FrameType | None], object]


def _interrupt(_: int, frame: FrameType | None) -> None:
    if not _is_called_by_c(frame):
        raise KeyboardInterrupt
    # C would print the exception and go on: try again when it has returned.
    import threading  # noqa: PLC0415 - paid for when it is needed

    timer = threading.Timer(_AGAIN_S, _thread.interrupt_main)
    timer.daemon = True
    timer.start()


def listen(handle: _Handler = _interrupt) -> None:
    """Let each signal that asks to end raise KeyboardInterrupt, unless whoever started us has it ignored.

    Args:
        handle: is called instead.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):  # outside the main thread, which alone gets signals
                signal.signal(number, handle)


def _is_called_by_c(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_globals.get("__name__") == _CALLED_BY_C:
            return True
        frame = frame.f_back
    return False
