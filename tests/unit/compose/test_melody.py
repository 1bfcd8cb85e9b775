from itertools import pairwise

import pytest

from generate_track.compose.chord import chord_scale
from generate_track.compose.phrase import phrases
from generate_track.compose.syllable import count_syllables
from pieces import CAPTIONS, METERS, a_piece, a_score, part_of

SONG = """[verse]
Hello morning, hello light
I was dreaming through the night
[chorus]
Sing it, sing it to the sky
we are young and we can fly
[bridge]
slowly
"""


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("caption", CAPTIONS)
def test_the_tune_is_in_the_scale_and_moves_by_step(caption: str, meter: str) -> None:
    ask = {"time_signature": meter, "duration_s": 120}
    score, piece = a_score(caption, **ask), a_piece(caption, **ask)
    notes = part_of(score, "lead").notes
    inside = sum(n.pitch % 12 in chord_scale(piece.key, piece.harmony.at(n.start_beat + 0.1)) for n in notes)
    assert len(notes) > 8
    assert inside > 0.85 * len(notes)
    assert sum(abs(a.pitch - b.pitch) <= 5 for a, b in pairwise(notes)) > 0.5 * len(notes)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_the_tune_breathes_between_phrases(caption: str) -> None:
    score, piece = a_score(caption), a_piece(caption)
    notes = part_of(score, "lead").notes
    chair = next(chair for chair in piece.style.chairs if chair.name == "lead")
    for passage in piece.passages:
        for phrase in phrases(piece, passage, phrase_s=getattr(chair, "phrase_s", 0.0)):
            breath = phrase.start_beat + phrase.sung_beats + 0.4, phrase.start_beat + phrase.length_beats - 0.4
            assert not [n for n in notes if breath[0] < n.start_beat < breath[1]]


@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("meter", METERS)
def test_the_lead_has_a_note_for_every_syllable(caption: str, meter: str) -> None:
    request = {"lyrics": SONG, "duration_s": 90, "time_signature": meter}
    score, piece = a_score(caption, **request), a_piece(caption, **request)
    notes = part_of(score, "lead").notes
    n_lines = 0
    for passage in piece.passages:
        for phrase in phrases(piece, passage, phrase_s=4.5) if passage.lines else ():
            end = phrase.start_beat + phrase.length_beats
            sung = [n for n in notes if phrase.start_beat - 0.2 <= n.start_beat < end - 0.2]
            assert len(sung) == count_syllables(phrase.line or "")
            n_lines += 1
    assert n_lines >= 5


def test_nobody_sings_between_the_lyrics_and_a_counter_has_the_tune() -> None:
    score = a_score("pop", lyrics=SONG, duration_s=150)
    pause = next(s for s in score.sections if s.label == "instrumental")
    start, end = pause.start_bar * 4, (pause.start_bar + pause.n_bars) * 4

    def played(name: str) -> int:
        return len([n for n in part_of(score, name).notes if start + 0.2 < n.start_beat < end - 0.2])

    assert played("lead") == 0
    assert played("counter") > 6


def test_the_last_chorus_lies_highest() -> None:
    rises = 0
    for seed in range(12):
        score = a_score("pop", seed=seed, duration_s=150, bpm=120, key="C major")
        notes = part_of(score, "lead").notes
        tops = [
            max((n.pitch for n in notes if s.start_bar * 4 <= n.start_beat < (s.start_bar + s.n_bars) * 4), default=0)
            for s in score.sections
            if s.label in {"verse", "chorus"}
        ]
        rises += tops[-1] == max(tops)
    assert rises >= 9


def test_the_lead_ends_on_the_tonic() -> None:
    for caption in CAPTIONS:
        score = a_score(caption)
        assert part_of(score, "lead").notes[-1].pitch % 12 == score.key.pitch_class


def test_an_answer_comes_in_the_breath() -> None:
    ask = {"bpm": 100, "duration_s": 150}
    score, piece = a_score("lounge jazz", **ask), a_piece("lounge jazz", **ask)
    counter = part_of(score, "counter").notes
    solo = next(p for p in piece.passages if p.section.label == "solo")
    start, end = piece.beats(solo)
    spans = [
        (p.start_beat + p.sung_beats - 0.2, p.start_beat + p.length_beats + 0.5)
        for p in phrases(piece, solo, phrase_s=4.5)
    ]
    inside = [n for n in counter if start + 0.5 <= n.start_beat < end]
    assert inside
    assert all(any(low <= n.start_beat <= high for low, high in spans) for n in inside)


def tunes(label: str, caption: str = "pop", **values: object) -> list[tuple[tuple[float, int], ...]]:
    """Return the first eight beats of the lead, from its start and its pitch, in each section of one kind."""
    ask = {"duration_s": 400, "bpm": 120, "key": "C major"} | values
    score = a_score(caption, **ask)
    notes = [n for n in part_of(score, "lead").notes if n.length_beats > 0.15]  # without grace notes
    starts = [section.start_bar * 4 for section in score.sections if section.label == label]
    heard = [[n for n in notes if start - 0.2 <= n.start_beat < start + 7.5] for start in starts]
    return [tuple((round((n.start_beat - s) * 4) / 4, n.pitch) for n in h) for s, h in zip(starts, heard, strict=True)]


def test_a_hook_comes_back_as_itself_and_a_verse_develops() -> None:
    # A chorus that is not lifted begins as the one before.
    choruses = [tuple(beat for beat, _ in tune) for tune in tunes("chorus")]
    assert len(choruses) > 3
    assert len(set(choruses)) == 1
    verses = tunes("verse")
    assert len(verses) > 3
    assert len(set(verses)) > 2


def test_at_the_arrival_a_second_voice_moves_with_the_tune() -> None:
    ask = {"duration_s": 180, "bpm": 120, "seed": 4}
    score, piece = a_score("pop", **ask), a_piece("pop", **ask)
    start, end = piece.beats(next(passage for passage in piece.passages if passage.is_arrival))

    def onsets(name: str) -> set[int]:
        return {round(n.start_beat * 4) for n in part_of(score, name).notes if start <= n.start_beat < end - 4}

    assert len(onsets("counter") & onsets("lead")) > 0.7 * len(onsets("lead"))
