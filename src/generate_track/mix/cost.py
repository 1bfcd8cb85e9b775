"""What it costs to play a stem, roughly: so that two processes can be given equal work.

In milliseconds of one core, fitted to what the stems of a minute in every style took; only their proportions matter.
"""

from collections.abc import Mapping

from generate_track.compose.score import Part, Score
from generate_track.mix.strip import EFFECTS
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.kit import KITS

# For each second of music.
DESK_MS_PER_S = 6.0  # with what keeps and measures the mix
_STEM_MS_PER_S = 1.3
_AMPLIFIER_MS_PER_S = 1.3
_SCENE_MS_PER_S = 5.7
_EFFECTS_MS_PER_S = 2.1
# For each second that a note is held; drums are not.
_NOTE_MS_PER_S = 0.6
# Once: for the sounds of a synthesised kit, and for each pitch of an organ, whose wheels are many.
_KIT_MS = 115.0
_PITCH_MS = {"drawbar_organ": 25.0}


def costs_ms(score: Score) -> Mapping[str, float]:
    """Return what it costs to play each stem of a score."""
    costs = {part.name: _part_ms(part, score) for part in score.parts}
    costs |= {f"ambience:{each.kind}": _SCENE_MS_PER_S * score.duration_s for each in score.ambience}
    return costs | ({EFFECTS: _EFFECTS_MS_PER_S * score.duration_s} if score.effects else {})


def _part_ms(part: Part, score: Score) -> float:
    instrument = INSTRUMENTS[part.instrument]
    n_amplifiers = instrument.rig.n_takes if instrument.rig else 0
    steady_ms = (_STEM_MS_PER_S + n_amplifiers * _AMPLIFIER_MS_PER_S) * score.duration_s
    if instrument.is_drums:
        return steady_ms + (_KIT_MS if part.instrument in KITS else 0.0)
    held_s = sum(note.length_beats for note in part.notes) * score.beat_s
    n_pitches = len({note.pitch for note in part.notes})
    return steady_ms + _NOTE_MS_PER_S * held_s + _PITCH_MS.get(part.instrument, 0.0) * n_pitches
