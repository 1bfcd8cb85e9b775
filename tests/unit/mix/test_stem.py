import tempfile
from dataclasses import replace

import numpy as np
import pytest

from generate_track.compose.score import Ambience, Score
from generate_track.mix.half import OwnHalf, halves
from generate_track.mix.level import calibrate
from generate_track.mix.master import Tape, apply, find_plan
from generate_track.mix.mixer import mix
from generate_track.mix.stem import Split
from scores import DRUMS, PIANO, a_score, play
from sounds import RATE_HZ

SPACIOUS = replace(PIANO, reverb_send=0.5, delay_send=0.4, width=0.6, pan=-0.5, duck_depth=0.5)


def finished(score: Score) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the track and its stems."""
    stems = calibrate(score, play=play)
    with tempfile.TemporaryFile() as file:
        tape = Tape(file)
        for block in mix(score, halves=[OwnHalf(score, play=play, names=names) for names in halves(score)]):
            tape.write(block)
        plan = find_plan(tape.profile(), ceiling_dbtp=-1.0)
        track = np.concatenate(list(apply(tape, plan)))
    split = Split(score, play=play, stems=stems, plan=plan)
    each = {name: np.concatenate(list(blocks)) for name, blocks in split}
    assert split.duration_s == score.duration_s * len(each)
    return track, each


@pytest.mark.parametrize("duration_s", [2.0, 4.001])
def test_the_stems_add_up_to_the_track(duration_s: float) -> None:
    track, stems = finished(a_score(SPACIOUS, DRUMS, duration_s=duration_s, ambience=(Ambience("rain"),)))
    assert set(stems) == {"piano", "drums", "ambience:rain"}
    assert {len(stem) for stem in stems.values()} == {len(track)} == {round(duration_s * RATE_HZ)}
    assert np.max(np.abs(sum(stems.values()) - track)) < 1e-5


def test_a_stem_takes_its_room_with_it() -> None:
    # The last kick falls on the last beat; what the piano leaves behind is heard in its own stem only.
    _, stems = finished(a_score(replace(SPACIOUS, notes=PIANO.notes[:1]), DRUMS))
    tail = stems["piano"][RATE_HZ : RATE_HZ * 2]
    assert float(np.mean(tail**2)) > 0
    _, dry = finished(a_score(replace(SPACIOUS, notes=PIANO.notes[:1], reverb_send=0.0, delay_send=0.0), DRUMS))
    assert float(np.mean(tail**2)) > 100 * float(np.mean(dry["piano"][RATE_HZ : RATE_HZ * 2] ** 2))


def test_a_stem_is_ducked_by_the_kick_though_it_is_alone() -> None:
    _, ducked = finished(a_score(replace(SPACIOUS, duck_depth=0.9), DRUMS))
    _, free = finished(a_score(replace(SPACIOUS, duck_depth=0.0), DRUMS))
    assert np.mean(ducked["piano"] ** 2) < np.mean(free["piano"] ** 2)
