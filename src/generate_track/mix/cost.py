"""What it costs to play a stem, roughly: so that two processes can be given equal work.

In milliseconds of one core, fitted to what the stems of a minute in every style took; only their proportions matter.
"""

from collections.abc import Mapping

from generate_track.compose.score import Part, Score
from generate_track.mix.strip import EFFECTS
from generate_track.synth.instrument import INSTRUMENTS, Instrument
from generate_track.synth.kit import KITS

# For each second of music.
DESK_MS_PER_S = 5.0  # with what keeps and measures the mix
_STEM_MS_PER_S = 1.1
_AMPLIFIER_MS_PER_S = 1.7
_SCENE_MS_PER_S = 5.7
_EFFECTS_MS_PER_S = 2.1
# For each second that a note is held, of a mono sound and of a stereo one, and for each hit of a drum.
_MONO_MS_PER_S = 0.45
_STEREO_MS_PER_S = 1.0
_HIT_MS = 0.12
# Once: for the sounds of a synthesised kit, and for each pitch of an organ, whose wheels are many.
_KIT_MS = 115.0
_PITCH_MS = {"drawbar_organ": 17.0}


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
        return steady_ms + _HIT_MS * len(part.notes) + (_KIT_MS if part.instrument in KITS else 0.0)
    note_ms_per_s = _STEREO_MS_PER_S if _is_stereo(instrument) else _MONO_MS_PER_S
    held_s = sum(note.length_beats for note in part.notes) * score.beat_s
    n_pitches = len({note.pitch for note in part.notes})
    return steady_ms + note_ms_per_s * held_s + _PITCH_MS.get(part.instrument, 0.0) * n_pitches


def _is_stereo(instrument: Instrument) -> bool:
    # Without a look into the SoundFont: sections of players, who speak softly and do not slur, are sampled so.
    return instrument.source == "voice" or (instrument.softness_s > 0 and not instrument.is_legato)
