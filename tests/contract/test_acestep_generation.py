"""Recorded generations, played to the engine."""

from typing import Any

import httpx2
import pytest

from contract.replay import FORK, SERVERS, UPSTREAM, exchanges, respond
from contract.stage import MakeStage, Stage
from generate_track.engines.base import Note, Queued, Running, Submitted, Submitting
from generate_track.errors import GenerationFailedError, StalledError, TaskLostError


def _events(stage: Stage, kind: type[Any]) -> list[Any]:
    return [event for event in stage.events if isinstance(event, kind)]


def _task_ids(server: str, case: str) -> list[str]:
    return [
        exchange["response"]["json"]["data"]["task_id"]
        for exchange in exchanges(server, case)
        if exchange["request"]["path"] == "/release_task"
    ]


@pytest.mark.parametrize("server", SERVERS)
def test_a_generation_becomes_one_take(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "generate_json_mp3")
    (take,) = played.make()
    recorded = exchanges(server, "generate_json_mp3")[-1]["response"]
    assert take.path.stat().st_size == recorded["bytes"]
    assert take.path.read_bytes()[:16].hex() == recorded["first_bytes_hex"]
    assert take.facts["model"] == "acestep-v15-turbo"
    assert take.facts["server_build"] == "before 25 February 2026"
    assert isinstance(take.facts["bpm"], int)


@pytest.mark.parametrize("server", SERVERS)
def test_a_task_is_told_before_it_is_asked_for(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "generate_json_mp3")
    played.make()
    kinds = [type(event) for event in played.events]
    assert kinds[:3] == [Submitting, Submitted, Queued]
    assert _events(played, Submitted)[0].task_id == _task_ids(server, "generate_json_mp3")[0]


@pytest.mark.parametrize("server", SERVERS)
def test_the_log_of_the_server_is_never_shown(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "duration_600")
    (take,) = played.make(duration_s=600)
    told = f"{played.events} {take.facts}"
    assert not any(word in told for word in ("im_start", "DEBUG", "steps/s", "Phase", "CoT"))


def test_stages_are_told_in_our_words(stage: MakeStage) -> None:
    played = stage(UPSTREAM, "health", "duration_600")
    played.make(duration_s=600)
    assert {event.stage for event in _events(played, Running)} <= {
        "loading the model", "thinking", "generating", "decoding", "saving", "working",
    }  # fmt: skip
    assert "thinking" in {event.stage for event in _events(played, Running)}


@pytest.mark.parametrize("server", SERVERS)
def test_eight_takes_each_have_their_own_seed(stage: MakeStage, server: str) -> None:
    takes = stage(server, "health", "batch_8").make(batch=8)
    assert [take.index for take in takes] == list(range(8))
    assert [take.seed for take in takes] == list(range(42, 50))
    assert len({take.facts["server_seed"] for take in takes}) == 8


def test_fewer_takes_than_asked_are_kept_and_said(stage: MakeStage) -> None:
    played = stage(UPSTREAM, "health", "tier_cpu_batch_8")
    played.lend_audio(UPSTREAM, "tier_cpu_batch_8")
    (take,) = played.make(batch=8)
    assert {"field": "batch", "asked": 8, "got": 1} in take.facts["differences"]
    assert "1 of 8" in _events(played, Note)[0].message


@pytest.mark.parametrize("server", SERVERS)
def test_a_seed_that_the_server_ignored_is_a_difference(stage: MakeStage, server: str) -> None:
    (take,) = stage(server, "health", "seed_fixed_twice").make(format="wav")
    (difference,) = [row for row in take.facts["differences"] if row["field"] == "seed"]
    assert difference["asked"] == take.seed == 42
    assert difference["got"] == take.facts["server_seed"] != 42


@pytest.mark.parametrize("server", SERVERS)
def test_another_model_than_asked_is_a_difference(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "model_unknown")
    played.lend_audio(server, "model_unknown")
    (take,) = played.make(model="no-such-model")
    row = {"field": "model", "asked": "no-such-model", "got": "acestep-v15-turbo"}
    assert row in take.facts["differences"]


@pytest.mark.parametrize("server", SERVERS)
def test_music_that_came_as_asked_is_no_difference(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "metas_given")
    played.lend_audio(server, "metas_given")
    (take,) = played.make(bpm=120, key="C major", time_signature="4/4")
    assert {row["field"] for row in take.facts["differences"]} == {"seed"}


@pytest.mark.parametrize(("server", "case"), [(s, c) for s in SERVERS for c in ("steps_0", "batch_0")])
def test_a_failure_without_a_reason_gives_a_hint(stage: MakeStage, server: str, case: str) -> None:
    with pytest.raises(GenerationFailedError, match="gives no reason") as caught:
        stage(server, "health", case).make()
    assert caught.value.hint == "try a shorter --duration or another --seed"


def test_thinking_without_a_language_model_is_explained(stage: MakeStage) -> None:
    with pytest.raises(GenerationFailedError, match="needs a language model") as caught:
        stage(UPSTREAM, "health", "nollm_thinking").make(thinking=True)
    assert "--thinking" in caught.value.hint


@pytest.mark.parametrize("server", SERVERS)
def test_a_queued_task_that_a_restart_lost_is_not_asked_for_for_ever(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "query_unknown")
    with pytest.raises(TaskLostError, match="restarted"):
        played.resume("00000000-0000-0000-0000-000000000000")
    assert played.now_s < 6


def test_a_running_task_that_a_restart_lost_is_recognised_on_a_build_that_forgets_it(stage: MakeStage) -> None:
    (task_id,) = _task_ids(FORK, "restart_sigterm")
    with pytest.raises(TaskLostError):
        stage(FORK, "health", "restart_sigterm").resume(task_id)


def _frozen(stage: MakeStage) -> tuple[Stage, str]:
    """Return upstream's answers after a restart: the running task stands still as it was."""
    _, running, _ = _task_ids(UPSTREAM, "restart_sigkill")
    played = stage(UPSTREAM, "health", "restart_sigkill")
    after = [e["response"] for e in exchanges(UPSTREAM, "restart_sigkill") if e["request"]["path"] == "/query_result"][
        -1
    ]
    played.replay.answer_with("POST", "/query_result", after)
    return played, running


def test_a_running_task_that_stands_still_stalls_and_can_be_resumed(stage: MakeStage) -> None:
    played, running = _frozen(stage)
    with pytest.raises(StalledError, match="no sign of progress") as caught:
        played.resume(running)
    assert f"generate-track resume {running}" in caught.value.hint
    assert played.now_s == 60


def test_a_task_that_stands_still_on_a_server_with_nothing_to_do_is_lost(stage: MakeStage) -> None:
    played, running = _frozen(stage)
    played.replay.answer_with("GET", "/v1/stats", exchanges(UPSTREAM, "stats")[0]["response"])
    with pytest.raises(TaskLostError):
        played.resume(running)
    assert played.now_s < 60


@pytest.mark.parametrize("server", SERVERS)
def test_a_finished_task_survives_a_restart(stage: MakeStage, server: str) -> None:
    played = stage(server, "health", "restart_sigkill")
    (take,) = played.resume(_task_ids(server, "restart_sigkill")[0])
    assert take.path.stat().st_size == exchanges(server, "restart_sigkill")[-1]["response"]["bytes"]


@pytest.mark.parametrize("server", SERVERS)
def test_a_result_whose_file_was_cleaned_away_says_so(stage: MakeStage, server: str) -> None:
    task_id = exchanges(server, "restart_audio_folder_cleaned")[0]["request"]["json"]["task_id_list"][0]
    with pytest.raises(GenerationFailedError, match="no longer has the audio"):
        stage(server, "health", "restart_audio_folder_cleaned").resume(task_id)


@pytest.mark.parametrize("server", SERVERS)
def test_a_range_of_audio_is_as_the_download_expects_it(server: str) -> None:
    response = respond(exchanges(server, "audio_range")[0]["response"])
    assert response.status_code == httpx2.codes.PARTIAL_CONTENT
    assert response.headers["content-range"].startswith("bytes 0-99/")
    assert response.headers["etag"].startswith('"')
