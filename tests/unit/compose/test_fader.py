from dataclasses import replace

from generate_track.compose.fader import move_fader
from generate_track.compose.style import Chair
from pieces import a_piece

PIECE = a_piece("spa", duration_s=120)
CHAIR = Chair(name="pad", role="pad", instruments=("warm_pad",), swell=1.0)


def test_a_chair_without_swell_keeps_its_level() -> None:
    assert move_fader(PIECE, replace(CHAIR, swell=0.0)) == ()


def test_moves_are_in_order_and_never_above_full_level() -> None:
    moves = move_fader(PIECE, CHAIR)
    assert [beat for beat, _ in moves] == sorted(beat for beat, _ in moves)
    assert all(0.3 < factor <= 1.0 for _, factor in moves)


def test_a_long_chord_opens_and_closes() -> None:
    moves = move_fader(PIECE, CHAIR)
    span = PIECE.harmony.spans[1]
    inside = [factor for beat, factor in moves if span.start_beat <= beat < span.start_beat + span.length_beats]
    assert len(inside) == 2
    assert inside[0] < inside[1]


def test_a_short_chord_only_keeps_its_level() -> None:
    piece = a_piece("lounge jazz", bpm=118, duration_s=60, seed=5)
    starts = [beat for beat, _ in move_fader(piece, CHAIR)]
    short = [s for s in piece.harmony.spans[:-1] if s.length_beats * piece.timeline.beat_s < 1.4]
    assert short
    assert all(not [b for b in starts if s.start_beat < b < s.start_beat + s.length_beats] for s in short)


def test_a_section_grows_into_a_stronger_one() -> None:
    verse = next(p for p in PIECE.passages if p.next_energy > p.section.energy + 0.05)
    start, end = PIECE.beats(verse)
    crests = [f for beat, f in move_fader(PIECE, CHAIR) if start < beat < end][::2]
    assert crests[0] < crests[-1]
