"""Pads: sounds that come slowly and move slowly. Each repeats after some seconds, without a seam."""

from collections.abc import Mapping, Sequence

import numpy as np

from generate_track.synth.oscillator import HIGHEST_HZ
from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave, stereo
from generate_track.synth.wavetable import Wavetable, saw

_LOOP_S = 5.0


def warm_pad(tone: Tone) -> Wave:
    """Return saws close together behind a dark filter that breathes."""
    cutoff = _breathing(tone, min(1700.0, 3.6 * tone.frequency_hz), octaves=0.6)
    return _spread_saws(tone, cents=(-10, -4, 1, 5, 11), cutoff=cutoff, resonance=0.5)


def poly_pad(tone: Tone) -> Wave:
    """Return saws and pulses of moving width, as a six-voice polysynth with its chorus has them."""
    cutoff = _breathing(tone, min(5000.0, 10 * tone.frequency_hz), octaves=0.5)
    table = Wavetable(saw, tone.frequency_hz, resonance=0.7)
    sides = []
    for cents, start in ((-7, 0.0), (7, 0.5)):
        turns = tone.phase(cents=cents, start=tone.random())
        width = np.float32(0.5) + np.float32(0.32) * tone.slow(0.33, start=start)
        plain = table.read(turns, cutoff)
        sides.append(0.9 * plain - 0.6 * table.read(turns + width, cutoff))
    return _crossed(sides, 0.45)


def dark_pad(tone: Tone) -> Wave:
    """Return a low, restless bed: few harmonics, an octave below, and a slow, wide sweep."""
    cutoff = _breathing(tone, min(620.0, 2.2 * tone.frequency_hz), octaves=1.2)
    wide = _spread_saws(tone, cents=(-14, -5, 5, 14), cutoff=cutoff, resonance=1.6)
    under = tone.sine(0.5) * (np.float32(0.2) + np.float32(0.1) * tone.slow(0.17, start=tone.random()))
    wide += under[:, None]
    return wide


def glass_pad(tone: Tone) -> Wave:
    """Return glass: pairs of pure partials that shimmer, each on its own side and in its own time."""
    # Ratio, level.
    rows = ((1, 0.5), (2, 0.32), (3, 0.13), (4, 0.16), (6, 0.07), (8, 0.06), (12, 0.025))
    sides = [np.zeros(tone.n_samples, np.float32) for _ in range(2)]
    for rank, (ratio, level) in enumerate(rows):
        shimmer = 0.6 + 0.4 * tone.slow((0.17, 0.33, 0.5, 0.67)[rank % 4], start=tone.random())
        for side in range(2):
            partial = tone.sine(ratio, cents=(-3, 3)[(side + rank) % 2], start=tone.random())
            sides[side] += partial * (shimmer if side == rank % 2 else 1.2 - shimmer) * np.float32(level)
    return _crossed(sides, 0.55)


def string_machine(tone: Tone) -> Wave:
    """Return the string ensemble of the seventies: divided-down saws in two octaves through three swaying delays."""
    # Sway: 0.6 Hz and 6 Hz together, the three lines a third of a turn apart, as in the Solina's ensemble.
    cutoff = min(4200.0, 14 * tone.frequency_hz) / tone.frequency_hz
    table = Wavetable(saw, tone.frequency_hz, highpass=max(0.9, 220 / tone.frequency_hz))
    lines = [_swaying(tone, table, third / 3, cutoff=cutoff) for third in range(3)]
    return _crossed([lines[0] + 0.7 * lines[1], lines[2] + 0.7 * lines[1]], 0.22)


def _swaying(tone: Tone, table: Wavetable, start: float, *, cutoff: float) -> Curve:
    delay_s = np.float32(2.1e-3) * tone.slow(0.6, start=start) + np.float32(0.22e-3) * tone.slow(6.0, start=start)
    late = delay_s * np.float32(tone.frequency_hz)
    octave = 2 if 2 * tone.frequency_hz < HIGHEST_HZ / 4 else 1
    eight = table.read(tone.phase() + late, cutoff)
    return eight + 0.6 * table.read(tone.phase(octave) + octave * late, cutoff / octave)


def _breathing(tone: Tone, cutoff_hz: float, *, octaves: float) -> Curve:
    """Return a cutoff in harmonics that rises as the note comes, and then goes up and down."""
    moving = tone.slow(1 / _LOOP_S, start=tone.random()) + 0.4 * tone.slow(3 / _LOOP_S, start=tone.random())
    return np.float32(cutoff_hz / tone.frequency_hz) * 2 ** (np.float32(octaves) * moving)


def _spread_saws(tone: Tone, *, cents: Sequence[float], cutoff: Curve, resonance: float) -> Wave:
    table = Wavetable(saw, tone.frequency_hz, resonance=resonance)
    sides = [np.zeros(tone.n_samples, np.float32) for _ in range(2)]
    for rank, detune in enumerate(cents):
        wave = table.read(tone.phase(cents=detune, start=tone.random()), cutoff)
        angle = np.pi / 2 * (rank + 0.5) / len(cents)
        sides[rank % 2] += wave * np.float32(np.cos(angle))
        sides[1 - rank % 2] += wave * np.float32(np.sin(angle))
    return _crossed(sides, 1.4 / len(cents))


def _crossed(sides: Sequence[Curve], gain: float) -> Wave:
    """Return two sides, each heard a little on the other."""
    left, right = sides
    return stereo(left + 0.25 * right, right + 0.25 * left) * np.float32(gain)


PATCHES: Mapping[str, Patch] = {
    "warm_pad": Patch(warm_pad, 0.6, 3.0, sustain_db=2, loop_s=_LOOP_S),
    "poly_pad": Patch(poly_pad, 0.25, 2.0, sustain_db=2, loop_s=_LOOP_S),
    "dark_pad": Patch(dark_pad, 1.2, 4.0, loop_s=_LOOP_S),
    "glass_pad": Patch(glass_pad, 0.5, 4.5, loop_s=_LOOP_S),
    "string_machine": Patch(string_machine, 0.12, 1.4, loop_s=_LOOP_S),
}
