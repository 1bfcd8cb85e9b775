"""An ACE-Step server in a process of its own, which tests tell its faults, and kill."""

import argparse
import json
import os
import threading
from typing import Any

from typing_extensions import override

from fake_server import FakeAceStep, Recorded, _json, _Reply


class Mortal(FakeAceStep):
    """Takes its faults from POST /-/faults, tells at GET /-/seen what it was sent, and dies on a path it was told."""

    def __init__(self, **said: Any) -> None:  # noqa: ANN401 - of the fake
        super().__init__(**said)
        self._dies_on: str | None = None

    @override
    def answer(self, request: Recorded) -> _Reply | None:
        if request.path == "/-/faults":
            said = dict(request.fields)
            self._dies_on = said.pop("dies_on", self._dies_on)
            for name, value in said.items():
                setattr(self.faults, name, value)
            return _json(200, {})
        if request.path == "/-/seen":
            return _json(
                200, [{"path": one.path, "fields": one.fields, "files": [*one.files]} for one in self.requests]
            )
        if self._dies_on and request.path.startswith(self._dies_on):
            os._exit(1)
        return super().answer(request)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--options", type=json.loads, default={})
    said = parser.parse_args()
    with Mortal(port=said.port, **said.options) as server:
        print(server.url, flush=True)  # noqa: T201 - the parent waits for it
        threading.Event().wait()


if __name__ == "__main__":
    main()
