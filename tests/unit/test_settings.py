import pickle
from pathlib import Path

import pytest

from generate_track.errors import InvalidRequestError
from generate_track.settings import Secret, load_settings


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ACESTEP_API_URL=http://file\nACESTEP_API_KEY=file\n", encoding="utf-8")
    environ = {"ACESTEP_API_URL": "http://environment"}
    assert load_settings({}, directory=tmp_path).api_url == "http://file"
    assert load_settings(environ, directory=tmp_path).api_url == "http://environment"
    assert load_settings(environ, directory=tmp_path, api_url="http://flag").api_url == "http://flag"
    assert load_settings(environ, directory=tmp_path).api_key == Secret("file")


def test_the_file_is_found_from_the_working_directory_upwards(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ACESTEP_API_URL='http://above'\n", encoding="utf-8-sig")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load_settings({}, directory=below).api_url == "http://above"


def test_an_empty_variable_counts_as_not_said(tmp_path: Path) -> None:
    assert load_settings({"ACESTEP_API_URL": "", "ACESTEP_API_KEY": ""}, directory=tmp_path).api_url is None


def test_every_mistake_in_the_settings_is_told_at_once(tmp_path: Path) -> None:
    environ = {"GENERATE_TRACK_ENGINE": "suno", "GENERATE_TRACK_TIMEOUT": "soon", "ACESTEP_API_KEY": "a b"}
    with pytest.raises(InvalidRequestError) as caught:
        load_settings(environ, directory=tmp_path)
    assert {mistake.field for mistake in caught.value.mistakes} == {"engine", "timeout_s", "api_key"}
    assert "a b" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf"])
def test_a_timeout_is_a_time(seconds: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="not a number of seconds above 0"):
        load_settings({}, directory=tmp_path, timeout_s=seconds)


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidRequestError, match="not UTF-8"):
        load_settings({}, directory=tmp_path)


def test_a_secret_is_never_seen() -> None:
    secret = Secret("hunter2")
    assert "hunter2" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "hunter2"
    assert hash(secret) == hash(Secret("hunter2"))
    with pytest.raises(TypeError):
        pickle.dumps(secret)
