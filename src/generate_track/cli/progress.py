"""Progress on stderr: a bar at a terminal, plain lines elsewhere."""

import contextlib
import os
from collections.abc import Iterator
from typing import Protocol, TextIO

_STEP_PERCENT = 10


class Progress(Protocol):
    """Shows how far the engine is."""

    def show(self, stage: str, fraction: float | None) -> None:
        """Show a stage and how much of the work is done, from 0 to 1, None when unknown."""
        ...

    def paused(self) -> contextlib.AbstractContextManager[None]:
        """Return a block in which the terminal is free for other text."""
        ...

    def close(self) -> None:
        """Show nothing any more."""
        ...


def open_progress(stream: TextIO) -> Progress:
    """Return the progress that suits a stream."""
    is_terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
    return Bar(stream) if is_terminal else Lines(stream)


class Lines:
    """One line at each new stage, and at each tenth of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last: tuple[str, int] | None = None

    def show(self, stage: str, fraction: float | None) -> None:
        """Print a line when there is something new to say."""
        step = (stage, round(100 * (fraction or 0)) // _STEP_PERCENT)
        if step != self._last:
            percentage = "" if fraction is None else f" {fraction:.0%}"
            self._last = step
            self._stream.write(f"{stage}{percentage}\n")
            self._stream.flush()

    def paused(self) -> contextlib.AbstractContextManager[None]:
        """Return a block that changes nothing: lines leave the terminal free."""
        return contextlib.nullcontext()

    def close(self) -> None:
        """Leave the lines as they are."""


class Bar:
    """One line that fills: stage, bar, percentage, time left. It is gone when the work is."""

    def __init__(self, stream: TextIO) -> None:
        from rich import progress  # noqa: PLC0415 - paid for at a terminal only
        from rich.console import Console  # noqa: PLC0415 - as above

        columns = (
            progress.TextColumn("{task.description}", markup=False),
            progress.BarColumn(),
            progress.TextColumn("{task.fields[percentage]}", markup=False),
            progress.TimeRemainingColumn(),
        )
        # Rich would send what goes to stdout here as well.
        self._bar = progress.Progress(
            *columns, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self._task = self._bar.add_task("starting", total=None, percentage="")
        self._bar.start()

    def show(self, stage: str, fraction: float | None) -> None:
        """Move the bar."""
        is_known = fraction is not None
        self._bar.update(
            self._task,
            description=stage,
            total=1.0 if is_known else None,
            completed=fraction or 0.0,
            percentage=f"{fraction:.0%}" if is_known else "",
        )

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away for as long as the block lasts."""
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()
