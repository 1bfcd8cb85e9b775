"""Whatever is asked for, the score holds together."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generate_track.compose import Score, compose
from generate_track.compose.brief import Brief
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.sound import SOUNDS
from generate_track.compose.score import Part
from generate_track.music import Key
from generate_track.request import TrackRequest

CAPTIONS = (
    "ambient lounge jazz, soft piano, gentle strings",
    "upbeat pop",
    "spa wellness, nature sounds, meditation",
    "dark techno with a synth pad, no drums",
    "sad song, solo guitar",
    "choir, flute, harp and trumpet without piano or bass",
    "x",
)
LYRICS = (
    "",
    "just one line",
    "[verse]\nHello world, it is a beautiful day\nand I am walking home\n[chorus]\nSing along\nsing along with me",
    "[intro]\n[verse]\n" + "so many words in every single line of it\n" * 60 + "[outro]\nbye",
    "[Instrumental]",
    "ありがとう\n[サビ]\nさくら さくら",
)
METERS = ("2/4", "3/4", "4/4", "6/8")
KEYS = tuple(Key(tonic, mode) for tonic in ("C", "F#", "Bb", "E", "A", "Db", "G#", "Cb") for mode in ("major", "minor"))


def ask(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "upbeat pop", "seed": 1, "duration_s": 60} | values)


sounds = st.lists(st.sampled_from(sorted(SOUNDS)), max_size=4)
captions = st.sampled_from(CAPTIONS) | st.builds(
    lambda style, asked, refused: f"{style} with {' and '.join(asked)}. No {' or '.join(refused) or 'thing'}",
    st.sampled_from(["jazz", "pop", "spa", "techno"]),
    sounds,
    sounds,
)
requests = st.builds(
    lambda **values: TrackRequest.parse(values),
    caption=captions | st.text(min_size=1, max_size=40).filter(str.strip),
    lyrics=st.sampled_from(LYRICS),
    duration_s=st.floats(10, 90) | st.sampled_from([10.0, 30.0, 120.0, 600.0]),
    bpm=st.none() | st.integers(30, 280),
    key=st.none() | st.sampled_from(KEYS),
    time_signature=st.sampled_from(METERS),
    seed=st.integers(0, 2**32 - 1),
)


def notes_of(score: Score) -> list[tuple[Part, Any]]:
    return [(part, note) for part in score.parts for note in part.notes]


def pitched(score: Score) -> list[Part]:
    return [part for part in score.parts if not part.instrument.endswith("_kit")]


@settings(max_examples=100)
@given(requests)
def test_every_note_can_be_played(request: TrackRequest) -> None:
    score = compose(request)
    end_beat = score.duration_s / score.beat_s
    assert score.parts
    for part, note in notes_of(score):
        instrument = INSTRUMENTS[part.instrument]
        assert 0 <= note.start_beat < end_beat
        assert 0 < note.length_beats <= end_beat - note.start_beat + 1e-6
        assert instrument.low <= note.pitch <= instrument.high, (part.name, part.instrument, note)
        assert 1 <= note.velocity <= 127
    for part in score.parts:
        assert list(part.notes) == sorted(part.notes, key=lambda note: note.start_beat)


@settings(max_examples=50)
@given(requests)
def test_a_track_lasts_as_long_as_asked_and_ends_on_the_tonic(request: TrackRequest) -> None:
    score = compose(request)
    assert score.duration_s == request.duration_s
    assert score.key == (request.key or Brief.parse(request.caption).key or score.key)
    assert score.time_signature == request.time_signature
    last = max(note.start_beat for _, note in notes_of(score)) * score.beat_s
    ring_s = score.duration_s - last
    assert 1.5 <= score.fade_out_s <= 6
    assert score.fade_out_s <= ring_s + 0.6
    assert ring_s <= 0.6 + max(score.duration_s * 0.2, 7) + max(0.8, score.beat_s)
    lowest = min(
        (note for part in pitched(score) for note in part.notes if (note.start_beat + 1) * score.beat_s > last),
        key=lambda note: note.pitch,
    )
    tones = {note.pitch % 12 for part in pitched(score) for note in part.notes[-1:]}
    assert score.key.pitch_class in tones | {lowest.pitch % 12}


@settings(max_examples=40)
@given(requests)
def test_the_tempo_asked_for_is_never_bent(request: TrackRequest) -> None:
    score = compose(request)
    assert request.bpm is None or score.tempo_bpm == request.bpm
    assert 30 <= score.tempo_bpm <= 280
    assert score.tempo_bpm == int(score.tempo_bpm)


@settings(max_examples=40)
@given(requests)
def test_sections_follow_each_other_and_fill_the_track(request: TrackRequest) -> None:
    score = compose(request)
    bar_s = score.beat_s * score.time_signature.beats_per_bar
    bar = 0
    for section in score.sections:
        assert section.start_bar == bar
        assert section.n_bars >= 1
        assert 0 <= section.energy <= 1
        bar += section.n_bars
    assert -1e-9 <= bar * bar_s - score.duration_s < bar_s + 1e-6


@settings(max_examples=25)
@given(requests)
def test_there_is_no_long_emptiness(request: TrackRequest) -> None:
    score = compose(request)
    covered = 0.0
    for start, end in sorted((note.start_beat, note.start_beat + note.length_beats) for _, note in notes_of(score)):
        assert (start - covered) * score.beat_s < 4 + score.beat_s * 2
        covered = max(covered, end)


@settings(max_examples=25)
@given(requests, st.integers(0, 7))
def test_take_i_of_a_seed_is_take_0_of_the_seed_plus_i(request: TrackRequest, take: int) -> None:
    batch = request.with_changes({"batch": 8})
    alone = request.with_changes({"seed": batch.seeds[take]})
    assert compose(batch, take=take) == compose(alone)


@settings(max_examples=40)
@given(requests)
def test_what_is_forbidden_does_not_play(request: TrackRequest) -> None:
    forbidden = Brief.parse(request.caption).forbidden
    assert not forbidden & {part.instrument for part in compose(request).parts}


@settings(max_examples=40)
@given(requests)
def test_what_is_asked_for_plays(request: TrackRequest) -> None:
    brief = Brief.parse(request.caption)
    band = {part.instrument for part in compose(request).parts}
    for sound in brief.sounds:
        assert band & set(SOUNDS[sound]), sound


@settings(max_examples=25)
@given(requests)
def test_parts_have_names_of_their_own_and_sane_places_in_the_mix(request: TrackRequest) -> None:
    score = compose(request)
    assert len({part.name for part in score.parts}) == len(score.parts)
    for part in score.parts:
        assert -20 <= part.level_db <= 3
        assert -1 <= part.pan <= 1
        assert all(0 <= share <= 1 for share in (part.width, part.reverb_send, part.delay_send, part.duck_depth))


def test_a_take_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(IndexError):
        compose(ask(batch=2), take=2)


@pytest.mark.parametrize("caption", CAPTIONS[:4])
def test_takes_differ(caption: str) -> None:
    request = ask(caption=caption, batch=8, key="C major", bpm=100)
    tunes = {
        tuple(note.pitch for note in part.notes) for take in range(8) for part in compose(request, take=take).parts
    }
    assert len(tunes) > 8 * 3


def test_forbidding_everything_still_gives_a_track() -> None:
    assert compose(ask(caption="no " + " or ".join(SOUNDS)[:500])).parts


def test_an_old_recording_is_duller() -> None:
    assert compose(ask(caption="pop")).lowpass_hz is None
    assert (compose(ask(caption="1930s pop")).lowpass_hz or 0) < 8000


def test_a_scene_of_the_style_s_own_can_be_refused() -> None:
    assert compose(ask(caption="spa")).ambience
    assert not compose(ask(caption="spa, no nature sounds")).ambience
