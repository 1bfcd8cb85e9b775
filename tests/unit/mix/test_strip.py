import math
from dataclasses import replace

import numpy as np
import pytest

from generate_track.mix.block import BLOCK_SAMPLES, Curve
from generate_track.mix.level import Stem
from generate_track.mix.strip import Strip, _width, part_strip, scene_strip
from scores import PIANO, dry, player
from sounds import RATE_HZ, noise, tone

NO_KICK: Curve = np.zeros(2000)


def a_strip(**changes: object) -> Strip:
    part = replace(dry(PIANO), **changes)
    return part_strip(part, stem=Stem(-20.0, width=0.5), gain=1.0, kick=NO_KICK, beat_s=0.5)


def played(strip: Strip, sound: np.ndarray) -> np.ndarray:
    lengths = [BLOCK_SAMPLES, len(sound) - BLOCK_SAMPLES]
    return np.concatenate([signal.sides for signal in strip.play(player(sound), lengths)], axis=1)


@pytest.mark.parametrize("native", [0.0, 0.02, 0.1, 0.4, 3.0])
@pytest.mark.parametrize("wanted", [0.0, 0.3, 0.8])
def test_a_stem_becomes_as_wide_as_wanted_however_wide_it_was(wanted: float, native: float) -> None:
    spread, made_up = _width(wanted, native=native)
    assert 0 <= spread <= 2
    assert math.hypot(spread * native, made_up) == pytest.approx(wanted)


def test_a_fader_that_is_not_moved_costs_nothing() -> None:
    assert a_strip().moves is None
    assert a_strip(duck_depth=0.5).moves is not None
    assert a_strip(gains=((0.0, 0.5),)).moves is not None


def test_a_fader_stays_where_it_was_moved_to() -> None:
    moves = a_strip(gains=((1.0, 0.25), (2.0, 0.75))).moves
    assert moves is not None
    assert (moves[0], moves[-1]) == (0.25, 0.75)


def test_the_gain_of_a_strip_is_a_plain_factor() -> None:
    sound = noise(1.0)
    quiet, loud = (played(scene_strip(gain), sound) for gain in (0.1, 1.0))
    assert np.allclose(loud, 10 * quiet, atol=1e-5)


def test_what_lies_below_a_part_is_cut() -> None:
    rumble = tone(1.0, frequency_hz=25.0)
    assert np.abs(played(a_strip(highpass_hz=250.0), rumble)[:, RATE_HZ // 2 :]).max() < 0.02


def test_leads_are_sent_to_the_plate_and_pads_to_the_room() -> None:
    lead, pad = (a_strip(instrument=name, reverb_send=0.4).sends for name in ("saw_lead", "warm_pad"))
    assert lead.plate > lead.room
    assert pad.plate == 0
    assert lead.plate + lead.room == pytest.approx(pad.room) == pytest.approx(0.4)
