"""The player of a synthesised instrument: cuts notes from one long sound of each pitch and touch."""

from collections.abc import Mapping

import numpy as np

from generate_track.compose.score import Note
from generate_track.synth import envelope
from generate_track.synth.instrument import Instrument
from generate_track.synth.oscillator import pitch_hz
from generate_track.synth.sampler import WaveCache
from generate_track.synth.stem import spread
from generate_track.synth.voice import bass, bell, chip, keyboard, lead, organ, pad
from generate_track.synth.voice.tone import Patch, Tone, Wave

PATCHES: Mapping[str, Patch] = {
    name: patch for family in (keyboard, organ, bass, lead, pad, chip, bell) for name, patch in family.PATCHES.items()
}

_VELOCITY_EXPONENT = 1.5
_CENTRE = 0.7071  # constant power of a mono sound in the middle


class Voice:
    """Plays one synthesised instrument.

    Args:
        name: a row of PATCHES.
        instrument: its row in the instrument table.
        beat_s: seconds of a beat, for what moves with the tempo.
        seed: of its part.
    """

    def __init__(
        self, name: str, instrument: Instrument, *, rate_hz: int, cache: WaveCache, seed: int, beat_s: float = 0.5
    ) -> None:
        self._name = name
        self._patch = PATCHES[name]
        self._instrument = instrument
        self._rate_hz = rate_hz
        self._cache = cache
        self._seed = seed
        self._beat_s = beat_s

    def play(self, note: Note, *, held_s: float) -> Wave:
        """Return the sound of one note, shape (n, 2), from its start until it has rung out."""
        patch, rate_hz = self._patch, self._rate_hz
        n_release = round(patch.release_s * rate_hz)
        n_held = min(round(held_s * rate_hz), round(patch.longest_s * rate_hz))
        gain = envelope.dahdsr(
            n_held + n_release,
            rate_hz=rate_hz,
            attack_s=patch.attack_s,
            hold_s=0.0,
            decay_s=patch.decay_s,
            sustain_db=patch.sustain_db,
        ) * np.float32((note.velocity / 127) ** _VELOCITY_EXPONENT)
        gain[n_held:] *= envelope.release(n_release, rate_hz=rate_hz, release_s=patch.release_s)
        wave = self._wave(self._instrument.fold(note.pitch), note.velocity, len(gain))
        return spread(wave, gain * np.float32(_CENTRE) if wave.ndim == 1 else gain)

    def _wave(self, pitch: int, velocity: int, n_samples: int) -> Wave:
        """Return `n_samples` of the sound of a pitch and a touch."""
        n_touches = self._patch.n_touches
        step = min(velocity * n_touches // 128, n_touches - 1)
        n_loop = self._loop_samples(pitch)
        n_lead = round(self._patch.lead_s * self._rate_hz)
        # Of a sound without a loop so many whole seconds are made: it seldom has to be made again for a longer note.
        n_made = n_lead + n_loop if n_loop else -(-n_samples // self._rate_hz) * self._rate_hz

        def make() -> Wave:
            # The length must not change the sound: phases are drawn from seed, pitch and touch alone.
            rng = np.random.default_rng([self._seed, pitch, step])
            touch = (step + 0.5) / n_touches
            frequency_hz = pitch_hz(pitch)
            return self._patch.make(
                Tone(frequency_hz, n_made, self._rate_hz, rng, touch=touch, beat_s=self._beat_s, loop_samples=n_loop)
            )

        wave = self._cache.get((self._name, self._seed, pitch, step), min(n_samples, n_made), make)
        return _looped(wave, n_samples, n_loop=n_loop)

    def _loop_samples(self, pitch: int) -> int:
        """Return the length of the loop: a whole number of cycles, as nearly as samples allow."""
        n_cycles = round(self._patch.loop_s * pitch_hz(pitch))
        return round(n_cycles / pitch_hz(pitch) * self._rate_hz)


def _looped(wave: Wave, n_samples: int, *, n_loop: int) -> Wave:
    """Return the first `n_samples` of a sound that repeats its last `n_loop` samples for ever."""
    missing = n_samples - len(wave)
    if missing <= 0 or not n_loop:
        return wave[:n_samples]
    return np.concatenate([wave, *[wave[-n_loop:]] * (missing // n_loop), wave[-n_loop:][: missing % n_loop]])
