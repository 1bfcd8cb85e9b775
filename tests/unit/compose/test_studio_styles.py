"""What makes each style itself, heard in scores of it."""

import itertools
from collections.abc import Iterable

import pytest

from generate_track.compose.score import Note, Score
from generate_track.compose.styles import STYLES
from pieces import a_score, body, part_of

KICK, SNARE, CLAP, HAT, OPEN, SLEIGH_BELL = 36, 38, 39, 42, 46, 83
LOOSE_BEATS = 0.06


def places(notes: Iterable[Note], *, unit_beats: float = 1.0) -> list[float]:
    """Return where in a unit notes begin; what is a little early belongs to the next one."""
    return [(note.start_beat + LOOSE_BEATS) % unit_beats - LOOSE_BEATS for note in notes]


def peak(score: Score, key: int) -> list[Note]:
    """Return the strokes on one percussion key in the strongest section, its last bar left out."""
    section = max(score.sections, key=lambda section: section.energy)
    start, end = (4 * bar for bar in (section.start_bar, section.start_bar + section.n_bars - 1))
    drums = part_of(score, "drums").notes
    return [n for n in drums if n.pitch == key and start - LOOSE_BEATS <= n.start_beat < end - LOOSE_BEATS]


def share_near(places: list[float], *wanted: float) -> float:
    """Return how many of the places are near one of those wanted, as a share."""
    return sum(any(abs(place - want) < LOOSE_BEATS for want in wanted) for place in places) / len(places)


TEMPI = {
    "hip hop": (84, 96), "trap": (130, 154), "lo-fi": (68, 86), "house": (118, 128), "techno": (124, 136),
    "trance": (132, 142), "drum and bass": (168, 180), "dubstep": (136, 144), "synthwave": (84, 116),
    "chiptune": (120, 160), "spa": (50, 72), "choir": (60, 92), "cinematic": (80, 124),
}  # fmt: skip


@pytest.mark.parametrize("style", TEMPI)
def test_a_style_keeps_the_tempo_of_its_records(style: str) -> None:
    low, high = TEMPI[style]
    assert all(low <= a_score(style, seed=seed).tempo_bpm <= high for seed in range(4))


@pytest.mark.parametrize("style", ["house", "techno", "trance"])
def test_dance_floors_get_a_kick_on_every_beat_and_hats_between(style: str) -> None:
    score = a_score(style)
    kicks = peak(score, KICK)
    assert {round(n.start_beat) % 4 for n in kicks if share_near(places([n]), 0.0)} == {0, 1, 2, 3}
    assert share_near(places(peak(score, OPEN)), 0.5) > 0.8


def test_a_trance_bass_fills_the_gaps_between_kicks() -> None:
    score = a_score("trance", bpm=138)
    drop = next(s for s in score.sections if s.label == "drop")
    start, end = drop.start_bar * 4, (drop.start_bar + drop.n_bars) * 4
    bass = [n for n in body(score, part_of(score, "bass")) if start <= n.start_beat < end - 1]
    assert share_near(places(bass), 0.0) < 0.1


@pytest.mark.parametrize("style", ["trap", "dubstep"])
def test_half_time_has_its_backbeat_in_the_middle_of_the_bar(style: str) -> None:
    score = a_score(style, bpm=140)
    loud = [n for n in (*peak(score, CLAP), *peak(score, SNARE)) if n.velocity > 100]
    assert share_near(places(loud, unit_beats=4), 2.0) > 0.5


def test_trap_hats_roll_quicker_than_sixteenths() -> None:
    hats = peak(a_score("trap", bpm=140), HAT)
    gaps = [after.start_beat - before.start_beat for before, after in itertools.pairwise(hats)]
    assert min(gaps) < 0.15 < max(gaps)


def test_boom_bap_is_late_on_its_sixteenths() -> None:
    score = a_score("boom bap", bpm=90)
    late = [place for place in places(part_of(score, "drums").notes, unit_beats=0.5) if 0.2 < place < 0.45]
    assert late
    assert 0.26 < sum(late) / len(late) < 0.33


def test_drum_and_bass_breaks_its_beat_in_two_steps() -> None:
    score = a_score("drum and bass", bpm=174)
    loud = [n for n in peak(score, SNARE) if n.velocity > 100]
    assert share_near(places(loud, unit_beats=4), 1.0, 3.0) > 0.5
    assert share_near(places(peak(score, KICK), unit_beats=4), 0.0, 2.5) > 0.5


def test_a_synthwave_bass_leaps_in_octaves() -> None:
    bass = [n.pitch for n in part_of(a_score("synthwave"), "bass").notes]
    steps = [abs(a - b) for a, b in itertools.pairwise(bass)]
    assert steps.count(12) > 0.2 * len(steps)


def test_a_chip_plays_chords_one_tone_at_a_time_and_quicker_than_a_hand() -> None:
    score = a_score("chiptune", bpm=140)
    chords = body(score, part_of(score, "chords"))
    gaps = [round(after.start_beat - before.start_beat, 3) for before, after in itertools.pairwise(chords)]
    assert gaps.count(0.25) > 0.5 * len(gaps)
    assert gaps.count(0.0) == 0


def test_a_string_quartet_has_four_players_of_one_note_each() -> None:
    score = a_score("string quartet", duration_s=90)
    assert sorted(part.instrument for part in score.parts) == ["cello", "viola", "violin", "violin"]
    for part in score.parts:
        ends = [note.start_beat + note.length_beats for note in part.notes]
        assert all(end <= after.start_beat + 1e-6 for end, after in zip(ends, part.notes[1:], strict=False))
    second, viola = part_of(score, "second violin").notes, part_of(score, "viola").notes
    assert sum(n.pitch for n in second) / len(second) > sum(n.pitch for n in viola) / len(viola)


@pytest.mark.parametrize("caption", ["classical piano", "solo piano, nocturne"])
def test_a_pianist_has_two_hands_and_nobody_else(caption: str) -> None:
    score = a_score(caption)
    assert {part.instrument for part in score.parts} == {"grand_piano"}
    middles = [sum(n.pitch for n in part.notes) / len(part.notes) for part in score.parts]
    assert max(middles) - min(middles) > 15


def test_a_choir_only_sings() -> None:
    sounds = {part.instrument for seed in (1, 2) for part in a_score("choral", seed=seed).parts}
    assert sounds <= {"choir", "oohs", "church_organ"}


def test_christmas_rings_a_sleigh_bell_on_every_beat() -> None:
    bells = [n for n in part_of(a_score("christmas"), "sleigh bells").notes if n.pitch == SLEIGH_BELL]
    beats = {round(n.start_beat) % 4 for n in bells if share_near(places([n]), 0.0)}
    assert beats == {0, 1, 2, 3}


def test_lo_fi_crackles_and_spas_have_water_or_birds() -> None:
    assert {a.kind for a in a_score("lo-fi").ambience} <= {"vinyl", "tape"}
    assert {a.kind for a in a_score("spa").ambience} <= {"ocean", "stream", "rain", "birds"}
    assert a_score("lo-fi").lowpass_hz


def test_horror_is_in_minor_and_its_strings_tremble() -> None:
    scores = [a_score("horror", seed=seed) for seed in range(4)]
    assert all(score.key.mode == "minor" for score in scores)
    assert all("tremolo_strings" in {p.instrument for p in score.parts} for score in scores)


def test_cinema_climbs() -> None:
    score = a_score("cinematic", duration_s=90)
    last = max((s for s in score.sections if s.label == "chorus"), key=lambda s: s.start_bar)

    def force(label_bar: int, n_bars: int) -> float:
        return (
            sum(n.velocity for p in score.parts for n in p.notes if label_bar <= n.start_beat / 4 < label_bar + n_bars)
            / n_bars
        )

    assert force(last.start_bar, last.n_bars - 1) > 2 * force(score.sections[0].start_bar, score.sections[0].n_bars)


def test_every_style_says_what_it_sounds_like() -> None:
    assert all(10 < len(style.about) < 100 for style in STYLES.values() if style.name not in {"pop", "lounge jazz"})
