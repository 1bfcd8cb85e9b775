"""Help as plain text in two columns: quick to print, and the same at a terminal, in a pipe and for an agent."""

import shutil
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cyclopts.help import HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions

_LABEL_WIDTH = 26
_MAX_WIDTH = 110


class HelpPrinter:
    """Prints each part of a help page; cyclopts calls it (its protocol HelpFormatter)."""

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: "HelpPanel") -> None:  # noqa: ARG002 - the protocol's
        """Print one group of commands or options."""
        if not panel.entries:
            return
        _print(console, "\n".join([f"{_plain(panel.title)}:", *(_entry(entry) for entry in panel.entries), ""]))

    def render_usage(self, console: "Console", options: "ConsoleOptions", usage: object) -> None:  # noqa: ARG002 - as above
        """Print how the command is called."""
        _print(console, f"Usage: {_plain(usage).removeprefix('Usage:').strip()}\n")

    def render_description(self, console: "Console", options: "ConsoleOptions", description: object) -> None:  # noqa: ARG002 - as above
        """Print what the command is for."""
        _print(console, _plain(description) + "\n")


def _print(console: "Console", text: str) -> None:
    console.file.write(text + "\n")


def _plain(text: object) -> str:
    """Return the words of what may be wrapped in cyclopts' text and that in rich's."""
    inner = getattr(text, "primary_renderable", text)
    return str(getattr(inner, "plain", inner)).strip()


def _entry(entry: "HelpEntry") -> str:
    label = "  " + " ".join(_labels(entry))
    body = textwrap.wrap(_plain(entry.description), _width() - _LABEL_WIDTH)
    indent = " " * _LABEL_WIDTH
    if body and len(label) < _LABEL_WIDTH - 1:
        label, body = label.ljust(_LABEL_WIDTH) + body[0], body[1:]
    return "\n".join([label, *(indent + line for line in body)])


def _labels(entry: "HelpEntry") -> Iterator[str]:
    yield ", ".join(entry.display_labels)
    if entry.metavar:
        yield entry.metavar


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _MAX_WIDTH)
