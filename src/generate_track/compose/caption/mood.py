"""Hearing how the music should feel: bright or dark, calm or driving, slow or quick."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generate_track.compose.caption.phrase import Hit
from generate_track.compose.caption.reading import Reading
from generate_track.compose.lexicon.mood import DEGREES, MOODS, REFUSED_DEGREE, Mood
from generate_track.compose.lexicon.tempo import TEMPI
from generate_track.compose.lexicon.use import USES

_USE_WEIGHT = 0.5  # what music is for says less of its mood than a mood word


class Feeling(NamedTuple):
    """How music should feel.

    Args:
        moods: the mood words found.
        valence: -1 dark to 1 bright.
        arousal: -1 calm to 1 excited.
        tempo: -1 slow to 1 fast.
    """

    moods: tuple[str, ...]
    valence: float
    arousal: float
    tempo: float


def read_mood(reading: Reading) -> Feeling:
    """Return what a caption says of mood and pace."""
    moods = [*_degrees(reading, MOODS), *((hit.word, REFUSED_DEGREE) for hit in reading.find(MOODS, refused=True))]
    felt = [_scaled(MOODS[word], degree) for word, degree in moods]
    felt += [_scaled(USES[word].mood, _USE_WEIGHT) for word in reading.words(USES)]
    tempi = [TEMPI[word] * degree for word, degree in _degrees(reading, TEMPI)]
    tempi += [TEMPI[word] * REFUSED_DEGREE for word in reading.words(TEMPI, refused=True)]
    return Feeling(
        moods=tuple(dict.fromkeys(word for word, degree in moods if degree > 0)),
        valence=_balance(mood.valence for mood in felt),
        arousal=_balance(mood.arousal for mood in felt),
        tempo=_balance(tempi),
    )


def _degrees(reading: Reading, table: Mapping[str, object]) -> list[tuple[str, float]]:
    return [(hit.word, _degree(reading, hit)) for hit in reading.find(table)]


def _degree(reading: Reading, hit: Hit) -> float:
    one, two = reading.text(hit.start - 1, hit.start), reading.text(hit.start - 2, hit.start)
    return DEGREES.get(two) or DEGREES.get(one) or 1.0


def _scaled(mood: Mood, degree: float) -> Mood:
    return Mood(mood.valence * degree, mood.arousal * degree)


def _balance(values: Iterable[float]) -> float:
    """Return a mean in which strong words weigh more, and words that say nothing of the matter nothing."""
    numbers = list(values)
    total = sum(map(abs, numbers))
    mean = sum(number * abs(number) for number in numbers) / total if total else 0.0
    return max(-1.0, min(1.0, mean))
