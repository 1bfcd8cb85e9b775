"""Harmony: which chord sounds when, chosen per section family so that a chorus comes back as itself."""

import random
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generate_track.compose.chord import Chord
from generate_track.compose.form import Passage
from generate_track.compose.style import Style
from generate_track.compose.timeline import Timeline
from generate_track.compose.variation import vary_chords
from generate_track.music import Key

# Sections that share their chords and their tune.
FAMILIES: dict[str, str] = {
    "intro": "verse", "verse": "verse", "solo": "verse", "instrumental": "verse", "outro": "verse",
    "prechorus": "prechorus", "build": "prechorus", "chorus": "chorus", "drop": "chorus",
    "bridge": "bridge", "break": "bridge",
}  # fmt: skip
RETURNS_PER_THEME = 3  # of a verse or bridge: the theme, two variations, then another one; a chorus stays itself
_SHORTEST_CADENCE = 2  # chords that a section has before it can spare one for leading on
_FALLBACKS = {"prechorus": "bridge", "bridge": "chorus", "chorus": "verse"}


class Span(NamedTuple):
    """A chord and the beats it lasts."""

    start_beat: float
    length_beats: float
    chord: Chord


@dataclass(frozen=True, slots=True)
class Harmony:
    """The chords of a track, without gaps from its first beat to its end."""

    spans: tuple[Span, ...]
    starts: tuple[float, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "Harmony":
        """Return the harmony of spans in order."""
        return cls(tuple(spans), tuple(span.start_beat for span in spans))

    def index_at(self, beat: float) -> int:
        """Return the number of the span that sounds at `beat`."""
        return max(0, bisect_right(self.starts, beat + 1e-6) - 1)

    def at(self, beat: float) -> Chord:
        """Return the chord that sounds at `beat`."""
        return self.spans[self.index_at(beat)].chord

    def after(self, beat: float) -> Chord:
        """Return the chord that follows the one at `beat`."""
        return self.spans[min(self.index_at(beat) + 1, len(self.spans) - 1)].chord

    def between(self, start_beat: float, end_beat: float) -> tuple[Span, ...]:
        """Return the spans that begin from `start_beat` up to, not including, `end_beat`."""
        first = bisect_right(self.starts, start_beat - 1e-6)
        return self.spans[first : bisect_right(self.starts, end_beat - 1e-6)]


def harmonise(
    style: Style, timeline: Timeline, *, passages: Sequence[Passage], key: Key, rng: random.Random
) -> Harmony:
    """Return the chords of all passages: home at the start, a cadence before the end, home at the end."""
    pools = style.progressions[key.mode]
    chances = {family: rng.random() for family in dict.fromkeys(FAMILIES.values())}
    variation = rng.random()
    seen: dict[str, int] = {}
    spans: list[Span] = []
    for passage in passages:
        family = FAMILIES[passage.section.label]
        seen[family] = number = seen.get(family, -1) + 1
        theme = 0 if family == "chorus" or passage.lines else number // RETURNS_PER_THEME
        text = _choose(pools, family=family, chance=chances[family], theme=theme)
        # Seeded by what it is a variation of, so that a section comes back with its chords.
        symbols = vary_chords(text, style=style, mode=key.mode, rng=random.Random(f"{variation}/{text}")).split()
        spans += _passage_spans(passage, timeline, style=style, symbols=symbols, key=key)
    spans = _open_and_close(spans, style, key)
    final = Chord.parse(style.final[key.mode], key)
    spans.append(Span(timeline.body_beats, max(1.0, timeline.end_beat - timeline.body_beats), final))
    return Harmony.of(spans)


def _choose(pools: Mapping[str, tuple[str, ...]], *, family: str, chance: float, theme: int) -> str:
    """Return the progression of a family at `chance`, 0 to 1, of its pool, or of the nearest family's that has one.

    Further themes take the next ones in the pool.
    """
    while family not in pools:
        family = _FALLBACKS[family]
    pool = pools[family]
    return pool[(int(chance * len(pool)) + theme) % len(pool)]


def _bars_per_token(style: Style, timeline: Timeline) -> int:
    """Return over how many bars a token of a progression lasts, so that no chord passes too quickly."""
    bars = 1
    while bars * timeline.bar_s < style.chord_s * 0.8:
        bars *= 2
    return bars


def _passage_spans(
    passage: Passage, timeline: Timeline, *, style: Style, symbols: Sequence[str], key: Key
) -> list[Span]:
    beats_per_bar = timeline.meter.beats_per_bar
    start = passage.section.start_bar * beats_per_bar
    end = min((passage.section.start_bar + passage.section.n_bars) * beats_per_bar, timeline.body_beats)
    step = _bars_per_token(style, timeline) * beats_per_bar
    spans: list[Span] = []
    for number, beat in enumerate(range(start, end, step)):
        token = symbols[number % len(symbols)]
        if spans and beat + step > end:  # what is left of a section is too short for a chord of its own
            spans[-1] = spans[-1]._replace(length_beats=end - spans[-1].start_beat)
        else:
            spans += _token_spans(token, key, beat=beat, n_beats=min(step, end - beat))
    # A section that stops in mid-progression still has to lead on.
    is_cut = len(range(start, end, step)) % len(symbols) != 0
    if is_cut and len(spans) > _SHORTEST_CADENCE and not spans[-1].chord.is_dominant:
        spans[-1] = spans[-1]._replace(chord=Chord.parse(style.cadence[key.mode], key))
    return spans


def _token_spans(token: str, key: Key, *, beat: int, n_beats: int) -> list[Span]:
    symbols = token.split(",")
    if len(symbols) == 1 or n_beats == 1:
        return [Span(beat, n_beats, Chord.parse(symbols[0], key))]
    # A bar of three is divided as two and one.
    first = (n_beats + 1) // 2
    return [
        Span(beat, first, Chord.parse(symbols[0], key)),
        Span(beat + first, n_beats - first, Chord.parse(symbols[1], key)),
    ]


def _open_and_close(spans: list[Span], style: Style, key: Key) -> list[Span]:
    """Make the first chord the tonic and the last one before home the cadence."""
    cadence = Chord.parse(style.cadence[key.mode], key)
    first = spans[0]
    if first.chord.root != key.pitch_class:
        first = first._replace(chord=Chord.parse(style.final[key.mode], key))
    if len(spans) > 1:
        last = spans[-1] if spans[-1].chord.is_dominant else spans[-1]._replace(chord=cadence)
        return [first, *spans[1:-1], last]
    half = first.length_beats / 2
    return [first._replace(length_beats=half), Span(first.start_beat + half, half, cadence)]
