import numpy as np
import pytest

from generate_track.synth.oscillator import pitch_hz
from voices import RATE_HZ, band_db, between, centroid_hz, harmonic_db, level_db, play


def test_a_supersaw_is_high_passed_wide_and_made_of_seven() -> None:
    sound = between(play("supersaw", 69, held_s=4), 0.0, 4.0)
    power = np.abs(np.fft.rfft(sound.sum(axis=1) * np.hanning(len(sound)))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    near = np.abs(hertz - 4 * pitch_hz(69)) < 40  # the fourth harmonic, where they are four times as far apart
    peaks = [
        i
        for i in np.flatnonzero(near)
        if power[i] == power[i - 3 : i + 4].max() and power[i] > 0.01 * power[near].max()
    ]
    assert len(peaks) == 7
    assert 1200 * np.log2(hertz[peaks[-1]] / hertz[peaks[0]]) == pytest.approx(49, abs=3)
    assert band_db(sound, 20, 380) < band_db(sound, 400, 480) - 35
    assert 0.2 < np.std(sound[:, 0] - sound[:, 1]) / np.std(sound.sum(axis=1)) < 1.2


def test_synth_brass_swells_open_and_settles() -> None:
    sound = play("synth_brass", 60, velocity=110)
    start, peak, later = (centroid_hz(between(sound, at, at + 0.03)) for at in (0.0, 0.05, 1.8))
    assert peak > 1.3 * start
    assert peak > 1.2 * later


@pytest.mark.parametrize("name", ["synth_brass", "pluck", "saw_lead", "synth_lead"])
def test_a_hard_touch_opens_the_filter(name: str) -> None:
    soft, hard = (centroid_hz(between(play(name, 57, velocity=v), 0.02, 0.2)) for v in (20, 120))
    assert hard > 1.15 * soft


def test_a_pluck_shuts_at_once() -> None:
    sound = play("pluck", 57)
    assert centroid_hz(between(sound, 0.0, 0.05)) > 2 * centroid_hz(between(sound, 0.3, 0.4))
    assert level_db(between(sound, 0.0, 0.1)) > level_db(between(sound, 0.9, 1.0)) + 15


@pytest.mark.parametrize("name", ["synth_lead", "saw_lead"])
def test_a_lead_slides_into_its_pitch(name: str) -> None:
    def found_hz(start_s: float, end_s: float) -> float:
        mono = between(play(name, 81), start_s, end_s).sum(axis=1)
        power = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), 1 << 17))
        hertz = np.fft.rfftfreq(1 << 17, 1 / RATE_HZ)
        near = np.abs(hertz / pitch_hz(81) - 1) < 0.1
        return float(hertz[near][power[near].argmax()])

    assert -90 < 1200 * np.log2(found_hz(0.0, 0.02) / found_hz(0.2, 0.3)) < -8


def test_a_synth_lead_trembles_late() -> None:
    sound = play("synth_lead", 69, held_s=3)
    # Vibrato spreads the eighth harmonic, whose swing is eight times as wide.
    early, late = (
        harmonic_db(part, 69, 1) - band_db(part, 430, 450)
        for part in (between(sound, 0.1, 0.35), between(sound, 1, 1.25))
    )
    assert abs(early) < 0.5
    assert abs(late) < 0.5
