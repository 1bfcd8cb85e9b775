"""The piece: every choice that the parts share, made before any of them is written."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generate_track.compose.blend import blend
from generate_track.compose.brief import Brief
from generate_track.compose.form import Passage, build_form
from generate_track.compose.harmony import Harmony, harmonise
from generate_track.compose.lyrics import LyricSection, parse_lyrics
from generate_track.compose.rhythm import fastest_step_beats, is_compound, swing
from generate_track.compose.style import Style
from generate_track.compose.styles import STYLES
from generate_track.compose.timeline import Timeline, choose_tempo, lay_out
from generate_track.compose.variation import vary_form
from generate_track.music import Key, TimeSignature
from generate_track.request import TrackRequest

# Tonics that players and key finders are surest of, the commonest first.
_TONICS = ("C", "G", "D", "A", "E", "F")
_TONIC_WEIGHTS = (6, 5, 4, 4, 3, 3)
_CLEAR_VALENCE = 0.2  # from here the mood decides between major and minor
_DYNAMIC_RANGE, _SOFTEST = 1.5, 0.3  # of velocity
_SWING_FADES_BPM = (130.0, 260.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What every part of a track has in common.

    Args:
        swing: share of the style's swing unit that its first half takes at this tempo and in this metre.
        is_sung: whether the lead carries words.
        seed: of the take.
        rests: who rests where, as (chair, number of the passage).
        late: who comes in halfway where.
    """

    style: Style
    brief: Brief
    key: Key
    timeline: Timeline
    passages: tuple[Passage, ...]
    harmony: Harmony
    swing: float
    is_sung: bool
    language: str
    seed: int
    rests: frozenset[tuple[str, int]] = frozenset()
    late: frozenset[tuple[str, int]] = frozenset()

    @property
    def meter(self) -> TimeSignature:
        """The time signature."""
        return self.timeline.meter

    def step_beats(self, strokes_per_s: float) -> float:
        """Return the finest grid on which nobody plays quicker than `strokes_per_s` at this tempo."""
        return fastest_step_beats(self.meter, beat_s=self.timeline.beat_s, strokes_per_s=strokes_per_s)

    def swung(self, beat: float) -> float:
        """Return where a straight place is played."""
        return swing(beat, self.swing, unit_beats=self.style.swing_unit)

    def rng(self, *name: object) -> random.Random:
        """Return a generator of its own for what `name` says: equal names draw equal numbers."""
        return child(self.seed, *name)

    def beats(self, passage: Passage) -> tuple[int, int]:
        """Return the first beat of a passage and the beat after its last, the final bar left out."""
        start = passage.section.start_bar * self.meter.beats_per_bar
        end = start + passage.section.n_bars * self.meter.beats_per_bar
        return start, min(end, self.timeline.body_beats)

    def loudness(self, passage: Passage, beat: float) -> float:
        """Return the factor on velocity at `beat`: the section's energy, rising into a stronger one."""
        start, end = self.beats(passage)
        energy = passage.section.energy
        if passage.next_energy > energy:
            energy += (passage.next_energy - energy) * 0.6 * ((beat - start) / max(1, end - start)) ** 2
        return max(_SOFTEST, 1.0 - _DYNAMIC_RANGE * self.style.dynamics * (1.0 - energy))


def child(seed: int, *name: object) -> random.Random:
    """Return the generator of `name` under `seed`; the same on every platform and Python."""
    return random.Random("/".join(map(str, (seed, *name))))


def plan(request: TrackRequest, *, seed: int) -> Piece:
    """Return the shared choices of one take of a request."""
    brief = Brief.parse(request.caption)
    style = blend(STYLES[brief.style], STYLES[brief.colour] if brief.colour else None)
    style = vary_form(style, child(seed, "form"))
    key = request.key or brief.key or _choose_key(style, brief, child(seed, "key"))
    timeline = _timeline(request, brief, style=style, seed=seed)
    lyrics = _sung_sections(request)
    passages = build_form(style, timeline, lyrics=lyrics, energy=brief.energy, language=request.language)
    return Piece(
        style=style,
        brief=brief,
        key=key,
        timeline=timeline,
        passages=passages,
        harmony=harmonise(style, timeline, passages=passages, key=key, rng=child(seed, "harmony")),
        swing=_swing(style, timeline),
        is_sung=bool(lyrics),
        language=request.language,
        seed=seed,
    )


def _choose_key(style: Style, brief: Brief, rng: random.Random) -> Key:
    chance, tonic = rng.random(), rng.choices(_TONICS, _TONIC_WEIGHTS)[0]
    if abs(brief.valence) >= _CLEAR_VALENCE:
        return Key(tonic, "minor" if brief.valence < 0 else "major")
    return Key(tonic, "minor" if chance < style.minor_share else "major")


def _timeline(request: TrackRequest, brief: Brief, *, style: Style, seed: int) -> Timeline:
    meter, duration_s = _meter(request, brief), request.duration_s
    tempo_bpm = request.bpm or brief.bpm
    if tempo_bpm is None:
        low, high = brief.bpm_range or (0, math.inf)
        style = replace(style, tempo_bpm=brief.bpm_range or style.tempo_bpm)
        tempo = brief.tempo or (brief.energy - 0.5)
        rng = child(seed, "tempo")
        chosen_bpm = choose_tempo(style, tempo=tempo, meter=meter, duration_s=duration_s, rng=rng)
        tempo_bpm = min(high, max(low, chosen_bpm))
    return lay_out(tempo_bpm=float(tempo_bpm), meter=meter, duration_s=duration_s, ring_s=style.ring_s)


def _meter(request: TrackRequest, brief: Brief) -> TimeSignature:
    """Return the metre that the request names, or, where it left the usual one, the caption's."""
    usual = type(request).model_fields["time_signature"].default
    return brief.meter if brief.meter and request.time_signature == usual else request.time_signature


def _sung_sections(request: TrackRequest) -> Sequence[LyricSection]:
    sections = () if request.instrumental else parse_lyrics(request.lyrics)
    return sections if any(section.lines for section in sections) else ()


def _swing(style: Style, timeline: Timeline) -> float:
    """Return the swing at this tempo: it evens out as its unit gets quick, and thirds have none."""
    if is_compound(timeline.meter):
        return 0.5
    slow, quick = _SWING_FADES_BPM
    even = min(1.0, max(0.0, (timeline.tempo_bpm / math.sqrt(style.swing_unit) - slow) / (quick - slow)))
    return style.swing - (style.swing - 0.5) * even
