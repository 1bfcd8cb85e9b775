from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.performance import perform
from generate_track.compose.rhythm import Stroke
from generate_track.compose.style import Chair
from pieces import a_piece

PIECE = a_piece("lounge jazz", bpm=100, duration_s=10)
CHAIR = Chair(name="test", role="lead", instruments=("flute",), looseness_ms=0.0)
strokes = st.lists(
    st.builds(Stroke, st.floats(-1, 30), st.floats(0.01, 9), st.integers(60, 72), st.floats(0, 200)), max_size=30
)


@given(strokes, st.sampled_from(["flute", "grand_piano"]))
def test_notes_are_sorted_in_bounds_and_never_over_each_other(written: list[Stroke], name: str) -> None:
    instrument = INSTRUMENTS[name]
    notes = perform(written, replace(CHAIR, looseness_ms=20.0), instrument=instrument, piece=PIECE)
    ends: dict[int, float] = {}
    for note in notes:
        voice = 0 if instrument.is_mono else note.pitch
        assert 0 <= note.start_beat < PIECE.timeline.end_beat
        assert note.start_beat + note.length_beats <= PIECE.timeline.end_beat + 1e-9
        assert 1 <= note.velocity <= 127
        assert note.start_beat >= ends.get(voice, 0.0) - 1e-9
        ends[voice] = note.start_beat + note.length_beats


def test_off_beats_swing_and_beats_do_not() -> None:
    written = [Stroke(1.0, 0.5, 60, 80), Stroke(1.5, 0.5, 62, 80)]
    notes = perform(written, CHAIR, instrument=INSTRUMENTS["flute"], piece=PIECE)
    assert [note.start_beat for note in notes] == [1.0, 1.0 + PIECE.swing]


def test_a_player_may_lie_behind_the_beat() -> None:
    late = replace(CHAIR, behind_ms=12.0)
    notes = perform([Stroke(1.0, 1.0, 60, 80)], late, instrument=INSTRUMENTS["flute"], piece=PIECE)
    assert abs(notes[0].start_beat - 1.0 - 0.012 / PIECE.timeline.beat_s) < 1e-9


def test_timing_and_loudness_are_human() -> None:
    written = [Stroke(float(beat), 0.5, 60, 80) for beat in range(12)]
    notes = perform(written, replace(CHAIR, looseness_ms=8.0), instrument=INSTRUMENTS["flute"], piece=PIECE)
    assert len({note.velocity for note in notes}) > 2
    offsets = [note.start_beat - round(note.start_beat) for note in notes]
    assert len(set(offsets)) > 6
    assert max(map(abs, offsets)) * PIECE.timeline.beat_s <= 0.017


def test_what_is_out_of_reach_is_played_in_the_next_octave() -> None:
    written = [Stroke(0.0, 1.0, 40, 80), Stroke(1.0, 1.0, 120, 80)]
    notes = perform(written, CHAIR, instrument=INSTRUMENTS["flute"], piece=PIECE)
    assert [note.pitch for note in notes] == [64, 84]
