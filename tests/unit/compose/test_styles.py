"""What makes each style itself, heard in what is composed."""

from collections import Counter

import pytest

from generate_track.compose.score import Part, Score
from generate_track.compose.style import DrumChair
from generate_track.compose.styles import STYLES
from pieces import a_piece, a_score, body, part_of

KICK, SNARE, OPEN_HAT, CLAVES, STICK = 36, 38, 46, 75, 37


def places(score: Score, part: Part, *keys: int, unit: float = 0.25) -> Counter[float]:
    """Return how often the part strikes at each place of the bar, to the nearest sixteenth."""
    notes = [n for n in body(score, part) if not keys or n.pitch in keys]
    return Counter(round(n.start_beat / unit) * unit % score.time_signature.beats_per_bar for n in notes)


def test_a_word_means_one_style() -> None:
    words = Counter(word for style in STYLES.values() for word in style.words)
    assert [word for word, n in words.items() if n > 1] == []


@pytest.mark.parametrize("name", STYLES)
def test_a_style_answers_to_its_name(name: str) -> None:
    assert a_piece(name).style.name == name


@pytest.mark.parametrize("name", STYLES)
def test_a_style_has_one_drummer_at_most(name: str) -> None:
    names = [chair.name for chair in STYLES[name].chairs]
    drummers = [chair for chair in STYLES[name].chairs if isinstance(chair, DrumChair) and chair.name == "drums"]
    assert len(drummers) <= 1
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("bpm", [60, 96, 120])
def test_a_blues_has_twelve_bars_and_goes_to_the_fourth_in_the_fifth(bpm: int) -> None:
    piece = a_piece("blues", bpm=bpm, duration_s=180, key="A major")
    strophes = [p for p in piece.passages if p.section.label in {"verse", "solo"} and not p.is_last]
    assert strophes
    for passage in strophes:
        start, _ = piece.beats(passage)
        assert passage.section.n_bars == 12
        assert [piece.harmony.at(start + 4 * bar).root for bar in (0, 4, 6)] == [9, 2, 9]


def test_reggae_leaves_out_the_one() -> None:
    score = a_score("reggae", duration_s=60)
    kick = places(score, part_of(score, "drums"), KICK)
    assert kick[1.0] > 10
    assert kick[0.0] == 0
    skank = places(score, part_of(score, "guitar"))
    assert sum(skank[beat] for beat in (0.5, 1.5, 2.5, 3.5)) > 0.85 * skank.total()
    assert skank[0.0] < 0.05 * skank.total()


def test_disco_kicks_on_every_beat_and_opens_the_hat_between() -> None:
    score = a_score("disco", duration_s=60)
    drums = part_of(score, "drums")
    assert {beat for beat, n in places(score, drums, KICK).items() if n > 8} == {0.0, 1.0, 2.0, 3.0}
    assert {beat for beat, n in places(score, drums, OPEN_HAT).items() if n > 8} == {0.5, 1.5, 2.5, 3.5}


def test_rock_has_a_guitar_in_each_ear() -> None:
    score = a_score("rock")
    pans = [part.pan for part in score.parts if part.instrument in {"distortion_guitar", "crunch_guitar"}]
    assert min(pans) <= -0.5
    assert max(pans) >= 0.5


def test_metal_plays_power_chords_and_moves_them_in_riffs() -> None:
    score, piece = a_score("metal"), a_piece("metal")
    part = part_of(score, "chords")
    tones = [(n.pitch - chord.root) % 12 for n in body(score, part) for chord in [piece.harmony.at(n.start_beat + 0.1)]]
    assert sum(tone in {0, 7} for tone in tones) > 0.6 * len(tones)
    assert sum(tone in {3, 4, 10} for tone in tones) > 0.05 * len(tones)


def test_funk_is_in_sixteenths_and_rock_is_not() -> None:
    def share(name: str) -> float:
        score = a_score(name, duration_s=60)
        struck = places(score, part_of(score, "bass"))
        return sum(n for beat, n in struck.items() if beat % 0.5) / struck.total()

    assert share("funk") > 0.25
    assert share("rock") < 0.1


def test_latin_is_played_on_the_clave_and_its_bass_is_ahead_of_the_bar() -> None:
    score = a_score("salsa", duration_s=60)
    claves = places(score, part_of(score, "drums"), CLAVES)
    bass = places(score, part_of(score, "bass"))
    assert {beat for beat, n in claves.items() if n > 5} == {0.5, 1.0, 2.0, 2.75, 3.5}
    assert bass[3.0] + bass[1.5] > bass[0.0]


def test_swing_swings_and_its_bass_walks() -> None:
    score = a_score("swing", bpm=130, duration_s=60)
    ride = [n.start_beat % 1 for n in body(score, part_of(score, "drums")) if n.pitch == 51]
    late = [place for place in ride if 0.4 < place < 0.8]
    assert late
    assert sum(late) / len(late) == pytest.approx(0.66, abs=0.03)
    assert set(places(score, part_of(score, "bass"), unit=1.0)) == {0.0, 1.0, 2.0, 3.0}


def test_country_walks_on_root_and_fifth() -> None:
    score, piece = a_score("country", duration_s=60), a_piece("country", duration_s=60)
    bass = body(score, part_of(score, "bass"))
    on_beats = [n for n in bass if abs(n.start_beat - round(n.start_beat)) < 0.1]
    steps = Counter((n.pitch - piece.harmony.at(n.start_beat + 0.1).root) % 12 for n in on_beats)
    assert steps[0] + steps[7] > 0.9 * steps.total()
    assert steps[7] > 0.2 * steps.total()


def test_bossa_nova_has_a_cross_stick_and_a_nylon_guitar_but_no_snare() -> None:
    score = a_score("bossa nova", duration_s=60)
    played = {n.pitch for n in part_of(score, "drums").notes}
    assert part_of(score, "chords").instrument == "nylon_guitar"
    assert STICK in played
    snares = sum(n.pitch == SNARE for n in part_of(score, "drums").notes)
    assert snares < 0.05 * len(part_of(score, "drums").notes)
