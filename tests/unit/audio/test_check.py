from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.audio.check import AudioFacts, _longest_run, inspect, remarks_on, require_usable
from generate_track.errors import UnusableAudioError
from sounds import noise, save, silence, tone

GOOD = AudioFacts("wav", 48_000, 2, 10.0, 0.8, 0.1, 0.0, 0.0, has_nan=False, n_clipped=0)


def test_a_tone_is_measured(tmp_path: Path) -> None:
    facts = inspect(save(tmp_path / "a.wav", tone(3.05)))
    assert (facts.format, facts.rate_hz, facts.channels, facts.duration_s) == ("wav", 48_000, 2, 3.05)
    assert facts.peak == pytest.approx(0.5, abs=0.001)
    assert facts.rms == pytest.approx(0.5 / np.sqrt(2), rel=0.001)
    assert (facts.silent_fraction, facts.has_nan, facts.n_clipped) == (0.0, False, 0)


def test_silence_is_measured_in_windows(tmp_path: Path) -> None:
    sound = np.concatenate([silence(0.5), noise(1.0), silence(4.2), noise(0.3)])
    facts = inspect(save(tmp_path / "a.wav", sound))
    assert facts.silent_fraction == pytest.approx(47 / 60)
    assert facts.longest_silence_s == pytest.approx(4.2)


def test_a_file_without_samples_is_all_silence(tmp_path: Path) -> None:
    facts = inspect(save(tmp_path / "a.wav", silence(0.0)))
    assert (facts.duration_s, facts.silent_fraction, facts.rms) == (0.0, 1.0, 0.0)


def test_samples_that_are_no_numbers_are_found(tmp_path: Path) -> None:
    sound = noise(1.0)
    sound[30_000, 1] = np.nan
    facts = inspect(save(tmp_path / "a.wav", sound))
    assert facts.has_nan
    assert 0 < facts.peak < 1


@pytest.mark.parametrize("start", [0, 5_000, 95_998, 95_999, 96_000])
def test_a_run_of_full_samples_is_one_clip_wherever_blocks_meet(tmp_path: Path, start: int) -> None:
    sound = noise(3.0)
    sound[start : start + 4, 0] = -1.0
    sound[120_000:120_002] = 1.0  # two are only a peak
    assert inspect(save(tmp_path / "a.wav", sound)).n_clipped == 1


@given(st.lists(st.booleans(), max_size=40))
def test_the_longest_run_is_that_of_the_text(flags: list[bool]) -> None:
    text = "".join("x" if flag else " " for flag in flags)
    assert _longest_run(np.array(flags, bool)) == max(map(len, text.split()), default=0)


def test_a_good_file_is_usable_and_without_remarks() -> None:
    require_usable(GOOD, path=Path("a.wav"))
    assert remarks_on(GOOD) == ()


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (replace(GOOD, duration_s=0.0), "has no samples"),
        (replace(GOOD, has_nan=True), "not numbers"),
        (replace(GOOD, silent_fraction=1.0), "silent from beginning to end"),
    ],
)
def test_what_is_no_track_is_refused(facts: AudioFacts, what: str) -> None:
    with pytest.raises(UnusableAudioError, match=what):
        require_usable(facts, path=Path("a.wav"))


def test_clipping_and_long_silence_are_remarked() -> None:
    assert remarks_on(replace(GOOD, n_clipped=7, longest_silence_s=4.25)) == (
        "clipped in 7 places",
        "silent for 4.2 s on end",
    )
