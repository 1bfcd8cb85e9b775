import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.chord import QUALITIES, Chord, chord_scale, key_scale, voice_lead
from generate_track.music import Key

C = Key("C", "major")
A_MINOR = Key("A", "minor")
numerals = st.sampled_from(
    ["I", "ii7", "iii7", "IVmaj7", "V13", "vi9", "V7sus4", "iim7b5", "I69", "V7/ii", "bVII", "I5"]
)


@pytest.mark.parametrize(
    ("symbol", "key", "classes"),
    [
        ("I", C, (0, 4, 7)),
        ("ii7", C, (2, 5, 9, 0)),
        ("V7", C, (7, 11, 2, 5)),
        ("bVImaj7", A_MINOR, (5, 9, 0, 4)),
        ("V", A_MINOR, (4, 8, 11)),
        ("iim7b5", A_MINOR, (11, 2, 5, 9)),
        ("V7/ii", C, (9, 1, 4, 7)),
        ("iadd9", A_MINOR, (9, 0, 4, 11)),
    ],
)
def test_a_numeral_is_a_chord_of_its_key(symbol: str, key: Key, classes: tuple[int, ...]) -> None:
    assert Chord.parse(symbol, key).pitch_classes == classes


@pytest.mark.parametrize("symbol", ["", "H", "Ifoo", "iimaj7", "1"])
def test_what_is_no_numeral_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match="not known"):
        Chord.parse(symbol, C)


def test_the_dominant_of_a_minor_key_brings_the_leading_tone() -> None:
    scale = chord_scale(A_MINOR, Chord.parse("V", A_MINOR))
    assert 8 in scale
    assert 7 not in scale
    assert key_scale(A_MINOR)[6] == 7


def test_a_borrowed_chord_bends_the_scale_and_leaves_the_fifth() -> None:
    scale = chord_scale(C, Chord.parse("iv", C))
    assert 7 in scale
    assert 8 in scale


def test_only_a_chord_on_the_fifth_degree_is_dominant() -> None:
    assert Chord.parse("V13", C).is_dominant
    assert not any(Chord.parse(symbol, C).is_dominant for symbol in ("VI", "IV", "V7/ii", "v"))


def test_the_fifth_of_a_diminished_chord_is_six_semitones() -> None:
    assert Chord.parse("iim7b5", C).fifth == 6
    assert Chord.parse("V9", C).fifth == 7


@given(before=numerals, symbol=numerals, low=st.integers(40, 60), n_voices=st.integers(1, 5), is_rootless=st.booleans())
def test_a_voicing_is_in_range_and_holds_the_chord(
    *, before: str, symbol: str, low: int, n_voices: int, is_rootless: bool
) -> None:
    high = low + 22
    previous = voice_lead(Chord.parse(before, C), (), low=low, high=high, n_voices=n_voices)
    chord = Chord.parse(symbol, C)
    voicing = voice_lead(chord, previous, low=low, high=high, n_voices=n_voices, is_rootless=is_rootless)
    assert all(low <= pitch <= high for pitch in voicing)
    assert list(voicing) == sorted(set(voicing))
    assert {pitch % 12 for pitch in voicing} <= set(chord.pitch_classes)


def test_voices_move_little() -> None:
    voicing: tuple[int, ...] = ()
    for symbol in ("Imaj7", "vi7", "ii7", "V7", "Imaj7") * 3:
        following = voice_lead(Chord.parse(symbol, C), voicing, low=50, high=72, n_voices=4)
        if voicing:
            assert sum(abs(a - b) for a, b in zip(voicing, following, strict=True)) <= 10
        voicing = following


def test_a_rootless_voicing_keeps_third_and_seventh() -> None:
    voicing = voice_lead(Chord.parse("V13", C), (), low=50, high=73, n_voices=4, is_rootless=True)
    classes = {pitch % 12 for pitch in voicing}
    assert {11, 5} <= classes
    assert 7 not in classes


def test_every_quality_has_its_root() -> None:
    assert all(intervals[0] == 0 for intervals in QUALITIES.values())
