import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.caption.measure import read_measures
from generate_track.music import TIME_SIGNATURES, Key

MODES = ("major", "minor")


@given(st.integers(30, 280), st.sampled_from(["{} bpm", "{}BPM", "tempo: {}", "BPM {}", "around {} bpm", "♩={}"]))
def test_a_tempo_is_read_however_it_is_written(bpm: int, form: str) -> None:
    assert read_measures(f"pop, {form.format(bpm)}, calm").bpm == bpm


@pytest.mark.parametrize(
    ("caption", "bpm"),
    [
        ("pop 999 bpm", None),
        ("pop 10 bpm", None),
        ("432 Hz", None),
        ("under 100 bpm", 94),
        ("over 100 bpm", 106),
        ("68 beats per minute", 68),
        ("127.5 bpm", 127),
    ],
)
def test_a_tempo_is_only_what_can_be_one(caption: str, bpm: int | None) -> None:
    assert read_measures(caption).bpm == bpm


@pytest.mark.parametrize(
    ("caption", "bpm"),
    [
        ("EDM, 128", 128),
        ("128, EDM, dark", 128),
        ("house 124", 124),
        ("Deep House 122 with piano", 122),
        ("drum & bass 174, dark", 174),
        ("pop, 90.", 90),
        ("house 124, 100 bpm", 100),
    ],
)
def test_a_number_alone_or_behind_a_dance_is_a_tempo(caption: str, bpm: int) -> None:
    measures = read_measures(caption)
    assert measures.bpm == bpm
    assert str(bpm) not in measures.rest


@pytest.mark.parametrize(
    "caption",
    ["disco 70s", "house 909", "808, trap", "techno 90 seconds", "EDM 2024", "route 66 blues", "pop, 30", "house 60%"],
)
def test_a_number_that_counts_something_else_is_no_tempo(caption: str) -> None:
    assert read_measures(caption).bpm is None


def test_a_genre_before_a_tempo_is_still_heard() -> None:
    assert "house" in read_measures("house 124").rest


@pytest.mark.parametrize("caption", ["120-130 bpm", "120 to 130 BPM", "between 130 and 120bpm", "120\u2013130 bpm"])
def test_a_span_of_tempi_is_a_range(caption: str) -> None:
    assert read_measures(caption).bpm_range == (120, 130)


def test_a_span_that_is_no_tempo_is_none() -> None:
    assert read_measures("10-20 bpm").bpm_range is None


@given(
    st.builds("{}{} {}".format, st.sampled_from("CDEFGAB"), st.sampled_from(["", "#", "b"]), st.sampled_from(MODES)),
    st.sampled_from(["in {}", "key of {}", "{}", "Key: {}", "({})"]),
)
def test_a_key_is_read_however_it_is_placed(name: str, form: str) -> None:
    key = Key.parse(name)
    assert read_measures(f"pop, {form.format(key)}, calm").key == key


@pytest.mark.parametrize(
    ("caption", "key"),
    [
        ("trance in Am", "A minor"),
        ("F#m techno", "F# minor"),
        ("jazz, Bb", "Bb major"),
        ("C# min", "C# minor"),
        ("in a minor", "A minor"),
        ("e-flat major", "Eb major"),
        ("E flat minor", "Eb minor"),
        ("e-Moll", "E minor"),
        ("H-Dur", "B major"),
        ("B-Dur", "Bb major"),
        ("fis-Moll", "F# minor"),
        ("la mineur", "A minor"),
        ("do mayor", "C major"),
        ("D dorian", "D minor"),
        ("C harmonic minor", "C minor"),
        ("8A", "A minor"),
        ("camelot 8b", "C major"),
        ("key of E", "E major"),
        ("eis-Moll", None),
        ("in a minor key", None),
        ("a minor annoyance", None),
        ("Am I dreaming", None),
        ("a b c", None),
    ],
)
def test_a_key_is_read_in_many_spellings(caption: str, key: str | None) -> None:
    heard = read_measures(caption).key
    assert (str(heard) if heard else None) == key


@pytest.mark.parametrize("signature", [str(signature) for signature in TIME_SIGNATURES])
def test_a_time_signature_is_read(signature: str) -> None:
    assert str(read_measures(f"pop in {signature}").meter) == signature


@pytest.mark.parametrize(
    ("caption", "meter", "unplayable"),
    [("12/8 blues", "6/8", None), ("5/4 jazz", "None", "5/4"), ("24/7", "None", None)],
)
def test_a_signature_is_played_as_the_nearest_or_named(caption: str, meter: str, unplayable: str | None) -> None:
    measures = read_measures(caption)
    assert (str(measures.meter), measures.unplayable) == (meter, unplayable)


def test_what_was_a_number_is_no_word_any_more() -> None:
    assert "minor" not in read_measures("jazz in A minor, 90 bpm").rest


@given(st.text(max_size=120))
def test_every_text_has_measures(text: str) -> None:
    assert isinstance(read_measures(text).rest, str)
