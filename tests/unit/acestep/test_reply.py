import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.acestep import reply
from generate_track.acestep.reply import Answer, Item, Task, Ticket

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


def answer(status: int, body: object, *, media: str = "application/json") -> Answer:
    text = body if isinstance(body, str) else json.dumps(body)
    return Answer.read(status, headers={"content-type": f"{media}; charset=utf-8"}, body=text.encode())


def test_an_envelope_gives_its_data() -> None:
    told = answer(200, {"data": {"a": 1}, "code": 200, "error": None})
    assert (told.is_ok, told.data, told.media) == (True, {"a": 1}, "application/json")


def test_json_without_an_envelope_is_its_own_data() -> None:
    assert answer(200, {"object": "list", "data": []}).data == {"object": "list", "data": []}
    assert answer(200, [1]).data == [1]


@pytest.mark.parametrize(
    ("status", "body", "read"),
    [
        (401, {"detail": "Invalid API key"}, (401, "Invalid API key")),
        (200, {"data": None, "code": 500, "error": "LLM not initialized"}, (500, "LLM not initialized")),
        (422, {"detail": [{"msg": "Field required"}, "odd"]}, (422, "Field required; odd")),
        (400, {"error": {"message": "no", "type": "x"}}, (400, "no")),
        (400, {"error": {"type": "x"}}, (400, '{"type": "x"}')),
        (500, "Internal Server Error", (500, "Internal Server Error")),
        (200, "<html><title>\nHi\tthere</title></html>", (200, "Hi there")),
    ],
)
def test_both_shapes_of_error_and_pages_are_read(status: int, body: object, read: tuple[int, str]) -> None:
    told = answer(status, body)
    assert (told.status, told.detail, told.is_ok) == (*read, False)


def test_a_servers_text_is_one_short_printable_line() -> None:
    assert reply.clean("a\x1b[31m\n  b\x00") == "a [31m b"
    assert len(reply.clean("x" * 9999)) == 300


@pytest.mark.parametrize("data", [None, [], {}, {"task_id": 7}, {"task_id": ""}])
def test_what_has_no_task_id_is_no_receipt(data: object) -> None:
    assert Ticket.read(data) is None


def test_a_receipt_may_lack_its_position() -> None:
    assert Ticket.read({"task_id": "t", "status": "queued"}) == Ticket("t", "queued", None)


@pytest.mark.parametrize(
    ("stage", "word"),
    [
        ("queued", "waiting"),
        ("running", "loading the model"),
        ("Phase 1: Generating CoT metadata (once for all items)...", "thinking"),
        ("Phase 2: Generating audio codes for 1 items...", "thinking"),
        ("Preparing inputs...", "generating"),
        ("Generating music (batch size: 8)...", "generating"),
        ("Decoding audio...", "decoding"),
        ("Preparing audio data...", "saving"),
        ("somebody's lyrics", "generating"),
        ("", "working"),
        (None, "working"),
    ],
)
def test_a_stage_is_told_in_our_words(stage: object, word: str) -> None:
    assert reply.stage_of(stage) == word


def entry(status: int, *items: dict[str, object]) -> dict[str, object]:
    return {"task_id": "t", "status": status, "result": json.dumps(items)}


def test_a_task_that_is_unknown_looks_like_one_that_runs_but_has_no_items() -> None:
    assert Task.read(entry(0)).state == "unknown"
    assert Task.read(entry(0, {"file": ""})) == Task("active", None, "working")


@pytest.mark.parametrize(("told", "fraction"), [(0.5, 0.5), (7, 1.0), (-1, 0.0), ("0.5", None), (True, None)])
def test_progress_is_a_fraction_or_nothing(told: object, fraction: float | None) -> None:
    assert Task.read(entry(0, {"progress": told, "stage": "Decoding"})) == Task("active", fraction, "decoding")


def test_a_failure_has_its_reason_in_the_last_line() -> None:
    error = 'Traceback\n  File "/srv/x.py", line 1\nRuntimeError: CUDA out of memory\n'
    assert Task.read(entry(2, {"status": 2, "error": error})).reason == "RuntimeError: CUDA out of memory"
    assert Task.read(entry(2, {"status": 2, "error": None})).reason is None
    assert Task.read(entry(2)) == Task("failed")


def test_a_task_that_only_its_age_failed_is_told_apart() -> None:
    assert Task.read(entry(2, {"status": 0, "progress": 0.5})).is_given_up
    assert not Task.read(entry(2, {"status": 2})).is_given_up


def test_each_item_has_its_own_seed_out_of_the_common_text() -> None:
    item = {
        "file": "/v1/audio?path=x",
        "seed_value": "11, 12",
        "dit_model": "m",
        "lm_model": "",
        "metas": {"bpm": "N/A"},
    }
    items = Task.read(entry(1, item, item, item)).items
    assert [each.seed for each in items] == [11, 12, None]
    assert items[0] == Item("/v1/audio?path=x", 11, "m", None, {})


@given(values, values, values)
def test_no_answer_breaks_the_reading(status: object, result: object, progress: object) -> None:
    told = result if isinstance(result, str) else json.dumps(result)
    for text in (result, told, json.dumps([{"progress": progress, "metas": progress, "seed_value": result}])):
        found = reply.find_task([{"task_id": "t", "status": status, "result": text}], "t")
        assert found is not None
        assert found.state in {"unknown", "active", "done", "failed"}


def test_a_result_that_is_no_json_has_no_items() -> None:
    assert Task.read({"task_id": "t", "status": 1, "result": "{nope"}) == Task(
        "done", 1.0, reason="tells of it in what is not JSON"
    )


def test_numbers_that_json_does_not_have_are_none() -> None:
    task = Task.read({"status": 1, "result": '[{"metas": {"bpm": Infinity, "duration": NaN}}]'})
    assert task.items[0].metas == {}


def test_json_that_is_nested_without_end_is_no_json() -> None:
    answer = Answer.read(200, headers={}, body=b"[" * 200_000)
    assert (answer.data, answer.is_ok) == (None, False)


@pytest.mark.parametrize("data", [None, {}, [], [None], [{"task_id": "other"}]])
def test_an_answer_without_the_task_is_none(data: object) -> None:
    assert reply.find_task(data, "t") is None
