"""The server as users start it: a command, its signals, its keys."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest
import soundfile

from command import Run, Use
from standins import StandIn

_URL = re.compile(r"serves at (\S+)")
_NO_SIGTERM = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be handled")


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command and yield it with what it says at its start; it is ended at the end of the block."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "generate_track", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr
        lines: list[str] = []
        # The store is told last of what both commands tell; an end of the stream is an error.
        while not lines or (lines[-1] and not lines[-1].startswith("  store")):
            lines.append(process.stderr.readline())
        yield process, "".join(lines)
    finally:
        process.kill()
        process.communicate()


def url_of(banner: str) -> str:
    found = _URL.search(banner)
    assert found, banner
    return found[1]


@_NO_SIGTERM
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_ends_well_when_it_is_asked_to(number: signal.Signals) -> None:
    with started("serve", "--port", "0", "--json") as (process, banner):
        assert httpx2.get(f"{url_of(banner)}/readyz").status_code == 200
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert json.loads(out)["url"] == url_of(banner)
    assert "Traceback" not in err


@_NO_SIGTERM
def test_a_worker_ends_well_too() -> None:
    with started("worker", "--grace", "1") as (process, banner):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert "takes jobs" in banner


def test_a_server_for_others_wants_a_key_to_be_made_first(run: Run) -> None:
    answer = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it is refused
    assert answer.code == 2
    assert "generate-track keys add NAME" in answer.err


def test_keys_are_asked_for_once_there_are_any(run: Run) -> None:
    key = run("keys", "add", "studio").out.strip()
    with started("serve", "--port", "0", "--no-worker") as (_, banner):
        url = f"{url_of(banner)}/metrics"
        from_elsewhere = {"X-Forwarded-For": "192.0.2.1"}
        assert httpx2.get(url, headers=from_elsewhere).status_code == 401
        with_key = httpx2.get(url, headers=from_elsewhere | {"Authorization": f"Bearer {key}"})
        assert with_key.status_code == 200


def test_each_request_is_a_line_of_json_without_its_query() -> None:
    with started("serve", "--port", "0", "--no-worker") as (process, banner):
        httpx2.get(f"{url_of(banner)}/nothing?prompt=secret", headers={"X-Request-ID": "r-1"})
        process.terminate()
        _, err = process.communicate(timeout=30)
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if line.get("request_id") == "r-1"] == [404]
    assert "secret" not in err


@pytest.mark.parametrize("is_apart", [False, True], ids=["one process", "a worker of its own"])
def test_our_own_command_makes_a_track_on_our_own_server(run: Run, use: Use, *, is_apart: bool) -> None:
    words = ("--no-worker",) if is_apart else ()
    key = run("keys", "add", "studio").out.strip()
    with ExitStack() as stack:
        _, banner = stack.enter_context(started("serve", "--port", "0", *words))
        if is_apart:
            stack.enter_context(started("worker"))
        use(url_of(banner), key=key)
        answer = run("lounge jazz, soft piano", "--duration", "10", "--json")
    assert answer.code == 0, answer.err
    (track,) = answer.json["tracks"]
    assert answer.json["engine"] == "acestep"
    assert soundfile.info(track["file"]).duration == pytest.approx(10.0, abs=0.1)


@_NO_SIGTERM
def test_the_log_follows_a_job_by_its_id(run: Run, use: Use) -> None:
    with started("serve", "--port", "0") as (process, banner):
        use(url_of(banner))
        task = run("lounge jazz", "--duration", "10", "--json").json["tracks"][0]["facts"]["task_id"]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [line["event"] for line in lines if line.get("job_id") == task] == ["request", "job started", "job ended"]
    assert "lounge jazz" not in err


def follow(url: str, job_id: str, *, until: str) -> None:
    """Wait on the events of a job for a state."""
    with httpx2.stream("GET", f"{url}/v1/jobs/{job_id}/events", timeout=120) as events:
        states = (json.loads(line[5:])["state"] for line in events.iter_lines() if line.startswith("data:"))
        assert until in states


@_NO_SIGTERM
def test_a_job_that_a_signal_cuts_is_done_after_the_next_start() -> None:
    with started("serve", "--port", "0", "--grace", "0") as (process, banner):
        asked = {"caption": "lounge jazz", "duration_s": 300}
        job_id = httpx2.post(f"{url_of(banner)}/v1/jobs", json=asked).raise_for_status().json()["id"]
        follow(url_of(banner), job_id, until="running")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        assert process.returncode == 0
    with started("serve", "--port", "0") as (_, banner):
        follow(url_of(banner), job_id, until="succeeded")
        job = httpx2.get(f"{url_of(banner)}/v1/jobs/{job_id}").json()
    assert (job["state"], len(job["outputs"])) == ("succeeded", 1)


def test_a_front_is_started_before_the_servers_behind_it(run: Run, use: Use) -> None:
    server = StandIn()
    try:
        with started("serve", "--engine", "acestep", "--upstream", server.url, "--port", "0") as (_, banner):
            use(url_of(banner))
            server.start(models=["acestep-v15-sft"])
            result = run("warm piano", "--duration", "10", "--model", "sft", "--format", "wav", "--json")
            assert result.code == 0, result.err
            (task,) = server.seen("/release_task")
            assert (task["fields"]["model"], task["fields"]["inference_steps"]) == ("acestep-v15-sft", 50)
            told = httpx2.post(f"{url_of(banner)}/format_input", json={"prompt": "jazz"}).json()["data"]
            assert told["caption"] == f"written by {server.url}"
            listed = httpx2.get(f"{url_of(banner)}/v1/model_inventory").json()["data"]
            assert listed["default_model"] == "acestep-v15-sft"
    finally:
        server.kill()


@contextmanager
def at_work(*words: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start a server, give it a job that takes some seconds, and yield process, URL and job when it is at it."""
    with started("serve", "--port", "0", *words) as (process, banner):
        url = url_of(banner)
        asked = {"caption": "lounge jazz", "duration_s": 300}
        job_id = httpx2.post(f"{url}/v1/jobs", json=asked).raise_for_status().json()["id"]
        follow(url, job_id, until="running")
        yield process, url, job_id


@_NO_SIGTERM
def test_a_server_that_is_to_end_answers_until_its_jobs_have_ended() -> None:
    with at_work("--grace", "120") as (process, url, job_id):
        # To all of its processes, as service managers do.
        os.killpg(process.pid, signal.SIGTERM)
        while httpx2.get(f"{url}/readyz").status_code == 200:
            pass
        refused = httpx2.post(f"{url}/release_task", json={"prompt": "jazz"})
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert httpx2.post(f"{url}/v1/jobs", json={"caption": "jazz"}).json()["error_code"] == "unavailable"
        follow(url, job_id, until="succeeded")
        (entry,) = httpx2.post(f"{url}/query_result", json={"task_id_list": [job_id]}).json()["data"]
        assert entry["status"] == 1
        assert httpx2.get(url + json.loads(entry["result"])[0]["file"]).status_code == 200
        process.communicate(timeout=30)
    assert process.returncode == 0


@_NO_SIGTERM
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_second_signal_ends_it_at_once_and_no_job_is_lost(command: str) -> None:
    with ExitStack() as stack:
        words = ("--no-worker",) if command == "worker" else ("--grace", "120")
        server, banner = stack.enter_context(started("serve", "--port", "0", *words))
        process = stack.enter_context(started("worker", "--grace", "120"))[0] if command == "worker" else server
        asked = {"caption": "lounge jazz", "duration_s": 600}
        job_id = httpx2.post(f"{url_of(banner)}/v1/jobs", json=asked).raise_for_status().json()["id"]
        follow(url_of(banner), job_id, until="running")
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        assert process.returncode == 130
    with started("serve", "--port", "0", "--no-worker") as (_, banner):
        job = httpx2.get(f"{url_of(banner)}/v1/jobs/{job_id}").json()
    assert (job["state"], job["attempt"]) == ("queued", 0)


def test_a_stray_server_address_is_a_note(run: Run, use: Use) -> None:
    use("http://127.0.0.1:9")
    answer = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it is refused
    assert "note: ACESTEP_API_URL is not used" in answer.err
