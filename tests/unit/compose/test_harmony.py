import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.chord import key_scale
from pieces import CAPTIONS, METERS, a_piece


@given(
    caption=st.sampled_from(CAPTIONS),
    meter=st.sampled_from(METERS),
    bpm=st.integers(30, 280),
    duration_s=st.floats(10, 120),
    seed=st.integers(0, 999),
)
def test_chords_lead_from_home_over_a_cadence_to_home(
    *, caption: str, meter: str, bpm: int, duration_s: float, seed: int
) -> None:
    piece = a_piece(caption, time_signature=meter, bpm=bpm, duration_s=duration_s, seed=seed)
    spans = piece.harmony.spans
    assert spans[0].chord.root == spans[-1].chord.root == piece.key.pitch_class
    assert spans[-2].chord.is_dominant
    ends = [span.start_beat + span.length_beats for span in spans]
    assert spans[0].start_beat == 0
    assert ends[:-1] == [span.start_beat for span in spans[1:]]
    assert ends[-1] >= piece.timeline.end_beat - 1e-6


@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("key", ["C major", "A minor"])
def test_chords_are_nearly_all_of_the_key(caption: str, key: str) -> None:
    piece = a_piece(caption, key=key, duration_s=120)
    scale = set(key_scale(piece.key))
    outside = sum(
        span.length_beats * len(set(span.chord.pitch_classes) - scale) / len(span.chord.pitch_classes)
        for span in piece.harmony.spans
    )
    # Jazz passes through other keys; the rest stays at home.
    assert outside < (0.15 if "jazz" in caption else 0.1) * piece.timeline.end_beat


@pytest.mark.parametrize("caption", CAPTIONS)
def test_no_chord_passes_too_quickly(caption: str) -> None:
    piece = a_piece(caption, bpm=280, time_signature="2/4")
    shortest_s = min(span.length_beats for span in piece.harmony.spans[:-1]) * piece.timeline.beat_s
    assert shortest_s >= 0.5 * 0.8 * piece.style.chord_s


def test_a_chorus_comes_back_with_its_chords() -> None:
    piece = a_piece("pop", duration_s=180, bpm=120)
    choruses = [p for p in piece.passages if p.section.label == "chorus" and p.section.n_bars >= 8]
    heard = {
        tuple(span.chord.symbol for span in piece.harmony.between(piece.beats(p)[0], piece.beats(p)[0] + 28))
        for p in choruses
    }
    assert len(choruses) > 1
    assert len(heard) == 1


def test_the_chord_at_a_beat_is_the_one_that_sounds() -> None:
    harmony = a_piece("jazz").harmony
    for span, following in zip(harmony.spans, harmony.spans[1:], strict=False):
        assert harmony.at(span.start_beat) is span.chord
        assert harmony.at(span.start_beat + span.length_beats - 0.01) is span.chord
        assert harmony.after(span.start_beat) is following.chord
    assert harmony.after(harmony.spans[-1].start_beat) is harmony.spans[-1].chord


def test_a_long_piece_goes_on_to_other_chords_and_keeps_its_chorus() -> None:
    piece = a_piece("pop", duration_s=600, bpm=120)

    def heard(label: str) -> list[tuple[str, ...]]:
        starts = [piece.beats(p)[0] for p in piece.passages if p.section.label == label]
        return [tuple(span.chord.symbol for span in piece.harmony.between(start, start + 16)) for start in starts]

    assert len(set(heard("verse"))) > 1
    assert len({chords[:3] for chords in heard("chorus")}) == 1
