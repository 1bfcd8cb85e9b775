"""Recorded answers to single calls, played to the client."""

import json
from pathlib import Path

import pytest

from contract.replay import FORK, SERVERS, UPSTREAM, case_names, exchanges
from contract.stage import MakeStage
from generate_track.acestep import dialect
from generate_track.acestep.reply import Task
from generate_track.acestep.report import Queue
from generate_track.errors import (
    GenerationFailedError,
    NotAceStepError,
    QueueFullError,
    RefusedKeyError,
)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("case", ["auth_release_no_key", "auth_release_bad_key"])
def test_a_refused_key_is_told_at_once(stage: MakeStage, server: str, case: str) -> None:
    played = stage(server, case)
    with pytest.raises(RefusedKeyError) as caught:
        played.client.submit({"prompt": "x"})
    assert caught.value.hint == "check ACESTEP_API_KEY"
    assert len(played.replay.requests) == 1


@pytest.mark.parametrize("server", SERVERS)
def test_a_poll_with_a_bad_key_is_refused(stage: MakeStage, server: str) -> None:
    task_id = exchanges(server, "auth_query_bad_key")[0]["request"]["json"]["task_id_list"][0]
    with pytest.raises(RefusedKeyError):
        stage(server, "auth_query_bad_key").client.query(task_id)


@pytest.mark.parametrize("server", SERVERS)
def test_audio_without_a_key_is_refused(stage: MakeStage, server: str, tmp_path: Path) -> None:
    file = exchanges(server, "auth_audio_no_key")[0]["request"]["path"]
    with pytest.raises(RefusedKeyError):
        stage(server, "auth_audio_no_key").client.download(file, tmp_path / "a.mp3")


@pytest.mark.parametrize("server", SERVERS)
def test_the_key_goes_along_as_a_bearer_token(stage: MakeStage, server: str) -> None:
    played = stage(server, "auth_generate")
    played.client.submit({"prompt": "x"})
    recorded = exchanges(server, "auth_generate")[0]["request"]["headers"]
    assert f"Authorization: {played.replay.requests[0].headers['authorization']}" in recorded


@pytest.mark.parametrize("server", SERVERS)
def test_a_full_queue_is_waited_for_and_said_once(stage: MakeStage, server: str) -> None:
    played, told = stage(server, "queue_full_429"), []
    client = played.client
    client.submit({"prompt": "x"})
    client.submit({"prompt": "x"})
    with pytest.raises(QueueFullError) as caught:
        client.submit({"prompt": "x"}, patience_s=60, on_wait=told.append)
    assert "--batch" in caught.value.hint
    assert told == ["the server's queue is full; trying again for up to 60 s"]
    assert 30 <= played.now_s <= 60


@pytest.mark.parametrize("server", SERVERS)
def test_a_crash_over_the_request_is_a_failure_that_is_not_repeated(stage: MakeStage, server: str) -> None:
    played = stage(server, "bad_json")
    with pytest.raises(GenerationFailedError, match="Internal Server Error"):
        played.client.submit({"prompt": "x"})
    assert len(played.replay.requests) == 1


def test_an_upload_reaches_a_build_that_takes_it(stage: MakeStage, tmp_path: Path) -> None:
    (tmp_path / "my song.wav").write_bytes(b"RIFF")
    played = stage(FORK, "multipart_src_audio")
    assert played.client.submit({"prompt": "x"}, uploads={"src_audio": tmp_path / "my song.wav"}).task_id
    body = played.replay.requests[0].content
    assert b'name="src_audio"; filename="src_audio.wav"' in body
    assert b"my song" not in body


def test_a_build_that_cannot_take_uploads_is_named(stage: MakeStage, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(GenerationFailedError) as caught:
        stage(UPSTREAM, "multipart_src_audio").client.submit({}, uploads={"src_audio": tmp_path / "a.wav"})
    assert "cannot take uploads" in caught.value.hint


def test_a_form_breaks_upstreams_build_which_is_why_json_is_sent(stage: MakeStage) -> None:
    assert exchanges(UPSTREAM, "form_urlencoded")[0]["response"]["status"] == 500
    played = stage(UPSTREAM, "generate_json_mp3")
    played.client.submit({"prompt": "x"})
    assert played.replay.requests[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize("server", SERVERS)
def test_running_and_waiting_tasks_are_both_active(stage: MakeStage, server: str) -> None:
    played = stage(server, "running_task")
    client = played.client
    ids = [exchange["request"]["json"]["task_id_list"][0] for exchange in exchanges(server, "running_task")]
    stages = [client.query(task_id).stage for task_id in ids]
    assert stages == {FORK: ["working", "working"], UPSTREAM: ["generating", "waiting"]}[server]


@pytest.mark.parametrize("server", SERVERS)
def test_one_request_tells_of_several_tasks(stage: MakeStage, server: str) -> None:
    polls = [row for row in exchanges(server, "restart_sigkill") if row["request"]["path"] == "/query_result"]
    ids = polls[1]["request"]["json"]["task_id_list"]
    client = stage(server, "restart_sigkill").client
    assert client.query(ids[0]).state == "done"
    assert [task.state for task in client.query_all(ids).values()] == ["done", "active", "active"]
    after = {FORK: "unknown", UPSTREAM: "active"}[server]
    assert [task.state for task in client.query_all(ids).values()] == ["done", after, "unknown"]


@pytest.mark.parametrize("server", SERVERS)
def test_a_task_that_the_server_never_had_is_unknown(stage: MakeStage, server: str) -> None:
    task_id = "00000000-0000-0000-0000-000000000000"
    assert stage(server, "query_unknown").client.query(task_id) == Task("unknown")


def test_audio_outside_the_servers_folder_is_no_question_of_the_key(stage: MakeStage, tmp_path: Path) -> None:
    with pytest.raises(GenerationFailedError, match="does not hand out"):
        stage(UPSTREAM, "audio_outside_folder").client.download("/etc/hostname", tmp_path / "a.mp3")


@pytest.mark.parametrize("server", SERVERS)
def test_audio_that_is_gone_is_said_to_be(stage: MakeStage, server: str, tmp_path: Path) -> None:
    file = exchanges(server, "audio_missing_file")[0]["request"]["path"]
    with pytest.raises(GenerationFailedError, match="no longer has"):
        stage(server, "audio_missing_file").client.download(file, tmp_path / "a.mp3")
    assert list(tmp_path.glob("a.mp3*")) == []


@pytest.mark.parametrize("server", SERVERS)
def test_a_february_server_is_dated_and_its_models_are_listed(stage: MakeStage, server: str) -> None:
    report = dialect.probe(stage(server, "health", "models", "stats", "openapi").client)
    assert (report.kind, report.build.window) == ("native", "before 16 February 2026")
    assert [model.name for model in report.models] == ["acestep-v15-turbo", "acestep-v15-sft"]
    assert report.models[0].is_default
    assert report.queue == Queue(queued=0, running=0, limit=200, mean_job_s=5.0)
    assert report.build.seeds == "unproven"


def test_a_server_that_refuses_the_key_is_still_recognised(stage: MakeStage) -> None:
    report = dialect.probe(stage(FORK, "health", "auth_models_bad_key", "auth_stats_no_key").client)
    assert report.kind == "native"
    assert any("refused the API key" in problem.message for problem in report.problems)


def test_a_server_without_our_routes_is_not_ace_step(stage: MakeStage) -> None:
    with pytest.raises(NotAceStepError):
        stage(FORK, "not_found", "chat_completions").client.submit({"prompt": "x"})


@pytest.mark.parametrize("server", SERVERS)
def test_every_recorded_result_is_understood(server: str) -> None:
    for case in case_names(server):
        for exchange in exchanges(server, case):
            told = exchange["response"].get("json") or {}
            entries = told.get("data") if exchange["request"]["path"] == "/query_result" else None
            for entry in entries or []:
                task = Task.read(entry)
                assert task.state == (
                    "unknown" if entry["result"] == "[]" else ("active", "done", "failed")[entry["status"]]
                )
                assert len(task.items) == (len(json.loads(entry["result"])) if task.state == "done" else 0)
