"""POST /query_result: where tasks stand."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_engine import FakeEngine
from generate_track.errors import GenerationFailedError
from generate_track.server.reply import ResultItem
from serving import MODELS, Serving

NOBODY = "00000000-0000-0000-0000-000000000000"


def test_a_waiting_task_tells_its_place_and_nothing_that_is_not_known(serving: Serving) -> None:
    serving.release()
    entry = serving.entry(serving.release())
    (item,) = json.loads(entry["result"])
    assert (entry["status"], entry["progress_text"]) == (0, "waiting")
    assert (item["status"], item["stage"], item["progress"]) == (0, "queued", 0.0)
    assert (item["queue_position"], item["eta_s"], item["error"]) == (2, None, None)


def test_what_others_took_tells_when_a_task_may_be_done(serving: Serving) -> None:
    serving.finished()
    serving.release()
    (item,) = serving.items(serving.release())
    assert 0 <= item["eta_s"] < 60


def test_a_running_task_tells_its_progress_and_stage(serving: Serving) -> None:
    task_id = serving.release()
    job = serving.backend.store.start(task_id, worker="one")
    assert job is not None
    serving.backend.store.progress(job, stage="rendering", fraction=0.25)
    (item,) = serving.items(task_id)
    assert (item["status"], item["stage"], item["progress"], item["queue_position"]) == (0, "rendering", 0.25, None)


def test_a_finished_task_has_an_item_for_each_take(serving: Serving) -> None:
    items = serving.finished({"batch_size": 3, "seed": "7,8,100", "key_scale": "Am", "time_signature": 3})
    assert [item["status"] for item in items] == [1, 1, 1]
    assert len({item["file"] for item in items}) == 3
    assert {item["seed_value"] for item in items} == {"7,8,100"}
    item = items[2]
    assert (item["prompt"], item["lyrics"], item["dit_model"]) == ("calm piano, warm", "", MODELS[0])
    assert (item["progress"], item["stage"], item["error"]) == (1.0, "succeeded", None)
    assert "3 track(s)" in item["generation_info"]


def test_what_is_told_of_the_music_is_what_was_made(serving: Serving) -> None:
    (item,) = serving.finished({"batch_size": 1, "time_signature": 6, "bpm": 120, "lyrics": "la"})
    expected = {"bpm": 90, "duration": 1.0, "genres": "N/A", "keyscale": "A minor", "timesignature": "6"}
    assert item["metas"] == expected | {"prompt": "calm piano, warm", "lyrics": "la"}


def test_what_an_engine_does_not_tell_is_as_it_was_asked_for(serving: Serving) -> None:
    serving = replace(serving, engine=FakeEngine())
    (item,) = serving.finished({"batch_size": 1})
    assert (item["metas"]["bpm"], item["metas"]["keyscale"], item["lm_model"]) == ("N/A", "N/A", "")
    (item,) = serving.finished({"batch_size": 1, "bpm": 77, "key": "Bb minor"})
    assert (item["metas"]["bpm"], item["metas"]["keyscale"], item["dit_model"]) == (77, "Bb minor", "fake")


def test_what_a_language_model_wrote_is_told(serving: Serving) -> None:
    facts: dict[str, object] = {"prompt": "warm jazz", "lyrics": "[Verse]\nla"}
    serving = replace(serving, engine=FakeEngine(facts=facts))
    (item,) = serving.finished({"batch_size": 1, "sample_query": "a love song", "prompt": None})
    assert (item["prompt"], item["lyrics"], item["metas"]["timesignature"]) == ("warm jazz", "[Verse]\nla", "N/A")


@pytest.mark.parametrize(("told", "shown"), [(76.6, 77), ("90", 90), ("N/A", 60), ("inf", 60), ([1], 60)])
def test_a_tempo_is_a_whole_number_whatever_the_engine_tells(serving: Serving, told: object, shown: int) -> None:
    facts: dict[str, object] = {"bpm": told, "key": {}, "style": ["a"], "model": 1, "lm_model": 2, "time_signature": 3}
    serving = replace(serving, engine=FakeEngine(facts=facts))
    (item,) = serving.finished({"batch_size": 1, "bpm": 60})
    assert json.dumps(item["metas"]["bpm"]) == str(shown)
    assert ResultItem.model_validate(item)


def test_a_failed_task_says_why(serving: Serving) -> None:
    error = GenerationFailedError("http://gpu-1:8001 gave up", hint="make it shorter")
    serving = replace(serving, engine=FakeEngine(error=error))
    task_id = serving.release()
    serving.work()
    (item,) = serving.items(task_id)
    assert (serving.entry(task_id)["status"], item["status"], item["stage"]) == (2, 2, "failed")
    assert item["error"].endswith("gave up")
    assert "gpu-1" not in item["error"]
    assert item["hint"] == "make it shorter"


def test_a_cancelled_task_says_so(serving: Serving) -> None:
    task_id = serving.release()
    serving.backend.store.cancel(task_id)
    (item,) = serving.items(task_id)
    assert (item["status"], item["error"], item["hint"]) == (2, "the task was cancelled", None)


@pytest.mark.parametrize("task_id", [NOBODY, "nope", "../../etc", "\x00", "é" * 300, "' OR 1=1 --"])
def test_a_task_that_is_not_known_is_told_to_be_so_and_is_not_waited_for(serving: Serving, task_id: str) -> None:
    entry = serving.entry(task_id)
    (item,) = json.loads(entry["result"])
    assert (entry["task_id"], entry["status"], item["stage"]) == (task_id, 2, "unknown")
    assert "not known" in item["error"]


def test_a_task_of_another_key_is_not_known(serving: Serving) -> None:
    task_id = serving.locked().release()
    assert serving.locked("stranger").items(task_id)[0]["stage"] == "unknown"


@pytest.mark.parametrize("shape", ["list", "json", "commas", "array", "urlencoded", "multipart"])
def test_ids_may_be_sent_in_several_shapes(serving: Serving, shape: str) -> None:
    first, second = serving.release(), serving.release()
    ids = [first, second]
    said = {
        "list": {"json": {"task_id_list": ids}},
        "json": {"json": {"task_id_list": json.dumps(ids)}},
        "commas": {"json": {"task_id_list": f"{first}, {second},"}},
        "array": {"json": ids},
        "urlencoded": {"data": {"task_id_list": json.dumps(ids)}},
        "multipart": {"files": {"task_id_list": (None, json.dumps(ids))}},
    }[shape]
    answer = serving.client.post("/query_result", **said)
    assert [entry["task_id"] for entry in answer.json()["data"]] == ids


@pytest.mark.parametrize("said", [{}, {"task_id_list": []}, {"task_id_list": "[nope"}, {"task_id_list": {"a": 1}}])
def test_no_ids_have_no_entries(serving: Serving, said: dict[str, object]) -> None:
    answer = serving.client.post("/query_result", json=said)
    assert (answer.status_code, answer.json()["data"]) == (200, [])


def test_entries_come_in_the_order_of_the_ids_and_as_often(serving: Serving) -> None:
    first, second = serving.release(), serving.release()
    ids = [second, "nope", first, second]
    answer = serving.client.post("/query_result", json={"task_id_list": ids})
    assert [entry["task_id"] for entry in answer.json()["data"]] == ids


def test_too_many_ids_are_refused(serving: Serving) -> None:
    answer = serving.client.post("/query_result", json={"task_id_list": ["x"] * 1001})
    assert (answer.status_code, answer.json()["error"]) == (422, "task_id_list has 1001 ids, more than 1000")


def test_a_key_may_be_in_the_body(serving: Serving) -> None:
    locked = serving.locked()
    anybody = replace(locked, key=None).client
    assert anybody.post("/query_result", json={"task_id_list": [], "ai_token": locked.key}).status_code == 200
    answer = anybody.post("/query_result", json={"task_id_list": []})
    assert (answer.status_code, answer.json()["detail"]) == (401, "Missing ai_token or Authorization header")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_json | st.fixed_dictionaries({"task_id_list": _json}), is_text=st.booleans())
def test_whatever_is_asked_is_answered_or_refused(serving: Serving, *, said: object, is_text: bool) -> None:
    asked = {"task_id_list": json.dumps(said)} if is_text else said
    headers = {"Content-Type": "application/json"}
    answer = serving.client.post("/query_result", content=json.dumps(asked), headers=headers)
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert {entry["status"] for entry in answer.json()["data"]} <= {2}


def test_items_are_as_they_are_described(serving: Serving) -> None:
    done = serving.release()
    serving.work()
    cancelled, waiting = serving.release(), serving.release()
    serving.backend.store.cancel(cancelled)
    for task_id in (done, cancelled, waiting, NOBODY):
        for item in serving.items(task_id):
            assert ResultItem.model_validate(item).model_dump(exclude_unset=True) == item
