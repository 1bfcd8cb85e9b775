import os

import pytest

from generate_track.cli.absent import explained
from generate_track.cli.app import main
from generate_track.cloud.state import Server, Store
from generate_track.errors import EngineUnavailableError, ResponseLostError

URL = "http://127.0.0.1:9"
TUNNEL = "generate-track setup-cloud status opens the tunnel again, or tells that the machine has ended"


@pytest.fixture
def store() -> Store:
    store = Store.default(os.environ)
    store.write(Server("runpod", "acestep-v15-turbo", "ready", ends_by="delete", autostop_min=30, url=URL))
    return store


def hint_of(message: str) -> str | None:
    return explained(EngineUnavailableError(message, hint="check it")).hint


def test_a_server_of_ours_that_is_away_is_explained(store: Store) -> None:
    assert hint_of(f"{URL} cannot be reached") == TUNNEL
    assert hint_of("http://other cannot be reached") == "check it"
    store.forget()
    assert hint_of(f"{URL} cannot be reached") == "check it"


def test_what_is_known_better_stays(store: Store) -> None:
    lost = ResponseLostError(f"the answer of {URL} was lost", hint="look at its queue")
    assert explained(lost) is lost
    store.path.write_text("{", encoding="utf-8")
    assert hint_of(URL) == "check it"


@pytest.mark.usefixtures("store")
def test_the_command_says_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACESTEP_API_URL", URL)
    assert main(["jazz", "--quiet"]) == 3
    assert f"hint: {TUNNEL}" in capsys.readouterr().err
