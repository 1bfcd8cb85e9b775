"""Recorded requests to real servers, sent to ours: it answers the same, but for what the table names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contract.player import Player, differences, is_open
from contract.replay import FORK, SERVERS, UPSTREAM, case_names, exchanges
from generate_track.queue.store import Limits
from generate_track.request import TrackRequest
from serving import Serving

_REFUSES = "what cannot be made as it is asked for is refused"
_FORMATS = "what there is not is refused; they send flac in its place"
_NO_PATHS = "no file of the server's disk can be named"
_FORMS = "forms are read"
_MODELS = "our shape is that of the builds with OpenRouter's routes, which are newer; /v1/model_inventory has the other"
_KEYS = "models too are told to who has a key"
_LANGUAGE_MODEL = "no task needs a language model"
_RESTART = "restarts are tested with real processes, and lose nothing here"

# Case → what we answer to its first request that is answered otherwise, and why.
DIFFERENCES: dict[str, tuple[str, str]] = {
    "audio_head": ("status 200", "a file may be looked at before it is fetched"),
    "audio_no_path": ("body.detail is a str", "errors have one shape"),
    "audio_outside_folder": ("status 404", _NO_PATHS),
    "bad_backend": ("status 422", _REFUSES),
    "bad_bpm_text": ("status 422", _REFUSES),
    "bad_json": ("status 400", "the client's mistake is no fault of the server"),
    "batch_0": ("status 422", _REFUSES),
    "batch_9": ("status 422", _REFUSES),
    "cors_preflight": ("status 200", "pages of this machine may use the server, as newer builds let them"),
    "cover_missing_src": ("status 422", _NO_PATHS),
    "duration_1": ("status 422", _REFUSES),
    "duration_negative": ("status 422", _REFUSES),
    "duration_text": ("status 422", _REFUSES),
    "format_aac": ("status 422", _FORMATS),
    "format_exe": ("status 422", _FORMATS),
    "format_ogg": ("status 422", _FORMATS),
    "format_opus": ("status 422", _FORMATS),
    "format_wav32": ("content-type audio/wav", "it is made, in the place of flac"),
    "model_unknown": ("status 422", _REFUSES),
    "query_array_body": ("status 200", "a list of ids is understood"),
    "query_bad_list": ("body.data has 1 items", "a text is an id, or several with commas between them"),
    "query_mixed": ("body.data[1].result has 1 items", "a task that is not known is told to be so"),
    "query_unknown": ("body.data[0].result has 1 items", "a task that is not known is told to be so"),
    "repaint_path_json": ("status 422", _NO_PATHS),
    "src_audio_path_json": ("status 422", _NO_PATHS),
    "steps_0": ("status 422", _REFUSES),
}
# The same, of what only one build answers otherwise.
OF_BUILD: dict[str, dict[str, tuple[str, str]]] = {
    FORK: {
        "auth_models_key": ("body.code is missing", _MODELS),
        "auth_models_key_without_bearer": ("body.code is missing", _MODELS),
        "chat_completions": ("status 422", "it is there, and does not know the model"),
        "models": ("body.code is missing", _MODELS),
    },
    UPSTREAM: {
        "auth_models_bad_key": ("status 401", _KEYS),
        "auth_models_no_key": ("status 401", _KEYS),
        "form_urlencoded": ("status 200", _FORMS),
        "multipart_fields_only": ("status 200", _FORMS),
        "multipart_reference_audio": ("status 200", _FORMS),
        "multipart_src_audio": ("status 200", _FORMS),
    },
}
# What says nothing of a single request and its answer.
NOT_PLAYED: dict[str, str] = {
    "_startup": "a list of processes",
    "nollm_thinking": _LANGUAGE_MODEL,
    "openapi": "another description",
    "queue_full_429": "played below, with a queue as long as theirs",
    "restart_audio_folder_cleaned": _RESTART,
    "restart_sigkill": _RESTART,
    "restart_sigterm": _RESTART,
    "running_task": "played below, while it runs",
}


def _expected(server: str, case: str) -> str:
    table = DIFFERENCES | OF_BUILD[server]
    return table.get(case, ("", ""))[0]


def _played() -> Iterator[tuple[str, str]]:
    yield from ((server, case) for server in SERVERS for case in case_names(server) if case not in NOT_PLAYED)


@pytest.fixture
def player(serving: Serving, request: pytest.FixtureRequest) -> Player:
    """Return a player of a server that asks for a key where the recorded one did, and has an engine that can do it."""
    case = request.node.callspec.params["case"]
    if case == "format_input":
        serving = replace(serving, backend=replace(serving.backend, engine="embedded"))
    return Player(serving.locked() if case.startswith("auth_") else serving)


def _first_difference(player: Player, server: str, case: str) -> str:
    for exchange in exchanges(server, case):
        recorded = exchange["response"]
        answer = player.send(exchange["request"], recorded)
        # A task that was not done there is done here.
        found = [] if is_open(recorded) else differences(recorded, answer)
        if found:
            return found[0]
    return ""


@pytest.mark.parametrize(("server", "case"), list(_played()))
def test_an_answer_is_of_the_recorded_shape(player: Player, server: str, case: str) -> None:
    assert _first_difference(player, server, case) == _expected(server, case)


@pytest.mark.parametrize("server", SERVERS)
def test_every_difference_is_of_a_recorded_case(server: str) -> None:
    named = set(DIFFERENCES) | set(NOT_PLAYED) | set(OF_BUILD[server])
    assert named - set(case_names(server)) <= {"_startup"}
    assert all(why for _, why in (DIFFERENCES | OF_BUILD[server]).values())


@pytest.mark.parametrize("server", SERVERS)
def test_a_full_queue_is_told_as_it_was_and_when_to_come_back(tmp_path: Path, server: str) -> None:
    with Serving.open(tmp_path, queue=Limits(queued=2)) as serving:
        player = Player(serving)
        for exchange in exchanges(server, "queue_full_429")[:3]:
            answer = player.send(exchange["request"], exchange["response"])
            assert differences(exchange["response"], answer) == []
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


@pytest.mark.parametrize("server", SERVERS)
def test_running_and_waiting_tasks_are_told_as_they_were(serving: Serving, server: str) -> None:
    running, waiting = serving.release(), serving.release()
    serving.backend.store.start(running, worker="one")
    for exchange, task_id in zip(exchanges(server, "running_task"), (running, waiting), strict=True):
        answer = serving.client.post("/query_result", json={"task_id_list": [task_id]})
        assert differences(exchange["response"], answer) == []


def _read(serving: Serving, case: str) -> tuple[TrackRequest, ...]:
    """Return what our server takes a recorded request for."""
    answer = Player(serving).send(*[exchanges(FORK, case)[0][part] for part in ("request", "response")])
    job = serving.backend.store.get(answer.json()["data"]["task_id"])
    assert job is not None
    return job.requests


def test_names_in_camel_case_are_understood(serving: Serving) -> None:
    (request,) = _read(serving, "camel_case_aliases")
    assert (request.caption, request.duration_s, str(request.key)) == ("aliases", 12, "A minor")
    assert (str(request.time_signature), request.seeds, request.model) == ("3/4", (7,), "acestep-v15-sft")


def test_music_is_as_it_was_asked_for(serving: Serving) -> None:
    (request,) = _read(serving, "metas_given")
    assert (request.bpm, str(request.key), str(request.time_signature)) == (120, "C major", "4/4")
    assert (request.language, request.is_instrumental) == ("bn", False)


@pytest.mark.parametrize(("case", "seeds"), [("seed_list_string", [42, 43]), ("seed_fixed_batch_3", [42, 43, 44])])
def test_seeds_are_those_that_were_asked_for(serving: Serving, case: str, seeds: list[int]) -> None:
    assert [seed for request in _read(serving, case) for seed in request.seeds] == seeds


def test_a_form_with_a_file_is_an_edit_task(serving: Serving) -> None:
    (request,) = _read(serving, "multipart_src_audio")
    assert (request.caption, request.expert["task_type"], request.batch) == ("calm piano", "cover", 1)
