import numpy as np
import pytest

from drums import RATE_HZ, centroid_hz, curve, falls_by, hit, pitch_at
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.kit import KITS

GENERAL_MIDI = range(27, 88)
# Where its kick begins and ends, and how soon it is 20 dB down: (Hz, Hz, seconds).
KICKS = {
    "house_kit": (200, 51, 0.38),
    "trap_kit": (105, 48, 0.8),
    "lofi_kit": (90, 58, 0.22),
    "synthwave_kit": (150, 60, 0.33),
    "chip_kit": (215, 58, 0.16),
    "electronic_kit": (250, 49, 0.37),
}
RECORDED = ("house_kit", "trap_kit", "electronic_kit", "synthwave_kit")


def test_every_kit_of_the_instrument_table_is_here() -> None:
    assert {name for name, row in INSTRUMENTS.items() if row.source == "kit"} == set(KITS)


@pytest.mark.parametrize("kit", sorted(KITS))
def test_every_key_of_general_midi_sounds_cleanly_at_its_level(kit: str) -> None:
    assert set(KITS[kit]) == set(GENERAL_MIDI)
    for key, drum in KITS[kit].items():
        sound = hit(kit, key)
        assert sound.dtype == np.float32
        assert np.isfinite(sound).all()
        assert 0.6 * drum.peak < np.abs(sound).max() < 1.45 * drum.peak, key
        assert np.abs(sound.mean(axis=0)).max() < 0.006, key
        assert np.abs(sound[-10:]).max() < 0.03 * drum.peak, key


@pytest.mark.parametrize("kit", sorted(KICKS))
def test_a_kick_falls_to_its_pitch_and_dies_in_its_time(kit: str) -> None:
    first_hz, last_hz, fall_s = KICKS[kit]
    sound = hit(kit, 36)
    assert pitch_at(sound, 0.002) == pytest.approx(first_hz, rel=0.2)
    assert pitch_at(sound, 0.1) == pytest.approx(last_hz, rel=0.06)
    assert falls_by(sound, 20) == pytest.approx(fall_s, rel=0.2)


@pytest.mark.parametrize("kit", sorted(KITS))
def test_a_drum_sounds_at_once(kit: str) -> None:
    for key in (36, 37, 38, 39, 42, 45, 46):
        peaks = curve(hit(kit, key))
        assert peaks[:12].max() > 0.45 * peaks.max(), key


@pytest.mark.parametrize("kit", RECORDED)
def test_hats_are_bright_and_the_open_one_rings(kit: str) -> None:
    closed, opened = hit(kit, 42), hit(kit, 46)
    assert 9000 < centroid_hz(closed) < 12_500
    assert falls_by(closed, 20) < 0.12
    assert 0.2 < falls_by(opened, 20) < 0.6


def test_dusty_hats_and_snares_are_darker_than_clean_ones() -> None:
    for key in (36, 38, 39, 42, 46, 49):
        assert centroid_hz(hit("lofi_kit", key)) < 0.75 * centroid_hz(hit("house_kit", key))


@pytest.mark.parametrize("kit", [*RECORDED, "lofi_kit"])
def test_a_clap_is_several_hands_and_then_the_room(kit: str) -> None:
    peaks = curve(hit(kit, 39))
    jumps = [at for at in range(1, 45) if peaks[at] > 1.6 * peaks[max(0, at - 4) : at].mean()]
    onsets = [at for at in jumps if peaks[at] > 0.25 * peaks.max()]
    hands = [at for rank, at in enumerate(onsets) if rank == 0 or at - onsets[rank - 1] > 4]
    assert len(hands) >= 2  # after the first, which starts at 0
    assert peaks[60:80].max() > 0.1 * peaks.max()


def test_the_gate_shuts_on_the_snare_of_the_eighties() -> None:
    peaks = curve(hit("synthwave_kit", 38))
    assert peaks[180:220].max() > 0.1 * peaks.max()
    assert peaks[270:300].max() < 0.35 * peaks[180:220].max()


def test_toms_go_down_from_left_to_right() -> None:
    for kit in KITS:
        pitches = [pitch_at(hit(kit, key), 0.12, lowest_hz=60) for key in (41, 43, 45, 47, 48, 50)]
        assert pitches == sorted(pitches)


def test_the_cowbell_has_the_two_oscillators_of_the_808() -> None:
    sound = hit("trap_kit", 56)
    magnitude = np.abs(np.fft.rfft(sound[:, 0], RATE_HZ))
    for hertz in (540, 800):
        assert magnitude[hertz - 15 : hertz + 16].max() > 0.5 * magnitude.max()


def test_latin_percussion_has_its_pitches_in_order() -> None:
    def pitch(key: int) -> float:
        magnitude = np.abs(np.fft.rfft(hit("house_kit", key)[:, 0], RATE_HZ))
        return float(magnitude.argmax())

    for higher, lower in ((60, 61), (63, 64), (65, 66), (67, 68), (76, 77)):
        assert pitch(higher) > 1.2 * pitch(lower)
