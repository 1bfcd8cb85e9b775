from generate_track.compose.rhythm import Stroke
from generate_track.compose.transition import hush, hushes, write_effects
from pieces import a_piece, a_score

PIECE = a_piece("edm", duration_s=150)


def edges() -> dict[int, float]:
    """Return beat → change of energy at each border of two sections."""
    pairs = zip(PIECE.passages, PIECE.passages[1:], strict=False)
    return {PIECE.beats(after)[0]: after.section.energy - before.section.energy for before, after in pairs}


def test_a_riser_ends_and_an_impact_begins_where_the_music_gets_stronger() -> None:
    effects = write_effects(PIECE)
    rises = {beat for beat, change in edges().items() if change > 0.12}
    assert rises
    assert {e.start_beat + e.length_beats for e in effects if e.kind == "riser"} == rises
    assert {e.start_beat for e in effects if e.kind == "impact"} == rises


def test_a_downlifter_begins_where_the_music_falls_back() -> None:
    falls = {beat for beat, change in edges().items() if change < -0.15}
    assert {e.start_beat for e in write_effects(PIECE) if e.kind == "downlifter"} == falls


def test_effects_are_sorted_and_inside_the_track() -> None:
    effects = write_effects(PIECE)
    assert list(effects) == sorted(effects, key=lambda effect: effect.start_beat)
    assert all(0 <= e.start_beat < PIECE.timeline.end_beat for e in effects)


def test_an_acoustic_band_has_none() -> None:
    assert a_score("lounge jazz", duration_s=150).effects == ()


def test_before_a_drop_the_band_falls_silent_for_a_beat() -> None:
    hushed = 0
    for seed in range(8):
        piece, score = a_piece("edm", duration_s=150, seed=seed), a_score("edm", duration_s=150, seed=seed)
        for start, end in hushes(piece):
            assert not [n for part in score.parts for n in part.notes if start + 0.1 < n.start_beat < end - 0.1]
            hushed += 1
    assert hushed >= 3


def test_what_sounds_into_a_hush_ends_there() -> None:
    strokes = [Stroke(0, 8, 60, 80), Stroke(3.5, 1, 62, 80), Stroke(4, 1, 64, 80)]
    assert hush(strokes, [(3.0, 4.0)]) == [Stroke(0, 3.0, 60, 80), Stroke(4, 1, 64, 80)]
