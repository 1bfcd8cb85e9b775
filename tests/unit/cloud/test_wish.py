import pytest

from generate_track.cli.setup_cloud import WISHES
from generate_track.cloud.target import Target
from generate_track.cloud.wish import Wish
from generate_track.errors import InvalidRequestError

ROWS = {row.name: row for row in WISHES}


def mistakes(**said: object) -> list[str]:
    with pytest.raises(InvalidRequestError) as caught:
        Wish.parse(said, rows=ROWS)
    return [mistake.message for mistake in caught.value.mistakes]


def test_words_become_a_wish() -> None:
    said = {"on": "AWS", "gpu": "l4", "model": "sft", "max_hourly": "1.5", "autostop_min": "60", "thinking": True}
    wish = Wish.parse(said, rows=ROWS)
    assert (str(wish.on), wish.gpu and wish.gpu.name, wish.model) == ("aws", "L4", "acestep-v15-sft")
    assert (wish.max_hourly, wish.autostop_min, wish.thinking, wish.spot) == (1.5, 60, True, False)


def test_nothing_said_is_the_default() -> None:
    assert Wish.parse({"on": None}, rows=ROWS) == Wish()


def test_every_mistake_is_told_at_once() -> None:
    told = mistakes(on="azur", gpu="L5", autostop_min="5", max_hourly="0", model="a b")
    assert len(told) == 5
    assert "--on 'azur' is not one of runpod" in told[0]
    assert "--autostop 5 is less than 10 minutes" in " ".join(told)


def test_a_near_word_is_suggested() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Wish.parse({"on": "runpot", "gpu": "RTX309"}, rows=ROWS)
    assert [mistake.hint for mistake in caught.value.mistakes] == ["did you mean 'runpod'?", "did you mean 'RTX3090'?"]


def test_an_unknown_gpu_that_is_near_to_none_has_no_hint() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Wish.parse({"gpu": "zzzzzzzz", "on": "qqqqqqqqq"}, rows=ROWS)
    assert [mistake.hint for mistake in caught.value.mistakes] == [None, None]


@pytest.mark.parametrize("on", ["here", "ssh:me@box"])
def test_a_machine_of_ones_own_leaves_nothing_to_choose(on: str) -> None:
    assert len(mistakes(on=on, gpu="L4", spot=True, max_hourly="1")) == 3


def test_spot_is_refused_where_there_is_none() -> None:
    assert mistakes(on="lambda", spot=True) == ["Lambda has no spot machines"]


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("ssh:me@box", "me@box", None), ("ssh:10.0.0.1:22", "10.0.0.1", 22), ("ssh:b", "b", None)],
)
def test_a_host_is_what_ssh_takes(*, text: str, host: str, port: int | None) -> None:
    target = Target.parse(text)
    assert (target.host, target.port, str(target)) == (host, port, text)


@pytest.mark.parametrize("text", ["ssh:", "ssh:-oProxyCommand=x", "ssh:a b", "ssh:host;rm", "ssh:host:port"])
def test_a_host_that_ssh_or_a_shell_would_misread_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no host"):
        Target.parse(text)


def test_every_place_parses_to_itself() -> None:
    for word in ("runpod", "vast", "lambda", "aws", "gcp", "azure", "nebius", "kubernetes", "here"):
        assert str(Target.parse(word)) == word
