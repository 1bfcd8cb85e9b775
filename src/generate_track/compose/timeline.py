"""The timeline: tempo, bars and where the last chord falls, so that the track lasts exactly as long as asked."""

import math
import random
from dataclasses import dataclass

from generate_track.compose.rhythm import is_compound
from generate_track.compose.style import Style
from generate_track.music import TimeSignature

MAX_BEND = 0.04  # how far a tempo of our own choice may be bent to make bars fit
_BEND_COST = 0.9  # of each bpm: bars that fit are worth it, but takes should differ
_MAX_STRAY = 0.015  # how far out of the style's range that may lead
_COMPOUND_FEEL = 0.72  # a beat of three is felt broader than one of two
_SHORTEST_RING_S = 2.0
_SHORTEST_TAG_S = 0.8


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where the beats of a track lie.

    Args:
        tempo_bpm: felt beats a minute.
        n_bars: full bars before the final bar, at least one.
        final_beat: where the last chord is struck: at or after the downbeat that follows those bars.
    """

    tempo_bpm: float
    meter: TimeSignature
    duration_s: float
    n_bars: int
    final_beat: float

    @property
    def beat_s(self) -> float:
        """Seconds of a felt beat."""
        return 60.0 / self.tempo_bpm

    @property
    def bar_s(self) -> float:
        """Seconds of a bar."""
        return self.beat_s * self.meter.beats_per_bar

    @property
    def body_beats(self) -> int:
        """Beats before the downbeat on which the music arrives home."""
        return self.n_bars * self.meter.beats_per_bar

    @property
    def end_beat(self) -> float:
        """The end of the track, in beats."""
        return self.duration_s / self.beat_s

    @property
    def ring_s(self) -> float:
        """How long the last chord rings."""
        return self.duration_s - self.final_beat * self.beat_s

    @property
    def fade_out_s(self) -> float:
        """The closing fade: the later part of the ring, 1.5 to 6 s."""
        return min(6.0, max(1.5, 0.6 * self.ring_s), self.ring_s)

    @property
    def unit(self) -> float:
        """Bars in about two seconds, a power of two: forms and phrases are as long at every tempo."""
        return 2.0 ** round(math.log2(2.0 / self.bar_s))


def lay_out(*, tempo_bpm: float, meter: TimeSignature, duration_s: float, ring_s: float) -> Timeline:
    """Return the timeline with the most full bars that leaves `ring_s` (less in a short track) for the last chord.

    What is left over below a bar becomes beats of the final bar over which the last chord is reached.
    """
    ring_s = min(ring_s, max(_SHORTEST_RING_S, 0.2 * duration_s))
    beat_s = 60.0 / tempo_bpm
    n_bars = max(1, math.floor((duration_s - ring_s) / (beat_s * meter.beats_per_bar) + 1e-9))
    body_beats = n_bars * meter.beats_per_bar
    left_s = duration_s - body_beats * beat_s - ring_s
    n_tag = max(0, math.floor(left_s / beat_s + 1e-9))
    if n_tag * beat_s < _SHORTEST_TAG_S:
        n_tag = 0
    return Timeline(tempo_bpm, meter, duration_s, n_bars, float(body_beats + n_tag))


def choose_tempo(style: Style, *, tempo: float, meter: TimeSignature, duration_s: float, rng: random.Random) -> float:
    """Return a whole tempo in the style's range whose bars fit the duration.

    Args:
        style: whose range and ring are wanted.
        tempo: -1 for the slow end of the range to 1 for the quick one.
        meter: of the track.
        duration_s: of the track.
        rng: draws the place in the range.
    """
    low, high = style.tempo_bpm
    feel = _COMPOUND_FEEL if is_compound(meter) else 1.0
    middle = (low + high) / 2 + tempo * (high - low) / 2
    wanted = min(high, max(low, rng.gauss(middle, (high - low) / 3))) * feel
    slowest = max(wanted * (1 - MAX_BEND), low * feel * (1 - _MAX_STRAY))
    quickest = min(wanted * (1 + MAX_BEND), high * feel * (1 + _MAX_STRAY))
    candidates = range(math.ceil(slowest), math.floor(quickest) + 1)

    def misfit(tempo_bpm: int) -> float:
        line = lay_out(tempo_bpm=tempo_bpm, meter=meter, duration_s=duration_s, ring_s=style.ring_s)
        phrase = max(1, int(4 * line.unit))
        odd_bars = min(line.n_bars % phrase, -line.n_bars % phrase) / phrase
        n_tag = line.final_beat - line.body_beats
        late_beats = n_tag + (line.ring_s - style.ring_s) / line.beat_s
        return 2 * late_beats + 3 * (n_tag > 0) + 4 * odd_bars + _BEND_COST * abs(tempo_bpm - wanted)

    return float(min(candidates, key=misfit, default=round(wanted)))
