"""State: the one server that was set up, as a file that every later shell reads. It holds no key."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from generate_track.errors import OutputError
from generate_track.library.folder import write_json

READY = "ready"
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was set up, or begun to be.

    Args:
        on: the word of --on.
        model: full name of the music model.
        step: the step of the launch that was begun last; "ready" after all of them, "stopped" after `stop`.
        ends_by: what happens when it has nothing to do: "stop", "delete" or "end the server".
        autostop_min: after so many minutes; 0 is never.
        public: whether it is reached without a tunnel.
        price: US dollars an hour, or None.
        is_price_real: whether SkyPilot told it.
        up_since: when a machine may have been started, ISO 8601; None while there is none.
        local_port: of the tunnel on this machine.
        tunnel: process id of the tunnel.
        url: what ACESTEP_API_URL is set to.
        env_file: where it is set.
    """

    on: str
    model: str
    step: str
    ends_by: str
    autostop_min: int
    public: bool = False
    price: float | None = None
    is_price_real: bool = False
    up_since: str | None = None
    local_port: int | None = None
    tunnel: int | None = None
    url: str | None = None
    env_file: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the launch came to its end and nobody stopped the server since."""
        return self.step == READY

    def with_changes(self, **changes: Any) -> Self:  # noqa: ANN401 - as dataclasses.replace
        """Return this server with some fields said anew."""
        return replace(self, **changes)

    def as_facts(self) -> dict[str, Any]:
        """Return the server as plain JSON values."""
        return asdict(self)


class Store:
    """Keeps the server in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "server.json"

    @classmethod
    def default(cls, environ: Mapping[str, str]) -> Self:
        """Return the store in the user's data folder, or in GENERATE_TRACK_STATE when that is set."""
        said = environ.get("GENERATE_TRACK_STATE")
        if said:
            return cls(Path(said) / "cloud")
        from platformdirs import user_data_path  # noqa: PLC0415 - paid for by the commands that have a server

        return cls(user_data_path("generate-track", appauthor=False) / "cloud")

    def read(self) -> Server | None:
        """Return the server, or None when none was set up.

        Raises:
            OutputError: there is a file that cannot be read: it may speak of a machine that costs money.
        """
        try:
            return Server(**json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            message = f"{str(self.path)!r} cannot be read: {error}"
            hint = "look for a machine named generate-track where you rent machines; then delete the file"
            raise OutputError(message, hint=hint) from None

    def write(self, server: Server) -> Server:
        """Keep `server`, and return it; nobody but the user can read it.

        Raises:
            OutputError: the folder cannot be written to.
        """
        write_json(self.path, server.as_facts())
        if os.name == "posix":
            self.path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return server

    def forget(self) -> None:
        """Keep no server any more."""
        self.path.unlink(missing_ok=True)
