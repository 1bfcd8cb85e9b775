"""Chords: Roman numerals, chord tones, the scale that fits them, and voice leading."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Self

from generate_track.music import Key, Mode

# Quality → semitones above the root.
QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7), "m": (0, 3, 7), "5": (0, 7), "sus2": (0, 2, 7), "sus4": (0, 5, 7), "7sus4": (0, 5, 7, 10),
    "add9": (0, 4, 7, 14), "madd9": (0, 3, 7, 14), "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9), "69": (0, 4, 7, 9, 14),
    "m69": (0, 3, 7, 9, 14), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "maj7": (0, 4, 7, 11), "maj9": (0, 4, 7, 11, 14),
    "9": (0, 4, 7, 10, 14), "m9": (0, 3, 7, 10, 14), "13": (0, 4, 7, 10, 14, 21), "7b9": (0, 4, 7, 10, 13),
    "7#9": (0, 4, 7, 10, 15), "7#5": (0, 4, 8, 10),
    "9sus4": (0, 5, 7, 10, 14), "m11": (0, 3, 7, 10, 17), "m7b5": (0, 3, 6, 10), "dim": (0, 3, 6), "dim7": (0, 3, 6, 9),
}  # fmt: skip
_DEGREES = {"i": 0, "ii": 2, "iii": 4, "iv": 5, "v": 7, "vi": 9, "vii": 11}
_NUMERAL = re.compile(r"(?P<flat>b?)(?P<degree>[IV]+|[iv]+)(?P<quality>[^/]*)(?:/(?P<of>b?[IViv]+))?")
_FIFTH, _BENT_FIFTHS = 7, (6, 8)  # semitones
_FIFTH_DEGREE = 4  # its index in a scale
_TRIAD = 3
_WIDEST, _WIDEST_GAP = 24, 12  # of a voicing, between its neighbours
_TOP_WEIGHT, _DRIFT_WEIGHT = 0.5, 0.4
_SECOND, _SECONDS_FROM = 2, 55
_SCALES: dict[Mode, tuple[int, ...]] = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord in a key.

    Args:
        symbol: its Roman numeral, such as "ii7" or "V7/vi".
        root: pitch class 0 to 11.
        intervals: semitones of its tones above the root.
    """

    symbol: str
    root: int
    intervals: tuple[int, ...]

    @classmethod
    def parse(cls, symbol: str, key: Key) -> Self:
        """Return the chord of a Roman numeral; degrees are those of the major scale, flats are written ("bVI").

        Raises:
            ValueError: `symbol` is no Roman numeral, or its quality is not known.
        """
        match = _NUMERAL.fullmatch(symbol)
        quality = _quality(match["degree"], match["quality"]) if match else None
        if match is None or quality is None:
            raise ValueError(f"chord {symbol!r} is not known")
        above = _semitones(match["of"]) if match["of"] else 0
        root = key.pitch_class + above + _semitones(match["flat"] + match["degree"])
        return cls(symbol, root % 12, QUALITIES[quality])

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """The chord's pitch classes, root first."""
        return tuple((self.root + interval) % 12 for interval in self.intervals)

    @property
    def third(self) -> int:
        """Semitones from the root to the third, or to the tone that stands for it."""
        return self.intervals[1]

    @property
    def fifth(self) -> int:
        """Semitones from the root to the fifth: 7, but 6 in a diminished and 8 in an augmented chord."""
        return next((tone for tone in _BENT_FIFTHS if tone in self.intervals), _FIFTH)

    @property
    def is_dominant(self) -> bool:
        """Whether it leads home: a major chord on the fifth degree."""
        return self.symbol.startswith("V") and not self.symbol.startswith("VI") and "/" not in self.symbol


def _semitones(numeral: str) -> int:
    return _DEGREES[numeral.lstrip("b").lower()] - numeral.count("b")


def _quality(degree: str, suffix: str) -> str | None:
    """Return the row of QUALITIES: a lower-case degree has a minor third."""
    if degree.islower() and suffix not in {"dim", "dim7", "m7b5"}:
        suffix = "m" + suffix
    return suffix if suffix in QUALITIES else None


def key_scale(key: Key) -> tuple[int, ...]:
    """Return the seven pitch classes of the key, tonic first; minor is natural minor."""
    return tuple((key.pitch_class + step) % 12 for step in _SCALES[key.mode])


@lru_cache(maxsize=512)
def chord_scale(key: Key, chord: Chord) -> tuple[int, ...]:
    """Return the key's scale bent to fit `chord`: a foreign chord tone takes its neighbour's place.

    So the dominant of a minor key brings the raised leading tone.
    """
    scale = list(key_scale(key))
    for tone in chord.pitch_classes:
        if tone not in scale:
            scale[_nearest_degree(scale, tone, chord)] = tone
    return tuple(scale)


def _nearest_degree(scale: list[int], tone: int, chord: Chord) -> int:
    """Return which degree gives way to `tone`: the one below is raised, but the fifth degree stays."""
    free = [index for index, pc in enumerate(scale) if pc not in chord.pitch_classes] or list(range(len(scale)))
    return min(
        free, key=lambda index: (_distance(scale[index], tone), index == _FIFTH_DEGREE, scale[index] != (tone - 1) % 12)
    )


def _distance(one: int, other: int) -> int:
    return min((one - other) % 12, (other - one) % 12)


@lru_cache(maxsize=8192)
def voice_lead(
    chord: Chord, previous: tuple[int, ...], *, low: int, high: int, n_voices: int, is_rootless: bool = False
) -> tuple[int, ...]:
    """Return the voicing of `chord` that moves least from `previous`, lowest pitch first.

    Args:
        chord: the chord to voice.
        previous: the voicing before, or () at the beginning.
        low: lowest pitch allowed.
        high: highest pitch allowed; at least an octave and a half above `low`.
        n_voices: how many pitches, 1 to 5.
        is_rootless: leave the root to the bass where there are tones enough.
    """
    center = (low + high) / 2
    options = _voicings(_essential(chord, n_voices, is_rootless=is_rootless), low=low, high=high, n_voices=n_voices)
    fifth = (chord.root + chord.fifth) % 12
    return min(options, key=lambda pitches: (_movement(previous, pitches, center) + _hollow(pitches, fifth), pitches))


def _essential(chord: Chord, n_voices: int, *, is_rootless: bool) -> tuple[int, ...]:
    """Return the pitch classes to sound: third and seventh first, then colour, root and fifth."""
    order = sorted(chord.intervals, key=lambda interval: _PRIORITY[interval % 12])
    if is_rootless and len(order) > _TRIAD:
        order.remove(0)
    return tuple((chord.root + interval) % 12 for interval in order[:n_voices])


_PRIORITY = {3: 0, 4: 0, 10: 1, 11: 1, 0: 2, 9: 3, 2: 4, 1: 4, 5: 4, 6: 5, 7: 6, 8: 6}


@lru_cache(maxsize=4096)
def _voicings(classes: tuple[int, ...], *, low: int, high: int, n_voices: int) -> tuple[tuple[int, ...], ...]:
    """Return the playable voicings: every class once, doubling only for want of classes, within two octaves."""
    pitches = [pitch for pitch in range(low, high + 1) if pitch % 12 in classes]
    size = min(n_voices, len(pitches))
    wanted = min(size, len(classes))
    found = tuple(
        option
        for option in combinations(pitches, size)
        if option[-1] - option[0] <= _WIDEST and len({pitch % 12 for pitch in option}) == wanted and _is_clear(option)
    )
    return found or (tuple(pitches[:size]),)


def _is_clear(pitches: tuple[int, ...]) -> bool:
    # Seconds growl in the low register, and a gap of more than an octave tears the chord apart.
    return all(
        upper - lower <= _WIDEST_GAP and (upper - lower > _SECOND or lower >= _SECONDS_FROM)
        for lower, upper in pairwise(pitches)
    )


def _hollow(pitches: tuple[int, ...], fifth: int) -> float:
    """Return the price of a doubled fifth, which says nothing of major or minor."""
    return 2.0 * max(0, sum(pitch % 12 == fifth for pitch in pitches) - 1)


def _movement(previous: tuple[int, ...], pitches: tuple[int, ...], center: float) -> float:
    """Return how far the voices move, the top one counted more, and how far they have drifted from the centre."""
    drift = abs(sum(pitches) / len(pitches) - center)
    if len(previous) != len(pitches):
        return drift
    steps = [abs(pitch - other) for pitch, other in zip(pitches, previous, strict=True)]
    return sum(steps) + _TOP_WEIGHT * steps[-1] + _DRIFT_WEIGHT * drift
