import pytest

from generate_track.acestep.upstream import key_variable, upstreams_of
from generate_track.acestep.url import ServerUrl
from generate_track.errors import InvalidRequestError
from generate_track.settings import Secret


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://gpu-1.example.org:8001", "ACESTEP_API_KEY_GPU_1_EXAMPLE_ORG_8001"),
        ("https://music.example.org/api", "ACESTEP_API_KEY_MUSIC_EXAMPLE_ORG"),
        ("http://[::1]:8001", "ACESTEP_API_KEY_1_8001"),
    ],
)
def test_a_server_has_a_variable_for_its_key(url: str, name: str) -> None:
    assert key_variable(ServerUrl.parse(url)) == name


def test_a_server_without_a_key_of_its_own_gets_the_one_of_all() -> None:
    keys = {"ACESTEP_API_KEY_A_8001": Secret("own")}
    first, second = upstreams_of(["a:8001", "http://b:8001/"], key=Secret("all"), keys=keys)
    assert (first.url, first.key) == ("http://a:8001", Secret("own"))
    assert (second.url, second.key) == ("http://b:8001", Secret("all"))
    assert "own" not in repr(first)


def test_no_key_is_sent_where_none_is_said() -> None:
    (upstream,) = upstreams_of(["http://a"], key=None, keys={})
    assert upstream.key is None


def test_all_that_is_wrong_is_told_at_once() -> None:
    urls = ["ftp://a", "http://b", "b", "http://c"]
    with pytest.raises(InvalidRequestError) as told:
        upstreams_of(urls, key=None, keys={"ACESTEP_API_KEY_C": Secret("a key\nof two lines")})
    first, second, third = [mistake.message for mistake in told.value.mistakes]
    assert "'ftp://a'" in first
    assert second == "the API key holds a character that no HTTP header can carry"
    assert third == "--upstream http://b is named 2 times"


def test_a_pool_without_servers_is_none() -> None:
    with pytest.raises(InvalidRequestError, match="has no server behind it"):
        upstreams_of([], key=None, keys={})
