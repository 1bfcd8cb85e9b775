import itertools
from dataclasses import replace

import pytest

from generate_track.compose.bass import _above, write_bass
from generate_track.compose.chord import Chord
from generate_track.compose.style import BassChair
from generate_track.compose.turn import turns
from generate_track.music import Key
from pieces import CAPTIONS, METERS, a_piece, a_score, body, part_of


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_new_chord_begins_on_its_root(caption: str, meter: str) -> None:
    score, piece = a_score(caption, time_signature=meter), a_piece(caption, time_signature=meter)
    bass = body(score, part_of(score, "bass"))
    hits = misses = 0
    for span in piece.harmony.spans[:-1]:
        first = [n for n in bass if span.start_beat - 0.1 <= n.start_beat < span.start_beat + 0.9]
        hits += bool(first) and first[0].pitch % 12 == span.chord.root
        misses += bool(first) and first[0].pitch % 12 != span.chord.root
    assert hits > 9 * misses
    assert hits > 2


@pytest.mark.parametrize("meter", METERS)
def test_jazz_walks_a_note_a_beat_and_steps_into_the_next_chord(meter: str) -> None:
    score, piece = a_score("jazz", time_signature=meter, bpm=90), a_piece("jazz", time_signature=meter, bpm=90)
    walking = [p for p in piece.passages if p.section.energy >= 0.5]
    bass = part_of(score, "bass").notes
    for passage in walking:
        start, end = piece.beats(passage)
        on_beats = {round(n.start_beat) for n in bass if abs(n.start_beat - round(n.start_beat)) < 0.12}
        assert set(range(start, end)) <= on_beats
    steps = []
    for span in piece.harmony.spans[1:-1]:
        before = [n.pitch for n in bass if abs(n.start_beat - span.start_beat + 1) < 0.12]
        after = [n.pitch for n in bass if abs(n.start_beat - span.start_beat) < 0.12]
        steps += [abs(after[0] - before[0]) for _ in [0] if before and after]
    assert sum(step <= 7 for step in steps) > 0.9 * len(steps)


def test_walking_does_not_stand_still() -> None:
    score = a_score("jazz", bpm=120, duration_s=60)
    beats = [n for n in part_of(score, "bass").notes if abs(n.start_beat - round(n.start_beat)) < 0.12]
    repeated = sum(a.pitch == b.pitch for a, b in itertools.pairwise(beats))
    assert repeated < 0.12 * len(beats)


def test_a_waltz_bass_is_lighter_on_two_and_three() -> None:
    score = a_score("pop", time_signature="3/4", bpm=120)
    bass = body(score, part_of(score, "bass"))
    assert all(any(abs(n.start_beat - beat) < 0.1 for n in bass) for beat in range(3 * 8, 3 * 12, 3))


def test_the_bass_holds_the_tonic_to_the_end() -> None:
    score = a_score("pop", bpm=50, duration_s=31.0)
    last = part_of(score, "bass").notes[-1]
    assert last.pitch % 12 == score.key.pitch_class
    assert (last.start_beat + last.length_beats) * score.beat_s == pytest.approx(score.duration_s, abs=0.1)


def test_one_voice_at_a_time() -> None:
    for caption in CAPTIONS:
        notes = part_of(a_score(caption), "bass").notes
        pairs = itertools.pairwise(notes)
        assert all(a.start_beat + a.length_beats <= b.start_beat + 1e-9 for a, b in pairs)


def test_a_bass_that_follows_the_kick_sounds_with_it() -> None:
    piece = a_piece("pop", bpm=120, duration_s=60)
    chair = next(chair for chair in piece.style.chairs if isinstance(chair, BassChair))
    held = replace(chair, lines={"4/4": ("R---------------",)}, follows_kick=True)
    full = next(turn for turn in turns(piece, held) if turn.is_on and turn.energy > 0.8)
    struck = {
        s.start_beat - full.start_beat for s in write_bass(piece, held) if 0 <= s.start_beat - full.start_beat < 4
    }
    assert struck == {0.0, 1.5, 2.0, 2.5}


def test_a_tumbao_plays_the_next_chord_ahead_of_the_bar() -> None:
    piece = a_piece("pop", bpm=120, duration_s=60)
    chair = next(chair for chair in piece.style.chairs if isinstance(chair, BassChair))
    tumbao = replace(chair, lines={"4/4": ("......5-----n---",)}, enters_at=0.0)
    early = [s for s in write_bass(piece, tumbao) if s.start_beat % 4 == 3 and s.start_beat < piece.timeline.body_beats]
    assert early
    assert all(s.pitch % 12 == piece.harmony.at(s.start_beat + 1).root for s in early)


def test_a_seventh_is_the_chords_own_or_a_flat_one() -> None:
    key = Key.parse("C major")
    sevenths = {symbol: _above(Chord.parse(symbol, key))["7"] for symbol in ("Imaj7", "V7", "ii7", "I", "biidim7")}
    assert sevenths == {"Imaj7": 11, "V7": 10, "ii7": 10, "I": 10, "biidim7": 9}
