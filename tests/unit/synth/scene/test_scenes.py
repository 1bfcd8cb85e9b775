import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from generate_track.synth.scene import SCENES, Scene

RATE_HZ = 48_000


def heard(kind: str, *, duration_s: int = 30, seed: int = 3) -> NDArray[np.float32]:
    scene = Scene(kind, rate_hz=RATE_HZ, seed=seed)
    return np.concatenate([scene.take(5 * RATE_HZ) for _ in range(duration_s // 5)])


def loudness(sound: NDArray[np.float32]) -> float:
    return float(pyloudnorm.Meter(RATE_HZ).integrated_loudness(sound.astype(np.float64)))


def octaves_db(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the density of the power in five octaves from 250 Hz on, in decibels."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    per_hz = len(sound) / RATE_HZ
    lows = [250 * 2**octave for octave in range(5)]
    return np.array([10 * np.log10(power[int(low * per_hz) : int(2 * low * per_hz)].mean()) for low in lows])


def slope_db(sound: NDArray[np.float32]) -> float:
    return float(np.polyfit(range(5), octaves_db(sound), 1)[0])


def envelope(
    sound: NDArray[np.float32], *, hop_s: float, low_hz: float = 20, high_hz: float = 20_000
) -> NDArray[np.float64]:
    """Return the RMS of a band, hop by hop."""
    hop = round(hop_s * RATE_HZ)
    frames = sound.mean(axis=1)[: len(sound) // hop * hop].reshape(-1, hop)
    power = np.abs(np.fft.rfft(frames * np.hanning(hop), axis=1)) ** 2
    return np.sqrt(power[:, round(low_hz * hop_s) : round(high_hz * hop_s)].sum(axis=1))


@pytest.mark.parametrize("kind", sorted(SCENES))
def test_scenes_are_about_as_loud_as_each_other_and_steady_from_the_first_seconds(kind: str) -> None:
    sound = heard(kind, duration_s=20)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() < 1.0
    assert np.abs(sound.mean(axis=0)).max() < 0.001
    assert loudness(sound) == pytest.approx(-28, abs=4)
    tens = [loudness(sound[start : start + 10 * RATE_HZ]) for start in range(0, len(sound), 10 * RATE_HZ)]
    assert max(tens) - min(tens) < 8
    assert np.std(sound[: 2 * RATE_HZ]) > 0.1 * np.std(sound)


@pytest.mark.parametrize("kind", ["ocean", "rain", "cafe"])
def test_a_scene_is_the_same_for_a_seed(kind: str) -> None:
    np.testing.assert_array_equal(heard(kind, duration_s=5), heard(kind, duration_s=5))
    assert not np.array_equal(heard(kind, duration_s=5), heard(kind, duration_s=5, seed=4))


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [("rain", -4, -2), ("ocean", -8, -3), ("wind", -14, -6), ("stream", -10, -4), ("train", -9, -4), ("tape", -1, 5)],
)
def test_a_scene_has_the_colour_of_its_noise(kind: str, low: float, high: float) -> None:
    assert low < slope_db(heard(kind)) < high


def test_waves_come_every_six_to_twelve_seconds_with_foam_after_the_break() -> None:
    sound = heard("ocean", duration_s=60)
    level = envelope(sound, hop_s=0.5)
    smooth = np.convolve(level, np.ones(5) / 5, mode="same")
    crests = [at for at in range(4, len(smooth) - 4) if smooth[at] == smooth[at - 4 : at + 5].max()]
    crests = [at for at in crests if smooth[at] > 1.5 * np.median(smooth)]
    assert 5 < np.mean(np.diff(crests)) * 0.5 < 13
    body, foam = (envelope(sound, hop_s=0.5, low_hz=low, high_hz=high) for low, high in ((60, 400), (2000, 8000)))
    later = [foam[at + 3 : at + 7].mean() / foam[at - 7 : at - 3].mean() for at in crests if 7 < at < len(foam) - 7]
    assert np.median(later) > 1.5
    assert max(body) > 2 * min(body)


def test_rain_is_many_drops_and_no_single_one() -> None:
    level = envelope(heard("rain"), hop_s=0.02)
    assert np.std(level) / np.mean(level) < 0.25


def test_guests_speak_at_the_speed_of_speech_and_no_one_is_understood() -> None:
    level = envelope(heard("cafe"), hop_s=0.02, low_hz=300, high_hz=3000)
    spectrum = np.abs(np.fft.rfft((level / level.mean() - 1) * np.hanning(len(level)))) ** 2
    rate_hz = np.fft.rfftfreq(len(level), 0.02)
    speech, faster = (spectrum[(rate_hz > low) & (rate_hz < high)].mean() for low, high in ((2, 7), (12, 24)))
    assert speech > 1.5 * faster


def test_the_train_clatters_regularly() -> None:
    level = envelope(heard("train"), hop_s=0.02, low_hz=40, high_hz=200)
    centred = level - level.mean()
    likeness = np.correlate(centred, centred, mode="full")[len(level) - 1 :] / (centred**2).sum()
    lag_s = (likeness[50:100].argmax() + 50) * 0.02
    assert 1.2 < lag_s < 1.6
    assert likeness[50:100].max() > 0.25


def test_a_record_turns_thirty_three_times_a_minute() -> None:
    scene = Scene("vinyl", rate_hz=RATE_HZ, seed=1)
    scratches = scene._sprinkles[1].take(30 * RATE_HZ)[:, 0]
    starts = np.flatnonzero((np.abs(scratches[1:]) > 0) & (scratches[:-1] == 0))
    starts = starts[np.diff(starts, prepend=-RATE_HZ) > RATE_HZ // 10]
    np.testing.assert_allclose(np.diff(starts) / RATE_HZ, 1.8, atol=0.01)


def test_space_is_deep() -> None:
    sound = heard("space")
    low, high = (envelope(sound, hop_s=0.5, low_hz=a, high_hz=b).mean() for a, b in ((30, 200), (2000, 8000)))
    assert low > 4 * high
