"""The electric guitar: strings through an amplifier, recorded once, or once for each side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.amp import AMPS, Amplifier
from generate_track.synth.instrument import Instrument, Rig
from generate_track.synth.line import Event, Line
from generate_track.synth.sampler import Sampler, WaveCache
from generate_track.synth.soundfont import SoundFont
from generate_track.synth.stem import CHANNELS

Wave = NDArray[np.float32]

_CHUNK_SAMPLES = 32_768
_MUTED_S = 0.17  # what is held no longer is palm-muted
_APART_S = 0.007  # standard deviation of the time between two takes of one player
_APART_CENTS = 3.0
_APART_VELOCITY = 4
_BLEED = 0.12  # of each side into the other


class Guitar:
    """Plays the events of one part.

    Args:
        events: what is played, sorted by start.
        instrument: a row of the instrument table that has a rig.
        font: where the strings are.
        seed: of its part.
    """

    def __init__(
        self,
        events: Sequence[Event],
        instrument: Instrument,
        font: SoundFont,
        *,
        rate_hz: int,
        cache: WaveCache,
        seed: int,
    ) -> None:
        if instrument.rig is None:
            raise ValueError("a guitar without a rig is sampled as it is")
        rig = instrument.rig
        self._ready: Wave = np.zeros((0, CHANNELS), np.float32)
        self._takes: list[tuple[Line, Amplifier]] = []
        for number in range(rig.n_takes):
            cents = _APART_CENTS * (2 * number - rig.n_takes + 1)
            strings = _Strings(replace(instrument, cents=cents), rig, font, rate_hz=rate_hz, cache=cache)
            played = _apart(events, np.random.default_rng([seed, number])) if rig.n_takes > 1 else events
            line = Line(sorted(played, key=lambda event: event.start_s), strings.play, rate_hz=rate_hz)
            self._takes.append((line, Amplifier(AMPS[rig.amp], rate_hz=rate_hz)))

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        while len(self._ready) < n_samples:
            # In chunks of one size, so that the size of the blocks does not matter.
            self._ready = np.concatenate([self._ready, self._recorded(_CHUNK_SAMPLES)])
        block, self._ready = self._ready[:n_samples], self._ready[n_samples:]
        return block

    def _recorded(self, n_samples: int) -> Wave:
        waves = [amplifier(line.take(n_samples)[:, 0]) for line, amplifier in self._takes]
        left, right = waves[0], waves[-1]
        bleed = np.float32(_BLEED if len(waves) > 1 else 0.0)
        sides = np.stack([left + bleed * right, right + bleed * left])
        return sides.astype(np.float32, copy=False).T


class _Strings:
    """Open strings, and those that the palm mutes."""

    def __init__(self, instrument: Instrument, rig: Rig, font: SoundFont, *, rate_hz: int, cache: WaveCache) -> None:
        def sampler(program: int) -> Sampler:
            plain = replace(instrument, program=program, rig=None, release_s=rig.damping_s)
            return Sampler(font, plain, rate_hz=rate_hz, cache=cache)

        self._open = sampler(rig.strings)
        self._muted = self._open if rig.muted is None else sampler(rig.muted)

    def play(self, note: Note, held_s: float, _: float | None) -> Wave:
        sampler = self._muted if held_s < _MUTED_S else self._open
        return sampler.play(note, held_s=held_s)


def _apart(events: Sequence[Event], rng: Generator) -> Iterator[Event]:
    """Yield events as the same player plays them another time: chords stay together."""
    late_s: dict[float, float] = {}
    for event in events:
        step_s = late_s.setdefault(round(event.start_s, 2), float(rng.normal(0, _APART_S)))
        velocity = event.note.velocity + round(rng.normal(0, _APART_VELOCITY))
        note = replace(event.note, velocity=min(127, max(1, velocity)))
        yield replace(event, note=note, start_s=max(0.0, event.start_s + step_s))
