import numpy as np
import pytest

from generate_track.synth.oscillator import pitch_hz
from voices import RATE_HZ, band_db, between, centroid_hz, harmonic_db, level_db, play


def brightness_hz(name: str, at_s: float, *, pitch: int = 36, velocity: int = 100) -> float:
    return centroid_hz(between(play(name, pitch, velocity=velocity), at_s, at_s + 0.08))


@pytest.mark.parametrize("name", ["synth_bass", "acid_bass"])
def test_the_filter_falls_within_the_note(name: str) -> None:
    assert brightness_hz(name, 0.01) > 1.5 * brightness_hz(name, 0.8)


@pytest.mark.parametrize("name", ["synth_bass", "acid_bass", "reese_bass", "bass_808"])
def test_a_hard_touch_is_brighter(name: str) -> None:
    soft, hard = (centroid_hz(between(play(name, 36, velocity=velocity), 0.0, 0.4)) for velocity in (20, 120))
    assert hard > 1.1 * soft


def test_acid_sings_at_its_cutoff() -> None:
    sound = between(play("acid_bass", 36, velocity=120), 0.02, 0.12)
    octaves = [band_db(sound, low, 2 * low) for low in (150, 300, 600, 1200, 2400, 4800)]
    assert max(octaves[2:5]) > octaves[1]
    assert octaves[5] < max(octaves) - 8


def test_the_808_drops_into_its_pitch_and_rings_for_seconds() -> None:
    sound = play("bass_808", 31, held_s=4.0)
    assert centroid_hz(between(sound, 0.004, 0.03)) > 1.3 * centroid_hz(between(sound, 0.2, 0.5))
    assert 3 < level_db(between(sound, 0.1, 0.3)) - level_db(between(sound, 1.6, 1.8)) < 12
    assert level_db(between(sound, 3.5, 3.9)) > level_db(sound) - 24


def test_the_808_is_heard_on_a_telephone() -> None:
    sound = between(play("bass_808", 31, velocity=120), 0.05, 0.5)
    assert harmonic_db(sound, 31, 3) > harmonic_db(sound, 31, 1) - 22


def test_a_reese_beats_over_a_steady_sub() -> None:
    sound = play("reese_bass", 33, held_s=4)
    hops = [between(sound, at, at + 0.1) for at in np.arange(0.2, 3.8, 0.1)]
    assert np.std([band_db(hop, 200, 800) for hop in hops]) > 1.2
    assert np.std([level_db(hop) for hop in hops]) < 3


@pytest.mark.parametrize(("velocity", "per_beat"), [(20, 1), (50, 2), (80, 3), (120, 4)])
@pytest.mark.parametrize("beat_s", [0.4286, 0.5])
def test_a_wobble_keeps_time_with_the_beat_as_often_as_the_touch_says(
    velocity: int, per_beat: int, beat_s: float
) -> None:
    sound = play("wobble_bass", 33, velocity=velocity, held_s=8 * beat_s, beat_s=beat_s)
    hop = RATE_HZ // 200
    n_hops = round(8 * beat_s * RATE_HZ) // hop
    high = np.diff(sound[: n_hops * hop, 0], prepend=0).reshape(n_hops, hop)
    level = np.sqrt((high**2).mean(axis=1))
    power = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(n_hops), 8192))
    found_hz = np.fft.rfftfreq(8192, hop / RATE_HZ)[power.argmax()]
    assert found_hz == pytest.approx(per_beat / beat_s, rel=0.03)


def test_a_sub_bass_is_nearly_a_sine() -> None:
    sound = between(play("sub_bass", 36), 0.2, 1.2)
    assert -25 < harmonic_db(sound, 36, 2) - harmonic_db(sound, 36, 1) < -10
    assert band_db(sound, 500, 10_000) < band_db(sound, 20, 500) - 45


@pytest.mark.parametrize("name", ["acid_bass", "bass_808", "synth_bass", "sub_bass"])
def test_nothing_folds_back_from_what_is_driven(name: str) -> None:
    sound = between(play(name, 43, velocity=127, held_s=3.0), 0.8, 2.8)[:, 0]
    power_db = 20 * np.log10(np.abs(np.fft.rfft(sound * np.blackman(len(sound)))) + 1e-9)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    distance_hz = np.abs(hertz - np.round(hertz / pitch_hz(43)) * pitch_hz(43))
    between_harmonics = (distance_hz > np.maximum(15, 0.02 * hertz)) & (hertz > 60)
    assert power_db[between_harmonics].max() < power_db.max() - 60
