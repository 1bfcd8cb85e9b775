"""Ducking: the kick drum pushes other parts down for a moment."""

import numpy as np

from generate_track.compose.score import Score
from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Curve, n_hops

_KICK_KEYS = frozenset({35, 36})  # General MIDI: acoustic bass drum, bass drum 1
_ATTACK_S = 0.005
_RECOVERY_BEATS = 0.25
_LONGEST_RECOVERY_S = 0.16


def kicks_s(score: Score) -> list[float]:
    """Return when the kick drum is hit, in order."""
    drums = (part for part in score.parts if part.name == "drums")
    return sorted(note.start_beat * score.beat_s for part in drums for note in part.notes if note.pitch in _KICK_KEYS)


def curve(score: Score, *, n_samples: int) -> Curve:
    """Return how far the kick pushes, 0 to 1, at each hop's edge; shape (n_hops + 1,).

    It is known from the score when a kick comes, so the push is complete at its first sample.
    """
    times_s = np.arange(n_hops(n_samples) + 1) * (HOP_SAMPLES / RATE_HZ)
    hits_s = np.array([-np.inf, *kicks_s(score), np.inf])
    following = np.searchsorted(hits_s, times_s, side="right")
    since_s = times_s - hits_s[following - 1]
    until_s = hits_s[following] - times_s
    recovery_s = min(_LONGEST_RECOVERY_S, _RECOVERY_BEATS * score.beat_s)
    return np.maximum(np.exp(-since_s / recovery_s), np.clip(1 - until_s / _ATTACK_S, 0, 1))
