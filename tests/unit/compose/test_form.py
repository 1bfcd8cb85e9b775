import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.form import Passage, build_form
from generate_track.compose.lyrics import parse_lyrics
from generate_track.compose.styles import STYLES
from generate_track.compose.timeline import lay_out
from generate_track.music import TIME_SIGNATURES, TimeSignature

SONG = "[verse]\nHello world it is me\nwalking down the road\n[chorus]\nwe are singing\nall night long"
FOUR = TimeSignature.parse("4/4")


def a_form(
    style: str = "pop", *, duration_s: float = 120, bpm: float = 120, meter: TimeSignature = FOUR, lyrics: str = ""
) -> tuple[Passage, ...]:
    line = lay_out(tempo_bpm=bpm, meter=meter, duration_s=duration_s, ring_s=3.5)
    return build_form(STYLES[style], line, lyrics=parse_lyrics(lyrics), energy=0.5, language="en")


def labels(form: tuple[Passage, ...]) -> list[str]:
    return [passage.section.label for passage in form]


@given(
    style=st.sampled_from(sorted(STYLES)),
    duration_s=st.floats(10, 600),
    bpm=st.integers(30, 280),
    meter=st.sampled_from(TIME_SIGNATURES),
    lyrics=st.sampled_from(["", SONG, SONG * 12, "one", "[intro]\n[verse]\nla\n[outro]\nbye", "la la la\n" * 500]),
)
def test_sections_fill_the_bars(*, style: str, duration_s: float, bpm: int, meter: TimeSignature, lyrics: str) -> None:
    form = a_form(style, duration_s=duration_s, bpm=bpm, meter=meter, lyrics=lyrics)
    line = lay_out(tempo_bpm=bpm, meter=meter, duration_s=duration_s, ring_s=3.5)
    starts = [passage.section.start_bar for passage in form]
    lengths = [passage.section.n_bars for passage in form]
    assert starts == [sum(lengths[:index]) for index in range(len(lengths))]
    assert min(lengths) >= 1
    assert sum(lengths) > line.n_bars
    assert form[-1].is_last


def test_a_long_pop_song_builds_to_its_last_chorus() -> None:
    form = a_form(duration_s=180)
    arrival = [passage for passage in form if passage.is_arrival]
    assert labels(form)[:4] == ["intro", "verse", "prechorus", "chorus"]
    assert labels(form)[-2:] == ["chorus", "outro"]
    assert len(arrival) == 1
    assert arrival[0].section.energy == max(passage.section.energy for passage in form)


@pytest.mark.parametrize(("duration_s", "n_sections"), [(10, 1), (20, 2), (60, 4)])
def test_a_short_track_has_fewer_sections(duration_s: float, n_sections: int) -> None:
    assert len(a_form(duration_s=duration_s)) == n_sections


def test_forms_are_as_long_in_seconds_at_every_tempo() -> None:
    assert labels(a_form(bpm=60)) == labels(a_form(bpm=120)) == labels(a_form(bpm=240))


def test_the_lyrics_sections_are_the_form() -> None:
    form = a_form(lyrics=SONG, duration_s=40)
    assert [label for label in labels(form) if label in {"verse", "chorus"}][:2] == ["verse", "chorus"]
    assert form[labels(form).index("verse")].lines == ("Hello world it is me", "walking down the road")


def test_a_song_with_time_to_spare_comes_again() -> None:
    form = a_form(lyrics=SONG, duration_s=240)
    assert labels(form).count("chorus") > 2
    assert "instrumental" in labels(form)
    assert labels(form)[0] == "intro"
    assert labels(form)[-1] == "outro"


def test_the_lyrics_own_intro_and_outro_are_not_doubled() -> None:
    form = a_form(lyrics="[intro]\n[verse]\nla la\n[outro]\nbye", duration_s=60)
    assert labels(form).count("intro") == labels(form).count("outro") == 1


def test_lyrics_too_long_for_the_time_are_cut_from_the_end() -> None:
    form = a_form(lyrics="\n".join(f"line number {n} of the song" for n in range(200)), duration_s=30)
    lines = [line for passage in form for line in passage.lines]
    assert lines[0] == "line number 0 of the song"
    assert 3 < len(lines) < 60
    assert lines == [f"line number {n} of the song" for n in range(len(lines))]


def test_a_long_track_comes_in_waves() -> None:
    form = a_form(duration_s=600)
    verses = [passage.section.energy for passage in form if passage.section.label == "verse"]
    assert verses[1] > verses[0] > verses[2]
    assert max(passage.section.energy for passage in form) == next(p for p in form if p.is_arrival).section.energy
