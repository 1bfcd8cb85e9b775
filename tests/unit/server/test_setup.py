from pathlib import Path

import pytest

from generate_track.acestep.upstream import Upstream
from generate_track.cli.serve import SERVE
from generate_track.errors import InvalidRequestError
from generate_track.server.database import without_password
from generate_track.server.setup import Setup
from generate_track.settings import Secret, Settings

ROWS = {row.name: row for row in SERVE}
HOME = Path("/home/me")


def parse(settings: Settings | None = None, **said: object) -> Setup:
    return Setup.parse(said, rows=ROWS, settings=settings or Settings(), home=HOME)


def mistakes(settings: Settings | None = None, **said: object) -> list[str]:
    with pytest.raises(InvalidRequestError) as error:
        parse(settings, **said)
    return [mistake.message for mistake in error.value.mistakes]


def test_without_words_the_embedded_engine_serves_this_machine() -> None:
    setup = parse()
    assert (setup.engine, setup.host, setup.port, setup.is_local) == ("embedded", "127.0.0.1", 8001, True)
    assert setup.database == Secret("sqlite:////home/me/queue.db")
    assert setup.store == str(HOME / "audio")


@pytest.mark.parametrize("row", [row for row in SERVE if row.default is not None], ids=lambda row: row.name)
def test_the_default_that_help_tells_is_the_setups_own(row: object) -> None:
    name, default = row.name, row.default  # type: ignore[attr-defined]
    assert getattr(parse(), name) == default


def test_every_word_has_its_effect() -> None:
    said = {"port": "0", "is_insecure": True, "is_api_only": True, "keep_days": "0.5", "grace_s": "3", "slots": "2"}
    limits = {"max_queued": "5", "max_per_key": "4", "rate": "0", "allows_private_webhooks": True}
    setup = parse(**said, **limits, public_url="https://music.example.org/")
    assert (setup.port, setup.is_insecure, setup.is_api_only, setup.keep_days) == (0, True, True, 0.5)
    assert (setup.grace_s, setup.slots, setup.max_queued, setup.max_per_key) == (3, 2, 5, 4)
    assert (setup.rate, setup.allows_private_webhooks) == (0, True)
    assert setup.public_url == "https://music.example.org"


def test_origins_are_kept_as_browsers_write_them() -> None:
    said = ("HTTPS://DAW.example.org:8443/", "null", "tauri://localhost")
    assert parse(origins=said).origins == ("https://daw.example.org:8443", "null", "tauri://localhost")


@pytest.mark.parametrize("origin", ["daw.example.org", "https://daw.example.org/app", "*", "https://*.example.org", ""])
def test_what_no_browser_says_of_a_page_is_no_origin(origin: str) -> None:
    assert mistakes(origins=[origin])[0].startswith(f"--allow-origin {origin!r} is no origin")


def test_settings_say_where_the_queue_is() -> None:
    settings = Settings(database=Secret("postgresql://db/q"), store="s3://bucket/audio")
    assert (parse(settings).database, parse(settings).store) == (settings.database, settings.store)


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes(Settings(engine="acestep"), port="70000", slots="many", public_url="ftp://x")
    assert told == [
        "--port 70000 is out of range (0 to 65535)",
        "--public-url 'ftp://x' is no http or https URL",
        "--slots 'many' is not a whole number (1 to 256)",
        "--engine acestep has no server behind it",
    ]


def test_an_upstream_asks_for_its_engine() -> None:
    setup = parse(upstreams=("http://gpu-1:8001", "http://gpu-2:8001"))
    assert setup.engine == "acestep"
    assert setup.upstreams == (Upstream("http://gpu-1:8001"), Upstream("http://gpu-2:8001"))


@pytest.mark.parametrize(("said", "slots"), [({}, 4), ({"slots": 1}, 1)])
def test_every_server_behind_has_something_to_do_unless_it_is_said_otherwise(said: dict[str, int], slots: int) -> None:
    assert parse(upstreams=("http://gpu-1:8001", "http://gpu-2:8001"), **said).slots == slots


def test_the_users_own_server_is_the_upstream_when_none_is_said() -> None:
    settings = Settings(engine="acestep", api_url="http://gpu:8001", api_key=Secret("k"))
    assert parse(settings).upstreams == (Upstream("http://gpu:8001", Secret("k")),)
    assert parse(Settings(api_url="http://gpu:8001")).engine == "embedded"


def test_an_upstream_that_is_no_url_is_refused() -> None:
    assert len(mistakes(upstreams=("http://gpu:8001", "ftp://gpu", "http://u:p@gpu"))) == 2


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - refused without a key
        ("::", False),
        ("192.0.2.1", False),
        ("music.example.org", False),
    ],
)
def test_only_loopback_is_this_machine_alone(host: str, *, is_local: bool) -> None:
    assert parse(host=host).is_local is is_local


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@db:5432/queue", "postgresql://me:***@db:5432/queue"),
        ("postgresql://db/queue?user=me&password=secret", "postgresql://db/queue"),
        ("sqlite:///queue.db", "sqlite:///queue.db"),
    ],
)
def test_a_database_is_shown_without_its_password(url: str, shown: str) -> None:
    assert without_password(url) == shown
