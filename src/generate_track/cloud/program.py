"""Programs: the one seam to git, ssh, SkyPilot and all else that runs outside of Python; its double is here too."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

OnLine = Callable[[str], None]
_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Result:
    """How a program ended.

    Args:
        code: its exit code.
        out: what it wrote to stdout; to stderr as well, when its lines were followed.
        err: what it wrote to stderr.
    """

    code: int
    out: str = ""
    err: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it ended well."""
        return self.code == 0

    @property
    def reason(self) -> str:
        """The last line of what it said, which is mostly why it failed."""
        lines = [line.strip() for line in (self.err or self.out).splitlines() if line.strip()]
        return lines[-1] if lines else f"exit code {self.code}"


class Programs(Protocol):
    """Runs programs."""

    def find(self, name: str) -> str | None:
        """Return where a program is, or None."""
        ...

    def run(
        self,
        words: Sequence[str],
        *,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        on_line: OnLine | None = None,
    ) -> Result:
        """Run a program to its end.

        Args:
            words: its name and its arguments, which every user of the machine can see.
            stdin: what it reads, which nobody else can.
            env: variables besides those of this process.
            on_line: is told each line as it comes.
        """
        ...

    def start(self, words: Sequence[str], *, log: Path) -> int:
        """Start a program that outlives this process, and return its process id."""
        ...

    def end(self, pid: int) -> None:
        """End a program that `start` started, if it still runs."""
        ...


class SystemPrograms:
    """The programs of this machine."""

    def find(self, name: str) -> str | None:
        """Return where a program is, or None."""
        return shutil.which(name)

    def run(
        self,
        words: Sequence[str],
        *,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        on_line: OnLine | None = None,
    ) -> Result:
        """Run a program to its end; a program that is not there ends with 127, as in a shell."""
        try:
            process = subprocess.Popen(  # noqa: S603 - the words are ours, and no shell reads them
                list(words),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if on_line else subprocess.PIPE,
                env={**os.environ, **(env or {})},
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            return Result(127, err=f"{words[0]}: {(error.strerror or str(error)).lower()}")
        with process, _ended_with_us(process):
            if on_line is None:
                out, err = process.communicate(stdin)
                return Result(process.returncode, out, err)
            return _follow(process, stdin, on_line)

    def start(self, words: Sequence[str], *, log: Path) -> int:
        """Start a program that outlives this process, and return its process id."""
        with log.open("ab") as file:
            process = subprocess.Popen(  # noqa: S603 - as above
                list(words), stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, **_detached()
            )
        # It is meant to go on: the interpreter need not warn of it.
        process.returncode = 0
        return process.pid

    def end(self, pid: int) -> None:
        """End a program that `start` started, if it still runs."""
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)


def _follow(process: "subprocess.Popen[str]", stdin: str, on_line: OnLine) -> Result:
    with contextlib.suppress(BrokenPipeError), _pipe(process.stdin) as pipe:
        pipe.write(stdin)
    lines: list[str] = []
    # A carriage return ends a line too, so that bars of downloads are seen.
    for line in _pipe(process.stdout):
        lines.append(line)
        if line.strip():
            on_line(line.strip())
    process.wait()
    return Result(process.returncode, "".join(lines))


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise TypeError("the program was started without a pipe")
    return stream


@contextlib.contextmanager
def _ended_with_us(process: "subprocess.Popen[str]"):  # noqa: ANN202 - a context manager
    """Leave no program behind when we are interrupted."""
    try:
        yield
    except BaseException:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_WAIT_S)
        raise


def _detached() -> dict[str, Any]:
    """Return what keeps a program from ending with our terminal."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}


@dataclass
class ScriptedPrograms:
    """A double that runs nothing: it answers by what the words contain, and remembers each call.

    Args:
        answers: part of a command line → its result, or results of which the last one stays; the first that fits.
        missing: programs that are not found.
        kill_at: the number of the call, from 1, at which `with_what` is raised instead, as a signal would.
        with_what: what is raised.
    """

    answers: Mapping[str, Result | list[Result]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    kill_at: int | None = None
    with_what: type[BaseException] = KeyboardInterrupt
    calls: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    environs: list[Mapping[str, str]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    def find(self, name: str) -> str | None:
        """Return a place for every program that is not missing."""
        return None if name in self.missing else f"/usr/bin/{name}"

    def run(
        self,
        words: Sequence[str],
        *,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        on_line: OnLine | None = None,
    ) -> Result:
        """Return the answer that fits, or success."""
        self.environs.append(env or {})
        result = self._answer(words, stdin)
        if on_line:
            for line in result.out.splitlines():
                on_line(line)
        return result

    def start(self, words: Sequence[str], *, log: Path) -> int:  # noqa: ARG002 - the protocol's
        """Remember the call, and return its number as process id."""
        self._answer(words, "")
        return len(self.calls)

    def end(self, pid: int) -> None:
        """Remember what was ended."""
        self.ended.append(pid)

    def _answer(self, words: Sequence[str], stdin: str) -> Result:
        line = " ".join(words)
        self.calls.append(line)
        self.inputs.append(stdin)
        if len(self.calls) == self.kill_at:
            raise self.with_what
        found = next((answer for part, answer in self.answers.items() if part in line), Result(0))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found
