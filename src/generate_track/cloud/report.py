"""What the script on a machine says of itself."""

from dataclasses import dataclass
from typing import Self

SERVING = "serving"
# From these nothing comes any more.
OVER = frozenset({"failed", "idle", "stopped"})


@dataclass(frozen=True, slots=True)
class MachineReport:
    """How far a machine is.

    Args:
        state: absent, installing, downloading, starting, serving, idle, stopped, failed; silent: it cannot be asked.
        detail: with what, or why.
        gpu: name and memory in MB, as the driver says.
        last: the last line of the log.
    """

    state: str = "absent"
    detail: str = ""
    gpu: str = ""
    last: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the report in lines of `name value`; lines of another kind are passed over."""
        pairs = (line.partition(" ") for line in text.splitlines())
        return cls(**{name: value for name, _, value in pairs if name in cls.__slots__})

    @property
    def news(self) -> str:
        """What is being done, for people."""
        return f"{self.detail}: {self.last}" if self.last and self.state != SERVING else self.detail
