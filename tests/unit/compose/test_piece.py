import pytest

from generate_track.compose.piece import child
from generate_track.music import Key
from pieces import a_piece


def test_children_of_one_name_draw_alike_and_others_do_not() -> None:
    assert child(1, "bass").random() == child(1, "bass").random()
    assert len({child(1, "bass").random(), child(1, "drums").random(), child(2, "bass").random()}) == 3


def test_a_dark_caption_is_in_minor_and_a_bright_one_in_major() -> None:
    assert {a_piece("sad pop", seed=seed).key.mode for seed in range(9)} == {"minor"}
    assert {a_piece("happy pop", seed=seed).key.mode for seed in range(9)} == {"major"}
    assert {a_piece("techno", seed=seed).key.mode for seed in range(19)} == {"minor", "major"}


def test_what_is_said_goes_before_what_the_caption_says() -> None:
    piece = a_piece("pop in A minor at 100 bpm", key="C major", bpm=120)
    assert piece.key == Key("C", "major")
    assert piece.timeline.tempo_bpm == 120


def test_what_the_caption_says_goes_before_chance() -> None:
    piece = a_piece("pop in A minor at 100 bpm")
    assert piece.key == Key("A", "minor")
    assert piece.timeline.tempo_bpm == 100


def test_a_fast_caption_is_faster() -> None:
    slow, fast = (sum(a_piece(f"{word} pop", seed=s).timeline.tempo_bpm for s in range(9)) for word in ("slow", "fast"))
    assert slow < fast - 9 * 10


@pytest.mark.parametrize(("bpm", "low", "high"), [(90, 0.63, 0.65), (200, 0.51, 0.63), (280, 0.5, 0.5)])
def test_swing_evens_out_as_the_beat_gets_quick(bpm: int, low: float, high: float) -> None:
    assert low <= a_piece("jazz", bpm=bpm).swing <= high


def test_thirds_do_not_swing() -> None:
    assert a_piece("jazz", time_signature="6/8").swing == 0.5


def test_a_section_rises_into_a_stronger_one() -> None:
    piece = a_piece("pop", duration_s=120)
    verse = next(p for p in piece.passages if p.section.label == "verse")
    start, end = piece.beats(verse)
    assert piece.loudness(verse, start) < piece.loudness(verse, end - 1) <= 1


def test_instrumental_lyrics_are_no_song() -> None:
    assert not a_piece("pop", lyrics="[Instrumental]").is_sung
    assert a_piece("pop", lyrics="la").is_sung


def test_a_span_of_tempi_is_kept_to() -> None:
    for seed in range(5):
        assert 120 <= a_piece("lounge jazz, 120-130 bpm", seed=seed).timeline.tempo_bpm <= 130
        assert 66 <= a_piece("pop, adagio", seed=seed).timeline.tempo_bpm <= 76
