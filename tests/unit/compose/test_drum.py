import itertools

import pytest

from pieces import METERS, a_score, body, part_of

KICK, SNARE, STICK, CLAP, PEDAL, RIDE, HAT = 36, 38, 37, 39, 44, 51, 42
BACKBEATS = {SNARE, STICK, CLAP, PEDAL}


def share_on(keys: set[int], caption: str, *, meter: str, place: int) -> float:
    """Return in what share of the bars one of `keys` is struck on beat `place`."""
    score = a_score(caption, time_signature=meter)
    drums = body(score, part_of(score, "drums"))
    n_beats = score.time_signature.beats_per_bar
    # Late in the beat by humanising is still on it.
    bars = {round(note.start_beat) // n_beats for note in drums}
    struck = {
        round(note.start_beat) // n_beats
        for note in drums
        if note.pitch in keys and abs(note.start_beat - round(note.start_beat)) < 0.1
        if round(note.start_beat) % n_beats == place
    }
    return len(struck) / len(bars)


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("caption", ["lounge jazz", "pop"])
def test_the_downbeat_is_on_the_kick_and_the_backbeat_is_not_alone(caption: str, meter: str) -> None:
    assert share_on({KICK}, caption, meter=meter, place=0) > 0.9
    assert share_on(BACKBEATS, caption, meter=meter, place=1) > 0.7


def test_a_waltz_answers_one_with_two_and_three() -> None:
    assert share_on(BACKBEATS, "pop", meter="3/4", place=2) > 0.8


@pytest.mark.parametrize(("caption", "key"), [("techno, no kick", KICK), ("pop, no snare", SNARE)])
def test_a_refused_drum_is_left_out_of_the_kit(caption: str, key: int) -> None:
    keys = {note.pitch for note in part_of(a_score(caption), "drums").notes}
    assert key not in keys
    assert len(keys) > 2


def division(caption: str, bpm: int, *, meter: str = "4/4") -> float:
    """Return how loud the hi-hat is between the beats, relative to the beats."""
    score = a_score(caption, bpm=bpm, time_signature=meter)
    hats = [note for note in body(score, part_of(score, "drums")) if note.pitch == HAT]
    on = [note.velocity for note in hats if abs(note.start_beat - round(note.start_beat)) < 0.1]
    off = [note.velocity for note in hats if abs(note.start_beat - round(note.start_beat)) > 0.3]
    return (sum(off) / len(off)) / (sum(on) / len(on))


@pytest.mark.parametrize("caption", ["soul", "hip hop"])
def test_slow_beats_are_divided_softly(caption: str) -> None:
    assert division(caption, 72) < 0.6 * division(caption, 120)


def test_thirds_of_a_slow_beat_are_as_loud_as_ever() -> None:
    slow, quick = (division("pop ballad", bpm, meter="6/8") for bpm in (72, 120))
    assert slow > 0.9 * quick


def test_ghosts_between_slow_beats_are_no_softer_than_written() -> None:
    assert division("reggae", 76) > 0.8 * division("reggae", 120)


def test_electronic_music_kicks_every_beat() -> None:
    # Builds take the kick away before the drop.
    assert all(share_on({KICK}, "techno", meter="4/4", place=place) > 0.75 for place in range(4))


def test_jazz_rides_and_swings() -> None:
    score = a_score("lounge jazz", bpm=100)
    offbeats = [
        n.start_beat % 1 for n in part_of(score, "drums").notes if n.pitch == RIDE and 0.3 < n.start_beat % 1 < 0.9
    ]
    assert offbeats
    assert 0.58 < sum(offbeats) / len(offbeats) < 0.7


def test_sections_end_in_fills() -> None:
    score = a_score("pop", duration_s=120, bpm=120)
    drums = part_of(score, "drums").notes
    chorus = next(s for s in score.sections if s.label == "chorus")
    end = (chorus.start_bar + chorus.n_bars) * 4

    def struck(start: float) -> set[int]:
        return {n.pitch for n in drums if start <= n.start_beat + 0.05 < start + 1} & {SNARE, 45, 47, 50}

    assert len([n for n in drums if end - 1 <= n.start_beat < end and n.pitch in {SNARE, 45, 47, 50}]) >= 2
    assert struck(end - 1)


def test_drums_that_waited_come_in_with_a_fill() -> None:
    score = a_score("calm pop", duration_s=120)
    first = min(note.start_beat for note in part_of(score, "drums").notes)
    verse = score.sections[1].start_bar * 4
    assert verse - 4 <= first < verse


def test_a_build_gets_quicker_and_louder() -> None:
    score = a_score("techno", duration_s=120, bpm=125)
    build = next(s for s in score.sections if s.label == "build")
    start, end = build.start_bar * 4, (build.start_bar + build.n_bars) * 4
    roll = [n for n in part_of(score, "drums").notes if n.pitch == SNARE and start - 0.1 <= n.start_beat < end - 0.1]
    half = (start + end) / 2
    assert len([n for n in roll if n.start_beat >= half]) > 2 * len([n for n in roll if n.start_beat < half])
    assert roll[-1].velocity > roll[0].velocity * 1.5


def test_fast_drums_leave_out_what_nobody_could_play() -> None:
    score = a_score("techno", bpm=280)
    hats = [n.start_beat * score.beat_s for n in part_of(score, "drums").notes if n.pitch == 42]
    assert min(b - a for a, b in itertools.pairwise(hats)) > 0.06


def test_ghost_notes_are_softer() -> None:
    score = a_score("lounge jazz", bpm=100, duration_s=120)
    drums = part_of(score, "drums").notes
    snares = [note.velocity for note in drums if note.pitch == SNARE]
    assert min(snares) < 0.75 * max(snares)
