import io
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mido import MidiFile, MidiTrack

from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.score import Note, Part, Score, Section
from generate_track.music import Key, TimeSignature
from generate_track.synth.instrument import INSTRUMENTS as SOUNDS
from generate_track.synth.midi import midi_file
from scores import PIANO, a_score

KIT = Part("drums", "jazz_kit", (Note(0.0, 0.1, 36, 110), Note(1.0, 0.1, 38, 90)))
BASS = Part("bass", "upright_bass", (Note(0.0, 2.0, 40, 80),))


def read(score: Score) -> MidiFile:
    """Return the score as another program finds it."""
    buffer = io.BytesIO()
    midi_file(score).save(file=buffer)
    buffer.seek(0)
    return MidiFile(file=buffer)


def timed(track: MidiTrack) -> list[tuple[int, object]]:
    return list(zip(accumulate(message.time for message in track), track, strict=True))


def of_kind(track: MidiTrack, kind: str) -> list:
    return [message for message in track if message.type == kind]


def strokes(track: MidiTrack) -> list[tuple[int, int, int]]:
    """Return (first tick, pitch, length in ticks) of each note."""
    held: dict[int, int] = {}
    found = []
    for tick, message in timed(track):
        if message.type == "note_on":
            assert message.note not in held
            held[message.note] = tick
        elif message.type == "note_off":
            start = held.pop(message.note)
            found.append((start, message.note, tick - start))
    assert not held
    return sorted(found)


def test_a_part_is_a_track_with_its_name_instrument_and_channel() -> None:
    file = read(a_score(KIT, BASS, PIANO))
    told = [
        (track.name, message.program, message.channel)
        for track in file.tracks
        for message in of_kind(track, "program_change")
    ]
    assert file.type == 1
    assert told == [("drums", 32, 9), ("bass", 32, 0), ("piano", 0, 1)]


def test_notes_lie_where_the_score_has_them() -> None:
    lead = Part("lead", "flute", (Note(0.0, 0.5, 72, 100), Note(1.5, 1.0, 74, 64)))
    track = read(a_score(lead)).tracks[1]
    assert strokes(track) == [(0, 72, 240), (720, 74, 480)]
    assert [message.velocity for message in of_kind(track, "note_on")] == [100, 64]


@pytest.mark.parametrize(
    ("signature", "told", "ticks_per_beat"), [("4/4", (4, 4), 480), ("3/4", (3, 4), 480), ("6/8", (6, 8), 720)]
)
def test_a_beat_is_as_long_as_it_is_felt(signature: str, told: tuple[int, int], ticks_per_beat: int) -> None:
    score = replace(
        a_score(Part("lead", "flute", (Note(1.0, 1.0, 72, 99),))), time_signature=TimeSignature.parse(signature)
    )
    file = read(score)
    (metre,) = of_kind(file.tracks[0], "time_signature")
    assert (metre.numerator, metre.denominator) == told
    assert strokes(file.tracks[1]) == [(ticks_per_beat, 72, ticks_per_beat)]
    assert file.length == pytest.approx(score.duration_s, abs=0.001)


@pytest.mark.parametrize(
    ("key", "told"),
    [("C major", "C"), ("F# minor", "F#m"), ("D# major", "Eb"), ("Cb minor", "Bm"), ("Ab minor", "G#m")],
)
def test_a_key_is_written_with_the_fewest_signs(key: str, told: str) -> None:
    (signature,) = of_kind(read(replace(a_score(), key=Key.parse(key))).tracks[0], "key_signature")
    assert signature.key == told


def test_sections_are_markers() -> None:
    score = replace(a_score(), sections=(Section("intro", 0, 1, 0.3), Section("verse", 1, 1, 0.5)))
    found = [(tick, message.text) for tick, message in timed(read(score).tracks[0]) if message.type == "marker"]
    assert found == [(0, "intro"), (4 * 480, "verse")]


def test_a_fader_is_expression_in_small_steps() -> None:
    swell = replace(BASS, gains=((0.0, 0.25), (2.0, 1.0)))
    moves = [
        message.value for message in of_kind(read(a_score(swell)).tracks[1], "control_change") if message.control == 11
    ]
    assert (moves[0], moves[-1], len(moves)) == (64, 127, 5)
    assert moves == sorted(moves)


def test_level_and_pan_are_the_desk_s() -> None:
    part = replace(BASS, level_db=-12.0, pan=1.0, reverb_send=0.5)
    told = {message.control: message.value for message in of_kind(read(a_score(part)).tracks[1], "control_change")}
    assert told == {7: 64, 10: 127, 91: 64}


def test_a_key_is_released_before_it_is_struck_again() -> None:
    notes = (Note(0.0, 2.0, 60, 80), Note(1.0, 2.0, 60, 80), Note(1.0, 1.0, 60, 70))
    assert strokes(read(a_score(Part("lead", "flute", notes))).tracks[1]) == [(0, 60, 480), (480, 60, 480)]


notes = st.builds(Note, st.floats(-0.1, 9), st.floats(0, 4), st.integers(20, 110), st.integers(1, 127))


@given(st.lists(notes, max_size=30))
def test_no_note_hangs_whatever_is_played(played: list[Note]) -> None:
    part = Part("lead", "flute", tuple(sorted(played, key=lambda note: note.start_beat)))
    file = read(a_score(part))
    assert all(length > 0 for _, _, length in strokes(file.tracks[1]))
    assert file.length == pytest.approx(4.0, abs=0.001)


def test_too_many_parts_share_the_channel_of_their_instrument() -> None:
    parts = tuple(replace(BASS, name=f"bass {n}", instrument=("cello", "viola")[n % 2]) for n in range(20))
    channels = [of_kind(track, "program_change")[0].channel for track in read(a_score(*parts)).tracks[1:]]
    assert channels == [0, 1] * 10


def test_no_melody_is_on_the_channel_of_drums() -> None:
    parts = tuple(replace(BASS, name=f"bass {n}") for n in range(15))
    channels = [of_kind(track, "program_change")[0].channel for track in read(a_score(*parts)).tracks[1:]]
    assert channels == [channel for channel in range(16) if channel != 9]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_instrument_has_a_program_of_general_midi(name: str) -> None:
    part = Part("x", name, (Note(0.0, 1.0, 48, 90),))
    (change,) = of_kind(read(a_score(part)).tracks[1], "program_change")
    assert (change.channel == 9) == SOUNDS[name].is_drums == ("drums" in INSTRUMENTS[name].roles)
