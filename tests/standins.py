"""Stand-ins for ACE-Step servers: processes that are told their faults, killed, and started again where they were."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2

_SCRIPT = Path(__file__).with_name("acestep_process.py")


class StandIn:
    """A server on loopback; it runs from `start` to `kill`."""

    def __init__(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self, **options: Any) -> None:  # noqa: ANN401 - of the fake
        """Start it, with other faults, models or another key than before where that is said."""
        words = [sys.executable, str(_SCRIPT), "--port", str(self.port), "--options", json.dumps(options)]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script
        assert self._process.stdout
        assert self._process.stdout.readline().strip() == self.url

    def kill(self) -> None:
        """End it at once, whatever it does."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def wait(self) -> None:
        """Wait until it has died by itself."""
        assert self._process
        self._process.wait(timeout=20)

    def tell(self, **faults: Any) -> None:  # noqa: ANN401 - of the fake
        """Set faults; `dies_on` is a path that it dies on."""
        httpx2.post(f"{self.url}/-/faults", json=faults).raise_for_status()

    def seen(self, path: str) -> list[dict[str, Any]]:
        """Return what it was sent to a path since it was started."""
        told: list[dict[str, Any]] = httpx2.get(f"{self.url}/-/seen").json()
        return [one for one in told if one["path"].partition("?")[0] == path]
