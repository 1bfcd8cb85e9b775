"""Requests, pieces and scores for the tests of the composer."""

from dataclasses import replace

from generate_track.compose import Score, compose
from generate_track.compose.piece import Piece, plan
from generate_track.compose.score import Note, Part
from generate_track.request import TrackRequest

METERS = ("2/4", "3/4", "4/4", "6/8")
CAPTIONS = ("lounge jazz", "pop", "spa", "techno")


def ask(caption: str = "pop", **values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": caption, "seed": 3, "duration_s": 60} | values)


def a_score(caption: str = "pop", **values: object) -> Score:
    return compose(ask(caption, **values))


def a_piece(caption: str = "pop", **values: object) -> Piece:
    request = ask(caption, **values)
    return plan(request, seed=request.seed)


def part_of(score: Score, name: str) -> Part:
    return next(part for part in score.parts if part.name == name)


def body(score: Score, part: Part) -> list[Note]:
    """Return the notes of a part before the last section's end, its last chord left out."""
    beats_per_bar = score.time_signature.beats_per_bar
    last = score.sections[-1]
    end = (last.start_bar + last.n_bars - 1) * beats_per_bar
    return [replace(note) for note in part.notes if note.start_beat < end]
