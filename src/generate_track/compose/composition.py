"""From a request to a score: plan the piece, cast the band, let each chair write its part and perform it."""

from generate_track.compose.arrangement import arrange
from generate_track.compose.bass import write_bass
from generate_track.compose.casting import Seat, cast
from generate_track.compose.comping import write_chords
from generate_track.compose.counter import write_counter
from generate_track.compose.drum import write_drums
from generate_track.compose.fader import move_fader
from generate_track.compose.instrument import INSTRUMENTS, Instrument
from generate_track.compose.lexicon.era import ERAS
from generate_track.compose.melody import write_lead
from generate_track.compose.performance import perform
from generate_track.compose.piece import Piece, plan
from generate_track.compose.rhythm import Stroke
from generate_track.compose.score import Ambience, Part, Score
from generate_track.compose.style import BassChair, Chair, ChordChair, DrumChair, MelodyChair
from generate_track.compose.transition import hush, hushes, write_effects
from generate_track.request import TrackRequest

_SCENE_LEVEL_DB = -12.0
_QUIET_SCENE_DB = {"vinyl": -18.0, "birds": -14.0, "crickets": -16.0}


def compose(request: TrackRequest, *, take: int = 0) -> Score:
    """Return the score of one take of a request: the same notes for the same request and seed, everywhere.

    Args:
        request: what is wanted.
        take: which variation, from 0; it is what take 0 would be with the seed `request.seeds[take]`.
    Raises:
        IndexError: the request has no such take.
    """
    piece = plan(request, seed=request.seeds[take])
    seats = cast(piece)
    piece = arrange(piece, seats)
    line = piece.timeline
    return Score(
        style=piece.style.name,
        tempo_bpm=line.tempo_bpm,
        time_signature=line.meter,
        key=piece.key,
        duration_s=line.duration_s,
        sections=tuple(passage.section for passage in piece.passages),
        parts=tuple(part for seat in seats if (part := _part(piece, seat)).notes),
        ambience=_ambience(piece),
        room=piece.style.room,
        fade_out_s=line.fade_out_s,
        seed=piece.seed,
        lowpass_hz=_lowpass_hz(piece),
        effects=write_effects(piece),
        balance=piece.style.balance,
    )


def _part(piece: Piece, seat: Seat) -> Part:
    chair, instrument = seat.chair, INSTRUMENTS[seat.instrument]
    strokes = hush(_write(piece, chair, instrument), hushes(piece))
    return Part(
        name=chair.name,
        instrument=seat.instrument,
        notes=perform(strokes, chair, instrument=instrument, piece=piece),
        level_db=chair.level_db,
        pan=chair.pan,
        width=chair.width,
        reverb_send=chair.reverb_send,
        delay_send=chair.delay_send,
        highpass_hz=chair.highpass_hz,
        duck_depth=chair.duck_depth,
        gains=move_fader(piece, chair),
    )


def _write(piece: Piece, chair: Chair, instrument: Instrument) -> list[Stroke]:
    match chair:
        case DrumChair():
            return write_drums(piece, chair)
        case BassChair():
            return write_bass(piece, chair)
        case ChordChair():
            return write_chords(piece, chair, instrument)
        case MelodyChair(role="counter"):
            return write_counter(piece, chair, instrument)
        case MelodyChair():
            return write_lead(piece, chair, instrument)
        case _:
            raise TypeError(f"chair {chair.name!r} has no writer")


def _lowpass_hz(piece: Piece) -> float | None:
    """Return the tone of the mix: the duller of the style's and of what the caption's time could record."""
    era = piece.brief.era
    tones_hz = (piece.style.lowpass_hz, ERAS[era].lowpass_hz if era else None)
    return min((tone_hz for tone_hz in tones_hz if tone_hz), default=None)


def _ambience(piece: Piece) -> tuple[Ambience, ...]:
    """Return the scenes that the caption names, or else one of the style's own."""
    scenes = piece.brief.scenes
    own = [kind for kind in piece.style.ambience if kind not in piece.brief.silent_scenes]
    if not scenes and own:
        return (Ambience(piece.rng("ambience").choice(own), piece.style.ambience_level_db),)
    is_scenic = bool(piece.style.ambience)
    level_db = piece.style.ambience_level_db if is_scenic else _SCENE_LEVEL_DB
    return tuple(Ambience(kind, min(level_db, _QUIET_SCENE_DB.get(kind, 0.0))) for kind in scenes)
