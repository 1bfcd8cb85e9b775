import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.errors import InvalidRequestError
from generate_track.preset import document
from generate_track.preset.document import BYTES_LIMIT, Document


def yaml(text: str) -> Document:
    return document.parse(text, source="p.yaml")


def refusal(text: str, *, is_json: bool = False) -> str:
    with pytest.raises(InvalidRequestError) as caught:
        document.parse(text, source="p", is_json=is_json)
    (mistake,) = caught.value.mistakes
    return f"{mistake.message} | {mistake.hint}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("language: no", {"language": "no"}),
        ("on: yes", {"on": "yes"}),
        ("bpm: 120.0", {"bpm": "120.0"}),
        ("id: 010", {"id": "010"}),
        ("time_sig: 3:4", {"time_sig": "3:4"}),
        ("key: A", {"key": "A"}),
        ("day: 2026-01-01", {"day": "2026-01-01"}),
        ("a: ~\nb: null\nc:\nd: '~'\ne: \"\"", {"a": None, "b": None, "c": None, "d": "~", "e": ""}),
        ("- [1, {a: b}]", [["1", {"a": "b"}]]),
        ("lyrics: |\n  [verse]\n  Hello\n", {"lyrics": "[verse]\nHello\n"}),
        ('{"name": "x", "n": 1.5}', {"name": "x", "n": "1.5"}),
    ],
)
def test_yaml_is_read_as_its_words(text: str, value: object) -> None:
    assert yaml(text).value == value


def test_anchors_and_merges_are_followed_and_the_own_value_wins() -> None:
    read = yaml("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {x: 9, z: 4}]}\nd: *a")
    assert read.value == {
        "a": {"x": "1", "y": "2"},
        "b": {"x": "1", "y": "3"},
        "c": {"x": "1", "y": "2", "z": "4"},
        "d": {"x": "1", "y": "2"},
    }
    assert "<< wants a mapping" in refusal("b: {<<: 3}")


def test_every_value_knows_its_line_and_what_has_none_that_of_what_holds_it() -> None:
    read = yaml("name: x\ntracks:\n  - id: a\n    bpm: 3\n  - id: b\n")
    places = (("name",), ("tracks", 0, "bpm"), ("tracks", 1), ("tracks", 1, "caption"), ("more",))
    assert [read.where(place) for place in places] == ["p.yaml:1", "p.yaml:4", "p.yaml:5", "p.yaml:5", "p.yaml:1"]
    assert document.parse('{"a": 1}', source="p.json", is_json=True).where(("a",)) == "p.json"


def test_a_key_that_is_given_twice_is_a_mistake_with_its_line() -> None:
    (mistake,) = yaml("a: 1\nb: 2\na: 3").mistakes
    assert (mistake.field, mistake.message) == ("a", "p.yaml:3: 'a' is given twice in one mapping")
    (mistake,) = document.parse('{"a": 1, "a": 2}', source="p", is_json=True).mistakes
    assert mistake.message == "p: 'a' is given twice in one object"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: [1", "p:1: not YAML: expected ',' or ']'"),
        ("lyrics: [verse] la", "stands in quotes"),
        ("a: b: c", "p:1: not YAML: mapping values are not allowed here | text that holds ': '"),
        ("a:\n\t- b", "indent with spaces"),
        ("a: \x07", "p: not YAML: unacceptable character"),
        ("a: 1\n---\nb: 2", "expected a single document"),
        ("a: *b", "found undefined alias"),
        ("a: &a [*a]", "p:1: an alias stands inside what it is an alias of"),
        ("", "p is empty"),
        ("# a comment", "p is empty"),
        ("[" * 5000, "p is nested too deeply"),
        ("a: 1\n? [b]\n: 2", "p:2: a key is no text"),
        ('a: "\\ud800"', "p holds half of a character"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line(text: str, part: str) -> None:
    assert part in refusal(text)


def test_aliases_that_grow_beyond_all_bounds_are_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "grows to more than 100000 values | use fewer aliases" in refusal("\n".join(levels))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('{"a": 1,\n}', "p:2: not JSON"),
        ("name: x", "p:1: not JSON: expecting value | a preset may be YAML too"),
        ('{"a": NaN}', "p: NaN is not a number that JSON has"),
        ("[" * 100_000, "p is nested too deeply"),
        ('{"a": "\\ud800"}', "p holds half of a character"),
        ("9" * 5000, "p: Exceeds the limit"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, part: str) -> None:
    assert part in refusal(text, is_json=True)


def test_a_file_is_json_or_yaml_by_its_suffix(tmp_path: Path) -> None:
    for name, value in (("p.json", {"n": 1}), ("p.yaml", {"n": "1"}), ("p.YML", {"n": "1"})):
        (tmp_path / name).write_text('\ufeff{"n": 1}', encoding="utf-8")
        assert document.read(tmp_path / name).value == value


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("name: caf\xe9".encode("latin-1"), "is not UTF-8 text (byte 9)"),
        ("name: x".encode("utf-16"), "is not UTF-8 text (byte 0)"),
        (b"a" * (BYTES_LIMIT + 1), "has more than 1000 kB"),
        (None, "cannot be read: no such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path, content: bytes | None, part: str) -> None:
    path = tmp_path / "p.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidRequestError) as caught:
        document.read(path)
    assert part in caught.value.message


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_json_comes_back_as_it_was(value: dict[str, object]) -> None:
    assert document.parse(json.dumps(value), source="p", is_json=True).value == value


@given(st.text(), st.booleans())
def test_no_text_breaks_the_reading(text: str, is_json: bool) -> None:  # noqa: FBT001 - Hypothesis passes it
    with suppress(InvalidRequestError):
        assert document.parse(text, source="p", is_json=is_json).source == "p"
