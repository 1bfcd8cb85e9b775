from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generate_track.queue.database import Database
from generate_track.server.link import SignedLinks, Signer

PATH = "/0000000a-0000-4000-8000-000000000000/1.mp3"


@pytest.fixture
def signer(database: Database) -> Signer:
    return Signer(database)


def test_a_link_holds_until_its_time(signer: Signer) -> None:
    signature = signer.sign(PATH, expires_s=100)
    held = [signer.is_signed(PATH, expires_s=100, signature=signature, now_s=now_s) for now_s in (0, 99.9, 100, 101)]
    assert held == [True, True, False, False]


def test_a_signature_is_for_one_path_and_one_time(signer: Signer) -> None:
    signature = signer.sign(PATH, expires_s=100)
    assert not signer.is_signed(PATH, expires_s=101, signature=signature, now_s=0)
    assert not signer.is_signed(PATH + "3", expires_s=100, signature=signature, now_s=0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(signature=st.text(max_size=60))
def test_nobody_else_can_sign(signer: Signer, signature: str) -> None:
    assert not signer.is_signed(PATH, expires_s=100, signature=signature, now_s=0)


def test_all_servers_of_a_database_sign_alike_and_others_do_not(database: Database, tmp_path: Path) -> None:
    other = Database.open(f"sqlite:///{tmp_path / 'other.db'}")
    signatures = [Signer(base).sign(PATH, expires_s=100) for base in (database, database, other)]
    other.close()
    assert signatures[0] == signatures[1] != signatures[2]


def test_a_link_is_a_url_where_the_servers_address_is_known(signer: Signer) -> None:
    link = SignedLinks(signer, expires_s=100).url(PATH)
    assert link.startswith("/v1/audio?path=%2F0000000a-")
    assert SignedLinks(signer, expires_s=100, base_url="https://a.example").url(PATH) == f"https://a.example{link}"
