import os
import sys
from pathlib import Path

import numpy as np
import pytest

from generate_track.compose import compose
from generate_track.compose.score import Score
from generate_track.engines.duet import Partner, partner_for
from generate_track.engines.session import Session
from generate_track.errors import GenerationFailedError
from generate_track.mix.half import OwnHalf, halves
from generate_track.request import TrackRequest
from generate_track.synth import open_play


def a_request(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "upbeat pop", "seed": 3, "duration_s": 30, "format": "wav"} | values)


def a_score() -> Score:
    return compose(a_request(duration_s=10))


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_a_partner_plays_the_first_half_to_the_bit(tmp_path: Path) -> None:
    score = a_score()
    own = OwnHalf(score, play=open_play(), names=halves(score)[0])
    with Partner(tmp_path / "log") as partner:
        half = partner.half(score)
        assert half.stems == own.stems
        assert all(np.array_equal(half.stems[name].octaves, own.stems[name].octaves) for name in own.stems)
        assert all(np.array_equal(*pair) for pair in zip(half.sums(), own.sums(), strict=True))


def test_a_track_is_the_same_with_a_partner_and_without(tmp_path: Path) -> None:
    with partner_for(a_request(), index=0, scratch=tmp_path) as partner:
        sessions = [
            Session(a_request(), index=0, scratch=tmp_path, on_running=lambda _: None, partner=each)
            for each in (partner, None)
        ]
        one, other = (session.make().path.read_bytes() for session in sessions)
    assert partner is not None
    assert one == other


def test_a_short_take_is_made_alone(tmp_path: Path) -> None:
    with partner_for(a_request(duration_s=10), index=0, scratch=tmp_path) as partner:
        assert partner is None


@pytest.mark.parametrize("code", ["1 / 0", "print([], flush=True); 1 / 0"])
def test_a_partner_that_breaks_down_is_told(tmp_path: Path, code: str) -> None:
    with Partner(tmp_path / "log", command=python(code)) as partner:
        half = partner.half(a_score())
        with pytest.raises(GenerationFailedError, match="ended with 1: ZeroDivisionError"):
            _ = half.stems, list(half.sums())


def test_a_partner_ends_with_the_take_though_it_never_listened(tmp_path: Path) -> None:
    waits = "import os, sys; print(os.getpid(), file=sys.stderr, flush=True); print([], flush=True)\nwhile True: pass"
    with Partner(tmp_path / "log", command=python(waits)) as partner:
        assert partner.half(compose(a_request(duration_s=600))).stems == {}
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "log").read_text()), 0)
