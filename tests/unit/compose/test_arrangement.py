import pytest

from generate_track.compose.arrangement import TEXTURES, arrange
from generate_track.compose.casting import HARMONY, cast
from generate_track.compose.form import ENERGY
from generate_track.compose.piece import Piece
from pieces import CAPTIONS, a_piece, a_score


def arranged(caption: str, **values: object) -> Piece:
    piece = a_piece(caption, **{"duration_s": 180} | values)
    return arrange(piece, cast(piece))


def test_every_section_has_textures() -> None:
    assert set(TEXTURES) == set(ENERGY)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_somebody_always_carries_the_harmony(caption: str) -> None:
    for seed in range(8):
        piece = arranged(caption, seed=seed)
        harmony = {seat.chair.name for seat in cast(piece) if seat.chair.role in HARMONY}
        for passage in piece.passages:
            assert harmony - {name for name, index in piece.rests | piece.late if index == passage.index}


def test_who_was_asked_for_neither_rests_nor_waits() -> None:
    for seed in range(8):
        piece = arranged("pop with strings, drums and bell", seed=seed)
        asked = {seat.chair.name for seat in cast(piece) if seat.is_asked}
        assert len(asked) == 3
        assert not asked & {name for name, _ in piece.rests | piece.late}


def test_the_last_chorus_has_everybody() -> None:
    for seed in range(8):
        piece = arranged("pop", seed=seed)
        arrival = next(passage.index for passage in piece.passages if passage.is_arrival)
        assert arrival not in {index for _, index in piece.rests | piece.late}


def test_a_return_differs_from_the_first_time() -> None:
    plans = set()
    for seed in range(6):
        piece = arranged("pop", seed=seed)
        verses = [passage.index for passage in piece.passages if passage.section.label == "verse"]
        plans.add(frozenset(frozenset(name for name, i in piece.rests | piece.late if i == verse) for verse in verses))
    assert sum(len(plan) > 1 for plan in plans) >= 4


def test_a_late_player_comes_in_on_a_bar_within_the_section() -> None:
    late = 0
    for seed in range(12):
        piece, score = arranged("pop", seed=seed), a_score("pop", seed=seed, duration_s=180)
        notes = {part.name: part.notes for part in score.parts}
        for name, index in piece.late:
            start, end = piece.beats(piece.passages[index])
            middle = start + (end - start) // 8 * 4
            assert not [n for n in notes.get(name, ()) if start + 0.3 < n.start_beat < middle - 4.3]
            late += bool([n for n in notes.get(name, ()) if middle - 0.3 < n.start_beat < end])
    assert late >= 5


def test_a_duo_plays_throughout() -> None:
    piece = arranged("solo piano")
    assert not piece.rests | piece.late
