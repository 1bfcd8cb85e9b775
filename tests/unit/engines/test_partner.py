import io
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from generate_track.compose import compose
from generate_track.engines.partner import Partner, play_half
from generate_track.engines.session import Session
from generate_track.errors import GenerationFailedError
from generate_track.mix.half import OwnHalf, halves
from generate_track.request import TrackRequest
from generate_track.synth import open_play


def a_request(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "upbeat pop", "seed": 3, "duration_s": 30, "format": "wav"} | values)


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_a_partner_plays_the_first_half_to_the_bit(tmp_path: Path) -> None:
    request = a_request(duration_s=10)
    score = compose(request, take=0)
    own = OwnHalf(score, play=open_play(), names=halves(score)[0])
    with Partner(request, index=0, scratch=tmp_path) as partner:
        half = partner.half(score)
        assert half.stems == own.stems
        assert all(np.array_equal(half.stems[name].octaves, own.stems[name].octaves) for name in own.stems)
        assert all(np.array_equal(*pair) for pair in zip(half.sums(), own.sums(), strict=True))


def test_what_a_partner_says_is_one_line_and_then_samples() -> None:
    request = a_request(duration_s=10)
    told = io.BytesIO()
    play_half(io.BytesIO(json.dumps({"request": request.model_dump(mode="json"), "index": 0}).encode() + b"\n"), told)
    line, _, samples = told.getvalue().partition(b"\n")
    names = {name for name, *_ in json.loads(line)}
    assert names == halves(compose(request, take=0))[0] - {"effects"}
    assert len(samples) == 6 * 4 * 480_000


def test_a_track_is_the_same_with_a_partner_and_without(tmp_path: Path) -> None:
    files = []
    for has_partner in (False, True):
        scratch = tmp_path / str(has_partner)
        scratch.mkdir()
        session = Session(a_request(), index=0, scratch=scratch, on_running=lambda _: None, has_partner=has_partner)
        files.append(session.make().path.read_bytes())
        assert (scratch / "partner-1.log").exists() is has_partner
    assert files[0] == files[1]


def test_a_short_take_is_made_alone(tmp_path: Path) -> None:
    session = Session(a_request(duration_s=10), index=0, scratch=tmp_path, on_running=lambda _: None, has_partner=True)
    session.make()
    assert not (tmp_path / "partner-1.log").exists()


@pytest.mark.parametrize("code", ["1 / 0", "print([], flush=True); 1 / 0"])
def test_a_partner_that_breaks_down_is_told(tmp_path: Path, code: str) -> None:
    request = a_request()
    score = compose(request, take=0)
    with Partner(request, index=0, scratch=tmp_path, command=python(code)) as partner:
        half = partner.half(score)
        with pytest.raises(GenerationFailedError, match="ended with 1: ZeroDivisionError"):
            _ = half.stems, list(half.sums())


def test_a_partner_ends_with_the_take(tmp_path: Path) -> None:
    waits = "import os, sys; print(os.getpid(), file=sys.stderr, flush=True); print([], flush=True); sys.stdin.read()"
    with Partner(a_request(), index=0, scratch=tmp_path, command=python(waits)) as partner:
        assert partner.half(compose(a_request(), take=0)).stems == {}
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "partner-1.log").read_text()), 0)
