import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.music import LANGUAGES, TIME_SIGNATURES, Key, TimeSignature, nearest, parse_language

tonics = st.builds(str.__add__, st.sampled_from("ABCDEFG"), st.sampled_from(["", "#", "b"]))
keys = st.builds(Key, tonics, st.sampled_from(["major", "minor"]))


@given(keys)
def test_a_key_is_the_same_after_format_and_parse(key: Key) -> None:
    assert Key.parse(str(key)) == key


@given(keys)
def test_a_short_key_means_the_same_as_a_long_one(key: Key) -> None:
    assert Key.parse(key.tonic + ("m" if key.mode == "minor" else "")) == key


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("C major", "C major"),
        ("Am", "A minor"),
        ("F# minor", "F# minor"),
        ("Bb", "Bb major"),
        ("bb", "Bb major"),
        ("e-flat minor", "Eb minor"),
        ("C sharp minor", "C# minor"),
        ("G♭", "Gb major"),
        ("DMAJ", "D major"),
        ("a", "A major"),
        ("CM", "C major"),
        ("d min", "D minor"),
    ],
)
def test_a_key_is_read_as_musicians_write_it(text: str, meant: str) -> None:
    assert str(Key.parse(text)) == meant


@pytest.mark.parametrize("text", ["", "H major", "C minr", "12", "major", "C lydian"])
def test_a_key_that_is_none_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not known; (did you mean|write it as)"):
        Key.parse(text)


def test_a_misspelt_key_is_told_its_nearest_spelling() -> None:
    with pytest.raises(ValueError, match="did you mean 'C minor'"):
        Key.parse("C minr")


@pytest.mark.parametrize(("tonic", "semitones"), [("C", 0), ("Cb", 11), ("B#", 0), ("F#", 6), ("Gb", 6), ("A", 9)])
def test_a_tonic_has_its_pitch_class(tonic: str, semitones: int) -> None:
    assert Key(tonic, "major").pitch_class == semitones


@pytest.mark.parametrize("signature", TIME_SIGNATURES)
def test_a_time_signature_is_read_in_its_long_and_its_short_form(signature: TimeSignature) -> None:
    assert TimeSignature.parse(str(signature)) == TimeSignature.parse(str(signature.numerator)) == signature


def test_six_eight_is_felt_in_two_dotted_beats() -> None:
    assert (TimeSignature.parse("6/8").beats_per_bar, TimeSignature.parse("6/8").divisions_per_beat) == (2, 3)


@pytest.mark.parametrize("text", ["5/4", "7/8", "waltz", "", "4/8"])
def test_a_time_signature_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not one of 2/4, 3/4, 4/4, 6/8"):
        TimeSignature.parse(text)


def test_there_are_the_fifty_languages_of_ace_step() -> None:
    assert len(LANGUAGES) == 50


@pytest.mark.parametrize(("text", "code"), [("en", "en"), ("JA", "ja"), ("Spanish", "es"), (" cantonese ", "yue")])
def test_a_language_is_read_by_code_and_by_name(text: str, code: str) -> None:
    assert parse_language(text) == code


@pytest.mark.parametrize("text", ["auto", "", "klingon", "unknown"])
def test_a_language_that_ace_step_does_not_sing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not one of the 50"):
        parse_language(text)


def test_nothing_is_near_to_a_word_unlike_all() -> None:
    assert nearest("xyzzy", ["minor"]) is None
