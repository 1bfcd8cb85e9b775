import json
from pathlib import Path

import pytest

from generate_track.errors import InvalidRequestError
from generate_track.music import Key
from generate_track.preset import document
from generate_track.preset.parser import parse
from generate_track.preset.preset import Preset, seed_of

HEAD = "name: mine\ntracks:\n"


def read(text: str, *, folder: Path | None = None) -> Preset:
    return parse(document.parse(text, source="p.yaml"), folder=folder)


def mistakes(text: str, *, folder: Path | None = None) -> list[tuple[str, str, str | None]]:
    with pytest.raises(InvalidRequestError) as caught:
        read(text, folder=folder)
    return [(mistake.field, mistake.message, mistake.hint) for mistake in caught.value.mistakes]


def test_tracks_have_the_defaults_and_their_own_values_win() -> None:
    preset = read(
        "name: mine\ndescription: for me\ndefaults: {duration: 30, instrumental: yes, shift: 2, eta: 0.5}\n"
        "tracks:\n  - {id: a, caption: jazz}\n  - {id: b, caption: rock, duration: 60, expert: {shift: 3}}\n"
    )
    first, second = (item.request for item in preset.items)
    assert (preset.name, preset.description, preset.duration_s) == ("mine", "for me", 90)
    assert (first.caption, first.duration_s, first.instrumental) == ("jazz", 30, True)
    assert (second.duration_s, dict(second.expert)) == (60, {"shift": 3, "eta": 0.5})


@pytest.mark.parametrize("words", ["time_sig: 3/4", "time-sig: 3/4", "time_signature: 3/4", "Time-Sig: 3/4"])
def test_fields_have_the_words_of_the_command_line_and_the_request_s_own(words: str) -> None:
    assert str(read(HEAD + f"  - {{id: a, caption: x, {words}}}").items[0].request.time_signature) == "3/4"


def test_what_yaml_would_mistake_for_something_else_means_what_it_says() -> None:
    text = "  - {id: no, caption: on, language: no, bpm: 120.0, key: A, instrumental: off, seed: 0123}"
    item = read(HEAD + text).items[0]
    request = item.request
    assert (item.id, request.caption, request.language, request.bpm, request.seed) == ("no", "on", "no", 120, 123)
    assert (request.key, request.instrumental) == (Key.parse("A major"), False)


def test_a_field_without_a_value_is_not_said() -> None:
    text = "name: mine\ndefaults: {bpm: 90}\ntracks:\n  - {id: a, caption: x, bpm: ~, seed: }\n"
    item = read(text).items[0]
    assert (item.request.bpm, item.has_own_seed) == (90, False)


def test_json_says_the_same_with_its_own_types() -> None:
    value = {"$schema": "x", "name": "mine", "tracks": [{"id": 7, "caption": "x", "bpm": 90.0, "stems": True}]}
    item = parse(document.parse(json.dumps(value), source="p", is_json=True)).items[0]
    assert (item.id, item.request.bpm, item.request.stems) == ("7", 90, True)


def test_a_track_without_a_seed_has_one_that_follows_from_its_names() -> None:
    first, second, third = read(HEAD + "".join(f"  - {{id: {name}, caption: x}}\n" for name in "abc")).items
    assert first.request.seed == seed_of("mine", "a")
    assert len({first.request.seed, second.request.seed, third.request.seed, seed_of("other", "a")}) == 4
    assert not first.has_own_seed
    assert read(HEAD + "  - {id: a, caption: x, seed: 7}").items[0].has_own_seed


def test_the_seeds_of_names_never_change() -> None:
    assert [seed_of("mine", "a"), seed_of("mine", "a", attempt=1)] == [1143021126, 1937594924]


def test_extra_fields_have_the_types_of_json() -> None:
    text = "  - {id: a, caption: x, extra: {new: 0.5, on: true, word: slow, both: [1, {a: 2}], none: NaN, null: ~}}"
    extra = read(HEAD + text).items[0].request.extra
    assert dict(extra) == {"new": 0.5, "on": True, "word": "slow", "both": [1, {"a": 2}], "none": "NaN", "null": None}


def test_lyrics_are_text_or_lie_beside_the_preset(tmp_path: Path) -> None:
    (tmp_path / "song.txt").write_text("[verse]\nHi", encoding="utf-8")
    text = HEAD + '  - {id: a, caption: x, lyrics: "@song.txt"}\n  - {id: b, caption: x, lyrics: "[verse]\\\\nHo"}\n'
    first, second = read(text, folder=tmp_path).items
    assert (first.request.lyrics, second.request.lyrics) == ("[verse]\nHi", "[verse]\nHo")


def test_files_to_upload_lie_beside_the_preset(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    text = HEAD + "  - {id: a, caption: x, task_type: cover, src_audio: a.wav}"
    assert read(text, folder=tmp_path).items[0].request.expert["src_audio"] == str(tmp_path / "a.wav")
    assert mistakes(text, folder=tmp_path / "b")[0][:2] == (
        "tracks[0].src_audio",
        "p.yaml:3: track 1 (a): src_audio 'a.wav' is not a file",
    )


@pytest.mark.parametrize(
    ("track", "field", "message", "hint"),
    [
        ("{caption: x}", "tracks[0].id", "track 1: id is missing", "id names the file"),
        ("{id: a b, caption: x}", "tracks[0].id", "track 1 (a b): id 'a b' cannot be a file's name", "such as 'a-b'"),
        ("{id: con, caption: x}", "tracks[0].id", "id 'con' cannot be", None),
        ("{id: ../a, caption: x}", "tracks[0].id", "id '../a' cannot be", "such as 'a'"),
        (f"{{id: {'a' * 49}, caption: x}}", "tracks[0].id", "at most 48", "such as"),
        ("{id: a}", "tracks[0]", "track 1 (a): the caption is empty", "say what the music should be"),
        ("{id: a, caption: [x]}", "tracks[0].caption", "caption is a list, not text", "stands in quotes"),
        ("{id: a, caption: x, bpm: {a: 1}}", "tracks[0].bpm", "bpm is a mapping, not text", "stands in quotes"),
        ("{id: a, caption: x, bpm: 9}", "tracks[0].bpm", "track 1 (a): bpm 9 is out of range (30 to 280)", "60 to 180"),
        ("{id: a, caption: x, shift: 9}", "tracks[0].shift", "shift 9 is out of range (1 to 5)", None),
        ("{id: a, caption: x, expert: {shft: 9}}", "tracks[0].expert.shft", "field 'shft' is not known", "'shift'"),
        ("{id: a, caption: x, expert: 3}", "tracks[0].expert", "the text '3' stands where a mapping", "such as"),
        ("{id: a, caption: x, tempo: 9}", "tracks[0].tempo", "field 'tempo' is not known", None),
        ("{id: a, caption: x, durration: 9}", "tracks[0].durration", "'durration' is not known", "mean 'duration'?"),
        ("{id: a, caption: x, duration: 20, duration_s: 30}", "tracks[0].duration_s", "are the same", "keep one"),
        ("{id: a, caption: x, instrumental: y}", "tracks[0].instrumental", "instrumental 'y' is not one of", None),
        ("{id: a, caption: x, task_type: cover}", "tracks[0]", "task_type cover needs src_audio FILE", None),
        ('{id: a, caption: x, lyrics: "@no.txt"}', "tracks[0].lyrics", "lyrics '@no.txt' cannot be read", None),
        ("7", "tracks[0]", "track 1: the text '7' stands where a mapping is wanted", "such as caption"),
        ("~", "tracks[0]", "track 1: nothing stands where a mapping is wanted", "such as caption"),
    ],
)
def test_a_mistake_has_its_place_and_what_helps(track: str, field: str, *, message: str, hint: str | None) -> None:
    ((told_field, told, told_hint),) = mistakes(HEAD + f"  - {track}\n")
    assert told_field == field
    assert told.startswith("p.yaml:3: track 1")
    assert message in told
    assert (hint or "") in (told_hint or "")


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("tracks: [{id: a, caption: x}]", "name", "p.yaml:1: name is missing"),
        ("name: a", "tracks", "p.yaml:1: there is no list of tracks"),
        ("name: a\ntracks: []", "tracks", "p.yaml:2: there is no list of tracks"),
        ("name: a\ntrack: []\ntracks: [{id: a, caption: x}]", "track", "p.yaml:2: field 'track' is not known"),
        ("name: a\ndescription: [b]\ntracks: [{id: a, caption: x}]", "description", "p.yaml:2: description is a list"),
        ("name: a\ndefaults: 3\ntracks: [{id: a, caption: x}]", "defaults", "p.yaml:2: defaults: the text '3' stands"),
    ],
)
def test_a_mistake_of_the_whole_has_its_place_too(text: str, field: str, message: str) -> None:
    ((told_field, told, _),) = mistakes(text)
    assert told_field == field
    assert told.startswith(message)


def test_what_is_no_mapping_at_all_is_told() -> None:
    assert "a list stands where a mapping is wanted" in mistakes("- a")[0][1]


def test_a_mistake_in_the_defaults_is_told_once_and_a_track_that_makes_it_too_is_told() -> None:
    text = (
        "name: mine\ndefaults:\n  bpm: 999\n  shift: 9\n  lyrics: la\n  instrumental: yes\n"
        "tracks:\n  - {id: a, caption: x}\n  - {id: b, caption: x, bpm: 999}\n"
    )
    assert [message for _, message, _ in mistakes(text)] == [
        "p.yaml:3: defaults: bpm 999 is out of range (30 to 280)",
        "p.yaml:4: defaults: shift 9 is out of range (1 to 5)",
        "p.yaml:9: track 2 (b): bpm 999 is out of range (30 to 280)",
    ]


def test_a_contradiction_between_default_and_track_is_told_of_the_track() -> None:
    text = "name: mine\ndefaults: {instrumental: yes}\ntracks:\n  - {id: a, caption: x, lyrics: la}\n"
    ((field, message, _),) = mistakes(text)
    assert (field, message) == ("tracks[0]", "p.yaml:4: track 1 (a): instrumental contradicts lyrics")


@pytest.mark.parametrize(
    ("first", "second"), [("id: a", "id: A"), ("id: a, batch: 2", "id: a-2"), ("id: a, format: wav", "id: a")]
)
def test_two_tracks_never_become_one_file(first: str, second: str) -> None:
    ((_, message, hint),) = mistakes(HEAD + f"  - {{{first}, caption: x}}\n  - {{{second}, caption: x}}\n")
    assert "name the same file" in message
    assert "an id of its own" in str(hint)


def test_lyrics_that_are_no_utf_8_are_told(tmp_path: Path) -> None:
    (tmp_path / "song.txt").write_bytes(b"\xff")
    text = HEAD + '  - {id: a, caption: x, lyrics: "@song.txt"}'
    assert "is not UTF-8 text" in mistakes(text, folder=tmp_path)[0][1]


def test_text_that_is_a_number_in_json_is_told() -> None:
    value = {"name": "mine", "tracks": [{"id": "a", "caption": 5}, {"id": True, "caption": "x", "lyrics": 5}]}
    with pytest.raises(InvalidRequestError) as caught:
        parse(document.parse(json.dumps(value), source="p", is_json=True))
    assert [mistake.message for mistake in caught.value.mistakes] == [
        "p: track 1 (a): caption is 5, not text",
        "p: track 2: id is missing",
        "p: track 2: lyrics 5 is not text",
    ]
