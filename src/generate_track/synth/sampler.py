"""The sampler: notes of a SoundFont preset as sound."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth import envelope
from generate_track.synth.filter import filtered
from generate_track.synth.instrument import Instrument
from generate_track.synth.resample import resample, vibrato
from generate_track.synth.soundfont import Sample, SoundFont, Zone
from generate_track.synth.stem import spread

CACHE_BYTES = 80_000_000
_OPEN_CUTOFF_HZ = 18_000.0  # a filter above it changes nothing that is heard
_DEFAULT_ATTENUATION = 0.4  # E-mu's hardware, and so every font made for it, plays 0.4 dB for each decibel written
_VELOCITY_EXPONENT = 1.7  # a little softer than the specification's square: quiet layers stay audible in a mix
_MAX_ONE_SHOT_S = 4.0
_SILENCE = 2e-4  # of a sound's peak: what decays below it has ended
_SUSTAINS_CB = 600  # a sustain level below it is a decay

# How a touch colours a sound whose zones do not tell: up to this velocity, a low pass here at middle C.
_TOUCHES_HZ = ((40, 2400.0), (60, 4000.0), (78, 6500.0), (96, 10_000.0), (127, 20_000.0))
_TOUCH_KEYS_PER_OCTAVE = 24  # of the low pass
# Strokes of a drummer: (cents, low pass, gain), in turn; a machine gun is one sample repeated.
_STROKES = ((0, 20_000.0, 1.0), (-11, 13_000.0, 0.96), (8, 16_000.0, 1.04), (14, 14_000.0, 0.98))
_SOFTNESS_STEPS = 2
_STEPS_PER_OCTAVE = 2
_GHOST_VELOCITY = 50
_GHOST_HZ = 5500.0

Wave = NDArray[np.float32]


class WaveCache:
    """Waves by what they were made from, for all threads; the least recently used go when they are too many bytes."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self.n_bytes = 0
        self._waves: OrderedDict[tuple[object, ...], tuple[Wave, bool]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...], n_samples: int, make: Callable[[], Wave]) -> Wave:
        """Return a wave of at least `n_samples`, or of all there are, kept or from `make`.

        What is shorter than asked for has come to its end, and is not made again.
        """
        with self._lock:
            wave, is_whole = self._waves.get(key, (None, False))
            if wave is not None:
                self._waves.move_to_end(key)
        if wave is not None and (is_whole or max(wave.shape) >= n_samples):
            return wave
        wave = make()
        with self._lock:
            self._keep(key, wave, is_whole=max(wave.shape) < n_samples)
        return wave

    def _keep(self, key: tuple[object, ...], wave: Wave, *, is_whole: bool) -> None:
        former = self._waves.pop(key, None)
        self.n_bytes += wave.nbytes - (former[0].nbytes if former else 0)
        self._waves[key] = wave, is_whole
        while self.n_bytes > self.limit_bytes and len(self._waves) > 1:
            self.n_bytes -= self._waves.popitem(last=False)[1][0].nbytes


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How a zone sounds for one key, touch and variant.

    Args:
        key: tells equal waves.
        gains: left and right, or the one of a mono part.
    """

    key: tuple[object, ...]
    zone: Zone
    pitch: int
    cents: float
    cutoff_hz: float
    attack_s: float
    release_s: float
    gains: NDArray[np.float32]


class Sampler:
    """Plays one preset of a font.

    Args:
        font: where its samples are.
        instrument: a row of the instrument table whose source is "sampled".
    """

    def __init__(self, font: SoundFont, instrument: Instrument, *, rate_hz: int, cache: WaveCache) -> None:
        self._font = font
        self._instrument = instrument
        self._rate_hz = rate_hz
        self._cache = cache
        self._zones = font.zones(instrument.bank, instrument.program)
        cutoffs = {zone["filter_cutoff_cents"] for zone in self._zones}
        self._is_touched = instrument.is_touched and not instrument.is_drums and len(cutoffs) == 1
        self._hits: dict[int, int] = {}
        self._of_key = lru_cache(maxsize=None)(self._find_of_key)
        self._playing = lru_cache(maxsize=None)(self._find_playing)
        self._strokes = lru_cache(maxsize=None)(self._find_strokes)

    def play(self, note: Note, *, held_s: float) -> Wave:
        """Return the sound of one note, shape (n, 2), from its start until it has rung out.

        Args:
            note: its pitch is folded into the instrument's range.
            held_s: how long the key is down.
        """
        pitch, variant = self._instrument.fold(note.pitch), 0
        if self._instrument.is_drums:
            hit = self._hits[pitch] = self._hits.get(pitch, -1) + 1
            variant, held_s = hit % len(_STROKES), _MAX_ONE_SHOT_S
        return _together([self._sound(stroke, held_s) for stroke in self._strokes(pitch, note.velocity, variant)])

    def exclusive_class(self, pitch: int, velocity: int) -> int:
        """Return the class in which only one note sounds at a time (an open and a closed hi-hat), or 0."""
        classes = (zone["exclusive_class"] for zone in self._playing(pitch, velocity))
        return next((number for number in classes if number), 0)

    def _find_of_key(self, pitch: int) -> tuple[Zone, ...]:
        return tuple(zone for zone in self._zones if zone.keys[0] <= pitch <= zone.keys[1])

    def _find_playing(self, pitch: int, velocity: int) -> tuple[Zone, ...]:
        playing = tuple(zone for zone in self._of_key(pitch) if zone.plays(pitch, velocity))
        if playing or self._instrument.is_drums:
            return playing
        # Fonts have gaps; the neighbour reaches over.
        loud = [zone for zone in self._zones if zone.velocities[0] <= velocity <= zone.velocities[1]]
        return tuple(sorted(loud, key=lambda zone: min(abs(pitch - key) for key in zone.keys))[:1])

    def _find_strokes(self, pitch: int, velocity: int, variant: int) -> tuple[_Stroke, ...]:
        return tuple(self._stroke(zone, pitch, velocity, variant=variant) for zone in self._playing(pitch, velocity))

    def _stroke(self, zone: Zone, pitch: int, velocity: int, *, variant: int) -> _Stroke:
        cents, stroke_hz, gain = _STROKES[variant]
        gain *= 10 ** (-_DEFAULT_ATTENUATION * max(0, zone["attenuation_cb"]) / 200)
        gain *= (velocity / 127) ** _VELOCITY_EXPONENT
        # Attacks and cutoffs in steps, so that like notes share a wave.
        softness = round((1 - velocity / 127) * _SOFTNESS_STEPS) / _SOFTNESS_STEPS
        attack_s = round(_seconds(zone["attack_tc"]) + self._instrument.softness_s * softness, 2)
        cutoff_hz = min(_hertz(zone["filter_cutoff_cents"]), self._touch_hz(pitch, velocity))
        cutoff_hz = min(2 ** (round(np.log2(cutoff_hz) * _STEPS_PER_OCTAVE) / _STEPS_PER_OCTAVE), stroke_hz)
        life = tuple(zone[name] for name in ("hold_tc", "decay_tc", "sustain_cb"))
        return _Stroke(
            key=(self._instrument, zone.sample, pitch, cents, cutoff_hz, attack_s, life),
            zone=zone,
            pitch=pitch,
            cents=cents + self._instrument.cents,
            cutoff_hz=cutoff_hz,
            attack_s=attack_s,
            release_s=min(_seconds(zone["release_tc"]), self._instrument.release_s),
            gains=np.float32(gain) * self._pan(zone, pitch),
        )

    def _touch_hz(self, pitch: int, velocity: int) -> float:
        if self._instrument.is_drums:
            return _GHOST_HZ if velocity < _GHOST_VELOCITY else _OPEN_CUTOFF_HZ
        if not self._is_touched:
            return _OPEN_CUTOFF_HZ
        cutoff_hz = next(hertz for highest, hertz in _TOUCHES_HZ if velocity <= highest)
        return cutoff_hz * 2 ** ((pitch - 60) / _TOUCH_KEYS_PER_OCTAVE)

    def _pan(self, zone: Zone, pitch: int) -> NDArray[np.float32]:
        # Constant power; generator 17 counts -500 to 500. What was recorded in stereo lies where it was recorded.
        is_stereo = self._font.is_stereo(zone.sample)
        by_key = 0.0 if is_stereo else self._instrument.spread * (pitch - 64) / 32
        angle = (min(1.0, max(-1.0, zone["pan"] / 500 + by_key)) + 1) * np.pi / 4
        gains = np.array([np.cos(angle), np.sin(angle)], np.float32)
        return gains * np.float32(np.sqrt(2)) if is_stereo else gains

    def _sound(self, stroke: _Stroke, held_s: float) -> Wave:
        rate_hz = self._rate_hz
        n_held = round(held_s * rate_hz)
        n_release = 0 if self._instrument.is_drums else round(stroke.release_s * rate_hz)
        wave = self._wave(stroke, n_held + n_release)[..., : n_held + n_release]
        sound = spread(wave.T, stroke.gains)  # (n, 2)
        n_left = len(sound) - n_held
        if n_left > 0 and n_release:
            gain = envelope.release(n_release, rate_hz=rate_hz, release_s=stroke.release_s)[:n_left]
            for side in range(2):
                sound[n_held:, side] *= gain
        return sound

    def _wave(self, stroke: _Stroke, n_samples: int) -> Wave:
        """Return a key that stays down, shape (n,) or (2, n)."""
        wanted = -(-n_samples // self._rate_hz) * self._rate_hz  # in whole seconds, so that it seldom has to grow
        return self._cache.get(stroke.key, wanted, lambda: self._make(stroke, wanted))

    def _make(self, stroke: _Stroke, n_samples: int) -> Wave:
        zone, rate_hz = stroke.zone, self._rate_hz
        ratio = self._font.speed_hz(zone, stroke.pitch + stroke.cents / 100) / rate_hz
        sample = self._font.sample(zone.sample, round(n_samples * ratio) + 8)
        wave = resample(
            sample, ratio, n_samples=n_samples, loop=loop_of(zone, sample), swing=self._swing(stroke.pitch, n_samples)
        )
        wave = lowpass(wave, stroke.cutoff_hz, rate_hz=rate_hz)
        wave = wave * self._envelope(stroke, wave.shape[-1])
        return wave if loop_of(zone, sample) and zone["sustain_cb"] < _SUSTAINS_CB else _trimmed(wave)

    def _swing(self, pitch: int, n_samples: int) -> NDArray[np.float64] | None:
        if not self._instrument.vibrato_cents:
            return None
        speed_hz = 5.4 + 0.1 * (pitch * 5 % 7 - 3)  # no two notes of a chord swing together
        return vibrato(n_samples, rate_hz=self._rate_hz, speed_hz=speed_hz, depth_cents=self._instrument.vibrato_cents)

    def _envelope(self, stroke: _Stroke, n_samples: int) -> Wave:
        zone, pitch = stroke.zone, stroke.pitch
        return envelope.dahdsr(
            n_samples,
            rate_hz=self._rate_hz,
            attack_s=stroke.attack_s,
            hold_s=_seconds(zone["hold_tc"] + zone["key_to_hold"] * (60 - pitch)),
            decay_s=_seconds(zone["decay_tc"] + zone["key_to_decay"] * (60 - pitch)),
            sustain_db=max(0, zone["sustain_cb"]) / 10,
        )


def _together(sounds: list[Wave]) -> Wave:
    """Return the sum of sounds that start together, shape (n, 2)."""
    if len(sounds) == 1:
        return sounds[0]
    total = np.zeros((2, max(map(len, sounds), default=0)), np.float32).T
    for sound in sounds:
        total[: len(sound)] += sound
    return total


def _trimmed(wave: Wave) -> Wave:
    """Return `wave` until it has died away, with an end that does not click."""
    # In hops: the envelope is all that counts.
    hop = 256
    peaks = np.abs(wave).reshape(-1, wave.shape[-1]).max(axis=0)
    peaks = np.maximum.reduceat(peaks, np.arange(0, len(peaks), hop)) if len(peaks) else peaks
    loud = np.flatnonzero(peaks > _SILENCE * peaks.max(initial=0))
    n_samples = min(wave.shape[-1], (int(loud[-1]) + 1) * hop) if len(loud) else 0
    wave = wave[..., :n_samples].copy()
    n_end = min(hop, n_samples)
    wave[..., n_samples - n_end :] *= np.linspace(1, 0, n_end, dtype=np.float32)
    return wave


def lowpass(wave: Wave, cutoff_hz: float, *, rate_hz: int) -> Wave:
    """Return `wave` through a second-order low pass along its last axis; unchanged when that would not be heard."""
    if cutoff_hz >= _OPEN_CUTOFF_HZ * 0.9:
        return wave
    return filtered(wave.T, "lowpass", round(cutoff_hz, 1), rate_hz=rate_hz).T


def loop_of(zone: Zone, sample: Sample) -> tuple[int, int] | None:
    """Return where a sample loops as a zone plays it: first sample of the loop and first after it, or None."""
    start = sample.loop[0] + zone["loop_start"] + 32_768 * zone["loop_start_coarse"]
    end = min(sample.loop[1] + zone["loop_end"] + 32_768 * zone["loop_end_coarse"], len(sample.wave))
    is_looped = zone["loop_mode"] & 1 and 0 <= start < end - 8
    return (start, end) if is_looped else None


def _seconds(timecents: float) -> float:
    return 2 ** (timecents / 1200)


def _hertz(cents: float) -> float:
    return 8.176 * 2 ** (cents / 1200)
