"""The sampler: notes of a SoundFont preset as sound."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth import envelope
from generate_track.synth.filter import filtered
from generate_track.synth.instrument import Instrument
from generate_track.synth.soundfont import Sample, SoundFont, Zone
from generate_track.synth.stem import spread

CACHE_BYTES = 48_000_000
_OPEN_CUTOFF_HZ = 18_000.0  # a filter above it changes nothing that is heard
_DEFAULT_ATTENUATION = 0.4  # E-mu's hardware, and so every font made for it, plays 0.4 dB for each decibel written
_VELOCITY_EXPONENT = 1.7  # a little softer than the specification's square: quiet layers stay audible in a mix
_MAX_RELEASE_S = 3.0
_MAX_ONE_SHOT_S = 4.0
_CHOKE_S = 0.03

Wave = NDArray[np.float32]


class WaveCache:
    """Resampled waves by what they were made from; the least recently used go when it holds too many bytes.

    Threads may share it: two that miss the same wave both make it, and it is the same.
    """

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self.n_bytes = 0
        self._waves: OrderedDict[tuple[object, ...], Wave] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...], n_samples: int, make: Callable[[], Wave]) -> Wave:
        """Return a wave of at least `n_samples`, or of all there are, from the cache or from `make`."""
        wave = self._waves.get(key)
        if wave is None or len(wave) < n_samples:
            wave = make()
        with self._lock:
            self._keep(key, wave)
        return wave

    def _keep(self, key: tuple[object, ...], wave: Wave) -> None:
        replaced = self._waves.pop(key, None)
        self._waves[key] = wave
        self.n_bytes += wave.nbytes - (0 if replaced is None else replaced.nbytes)
        while self.n_bytes > self.limit_bytes and len(self._waves) > 1:
            self.n_bytes -= self._waves.popitem(last=False)[1].nbytes


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
        self._playing = lru_cache(maxsize=None)(self._find_playing)

    def play(self, note: Note, *, held_s: float, choked_s: float | None = None) -> Wave:
        """Return the sound of one note, shape (n, 2), from its start until it has rung out.

        Args:
            note: its pitch is folded into the instrument's range.
            held_s: how long the key is down.
            choked_s: when another note of its exclusive class silences it.
        """
        pitch = self._instrument.fold(note.pitch)
        zones = self._playing(pitch, note.velocity)
        sounds = [self._voice(zone, pitch, note.velocity, held_s=held_s) for zone in zones]
        sound = _together(sounds)
        return sound if choked_s is None else _choke(sound, round(choked_s * self._rate_hz), rate_hz=self._rate_hz)

    def exclusive_class(self, pitch: int, velocity: int) -> int:
        """Return the class in which only one note sounds at a time (an open and a closed hi-hat), or 0."""
        classes = (zone["exclusive_class"] for zone in self._playing(pitch, velocity))
        return next((number for number in classes if number), 0)

    def _find_playing(self, pitch: int, velocity: int) -> tuple[Zone, ...]:
        return tuple(zone for zone in self._zones if zone.plays(pitch, velocity))

    def _voice(self, zone: Zone, pitch: int, velocity: int, *, held_s: float) -> Wave:
        rate_hz = self._rate_hz
        release_s = min(_seconds(zone["release_tc"]), _MAX_RELEASE_S)
        is_one_shot = self._instrument.is_drums
        n_held = round((_MAX_ONE_SHOT_S if is_one_shot else held_s) * rate_hz)
        n_samples = n_held + (0 if is_one_shot else round(release_s * rate_hz))
        wave = self._wave(zone, pitch, n_samples)[:n_samples]  # (n,)
        curve = wave * self._envelope(zone, pitch, len(wave))
        if n_held < len(wave):
            curve[n_held:] *= envelope.release(n_samples - n_held, rate_hz=rate_hz, release_s=release_s)[
                : len(wave) - n_held
            ]
        gain = 10 ** (-_DEFAULT_ATTENUATION * max(0, zone["attenuation_cb"]) / 200)
        gain *= (velocity / 127) ** _VELOCITY_EXPONENT
        return spread(curve, np.array([gain * side for side in self._pan(zone, pitch)], np.float32))  # (n, 2)

    def _envelope(self, zone: Zone, pitch: int, n_samples: int) -> Wave:
        return envelope.dahdsr(
            n_samples,
            rate_hz=self._rate_hz,
            attack_s=_seconds(zone["attack_tc"]),
            hold_s=_seconds(zone["hold_tc"] + zone["key_to_hold"] * (60 - pitch)),
            decay_s=_seconds(zone["decay_tc"] + zone["key_to_decay"] * (60 - pitch)),
            sustain_db=max(0, zone["sustain_cb"]) / 10,
        )

    def _pan(self, zone: Zone, pitch: int) -> tuple[float, float]:
        # Constant power; generator 17 counts -500 to 500.
        position = min(1.0, max(-1.0, zone["pan"] / 500 + self._instrument.spread * (pitch - 64) / 32))
        angle = (position + 1) * np.pi / 4
        return float(np.cos(angle)), float(np.sin(angle))

    def _wave(self, zone: Zone, pitch: int, n_samples: int) -> Wave:
        sample = self._font.sample(zone.sample)
        cutoff_hz = 8.176 * 2 ** (zone["filter_cutoff_cents"] / 1200)
        tune = (zone["root_key"], zone["coarse_tune"], zone["fine_tune"], zone["scale_tuning"])
        key = (id(self._font), zone.sample, pitch, tune, round(np.log2(cutoff_hz) * 4))
        wanted = -(-n_samples // self._rate_hz) * self._rate_hz  # in whole seconds, so that it seldom has to grow

        def make() -> Wave:
            wave = resample(
                sample, _ratio(zone, sample, pitch, rate_hz=self._rate_hz), n_samples=wanted, loop=_loop(zone, sample)
            )
            return lowpass(wave, cutoff_hz, rate_hz=self._rate_hz)

        # A sample that does not loop ends where it ends: it must not be made again for a longer note.
        whole = n_samples if _loop(zone, sample) else 0
        return self._cache.get(key, whole, make)


def _together(sounds: Sequence[Wave]) -> Wave:
    """Return the sum of sounds that start together, shape (n, 2)."""
    if len(sounds) == 1:
        return sounds[0]
    total = np.zeros((max(map(len, sounds), default=0), 2), np.float32)
    for sound in sounds:
        total[: len(sound)] += sound
    return total


def next_in_class(notes: Sequence[Note], *, class_of: Callable[[Note], int]) -> list[float | None]:
    """Return for each note, sorted by start, the beat at which the next one of its exclusive class starts."""
    ends: list[float | None] = [None] * len(notes)
    following: dict[int, float] = {}
    for index in range(len(notes) - 1, -1, -1):
        number = class_of(notes[index])
        if number:
            ends[index] = following.get(number)
            following[number] = notes[index].start_beat
    return ends


def resample(sample: Sample, ratio: float, *, n_samples: int, loop: tuple[int, int] | None) -> Wave:
    """Return a sample read at `ratio` of its speed, shape (n,); as long as asked if it loops, else at most so long.

    Source: Hermite interpolation through four points; J. O. Niemitalo, Polynomial Interpolators for High-Quality
    Resampling of Oversampled Audio (2001), "4-point, 3rd-order Hermite, x-form".
    """
    wave = sample.wave
    if loop is None:
        n_samples = min(n_samples, int((len(wave) - 1) / ratio))
        position = np.arange(n_samples) * ratio
    else:
        start, end = loop
        wave = np.concatenate([wave[:end], wave[start : start + 4]])
        position = np.arange(n_samples) * ratio
        beyond = position >= end
        position[beyond] = start + (position[beyond] - start) % (end - start)
    padded = np.concatenate([wave[:1], wave, np.zeros(4, np.float32)])
    index = position.astype(np.int32)
    x = (position - index).astype(np.float32)
    y0, y1, y2, y3 = (np.take(padded, index + offset) for offset in range(4))
    c1 = 0.5 * (y2 - y0)
    c3 = 1.5 * (y1 - y2) + 0.5 * (y3 - y0)
    c2 = y0 - y1 + c1 - c3
    return (((c3 * x + c2) * x + c1) * x + y1).astype(np.float32, copy=False)


def lowpass(wave: Wave, cutoff_hz: float, *, rate_hz: int) -> Wave:
    """Return `wave`, shape (n,), through a second-order low pass; unchanged when that would not be heard."""
    if cutoff_hz >= _OPEN_CUTOFF_HZ:
        return wave
    return filtered(wave, "lowpass", round(cutoff_hz, 1), rate_hz=rate_hz)


def _seconds(timecents: float) -> float:
    return 2 ** (timecents / 1200)


def _ratio(zone: Zone, sample: Sample, pitch: int, *, rate_hz: int) -> float:
    root = zone["root_key"] if zone["root_key"] >= 0 else sample.root_key
    cents = (pitch - root) * zone["scale_tuning"] + zone["coarse_tune"] * 100 + zone["fine_tune"]
    return 2 ** ((cents + sample.correction_cents) / 1200) * sample.rate_hz / rate_hz


def _loop(zone: Zone, sample: Sample) -> tuple[int, int] | None:
    start = sample.loop[0] + zone["loop_start"] + 32_768 * zone["loop_start_coarse"]
    end = min(sample.loop[1] + zone["loop_end"] + 32_768 * zone["loop_end_coarse"], len(sample.wave))
    is_looped = zone["loop_mode"] & 1 and 0 <= start < end - 8
    return (start, end) if is_looped else None


def _choke(sound: Wave, n_samples: int, *, rate_hz: int) -> Wave:
    n_fade = round(_CHOKE_S * rate_hz)
    sound = sound[: n_samples + n_fade]
    n_tail = len(sound) - n_samples
    if n_tail > 0:
        sound[n_samples:] *= np.linspace(1, 0, n_fade, dtype=np.float32)[:n_tail, None]
    return sound
