import pytest

from generate_track.library.history import Effort
from generate_track.preset.estimate import GUESSES_S, Work, estimate
from generate_track.request import TrackRequest

HERE = Work("embedded", "", 2)
THERE = Work("acestep", "http://h", 3)


def requests(*durations_s: float, **said: object) -> list[TrackRequest]:
    return [TrackRequest.parse({"caption": "x", "seed": 1, "duration_s": each} | said) for each in durations_s]


def effort(work: Work, *, n_at_once: int = 2, wall_s: float = 10, model: str = "") -> Effort:
    return Effort(work.engine, work.server, model, n_at_once, n_tracks=1, audio_s=100, wall_s=wall_s)


def test_without_a_history_it_is_a_guess_that_tells_its_figure() -> None:
    guess = estimate(requests(60, 40), work=HERE, efforts=[])
    assert guess.seconds == pytest.approx(100 * GUESSES_S["embedded"])
    assert guess.basis == "a guess, as there is no history of yours yet: 0.06 s of work for 1 s of audio"


def test_the_history_of_that_engine_server_and_model_counts_and_no_other() -> None:
    others = [effort(Work("acestep", "http://other", 3), model="turbo"), effort(THERE, model="sft"), effort(HERE)]
    known = estimate(requests(200), work=THERE, efforts=[*others, effort(THERE, wall_s=50, model="turbo")])
    assert (known.seconds, known.guessed) == (100, 0)
    assert known.basis == "from 1 earlier track of yours: 0.5 s of work for 1 s of audio"
    assert estimate(requests(200), work=THERE, efforts=others).guessed == 1


def test_efforts_with_as_many_tracks_at_once_are_preferred() -> None:
    efforts = [effort(HERE, n_at_once=1, wall_s=90), effort(HERE, wall_s=10), effort(HERE, wall_s=30)]
    assert estimate(requests(100), work=HERE, efforts=efforts).seconds == 20
    assert estimate(requests(100), work=HERE, efforts=efforts[:1]).seconds == 90


def test_each_model_has_its_own_rate_and_each_take_its_length() -> None:
    mixed = [*requests(100, batch=2), *requests(100, model="sft")]
    seconds = estimate(mixed, work=THERE, efforts=[]).seconds
    assert seconds == pytest.approx(200 * GUESSES_S["turbo"] + 100 * GUESSES_S["full"])


def test_nothing_to_do_takes_no_time_and_a_price_makes_money_of_time() -> None:
    assert estimate([], work=HERE, efforts=[]).seconds == 0
    assert estimate(requests(360), work=HERE, efforts=[effort(HERE, wall_s=1000)]).cost(0.5) == pytest.approx(0.5)
