import json

import httpx2
import pytest

from generate_track.acestep import dialect
from generate_track.acestep.client import Client
from generate_track.acestep.report import Model, Queue
from generate_track.errors import EngineUnavailableError, NotAceStepError, RefusedKeyError

HEALTH = {"status": "ok", "service": "ACE-Step API", "version": "1.0"}
STATS = {"jobs": {"queued": 2, "running": 1}, "queue_size": 2, "queue_maxsize": 200, "avg_job_seconds": 42.5}
ROUTES = {"paths": {"/release_task": {}, "/query_result": {}}}
SLOT = {"components": {"schemas": {"InitModelRequest": {"properties": {"slot": {}}}}}}
INVENTORY = {
    "models": [{"name": "acestep-v15-turbo", "is_default": True, "is_loaded": True}, "odd"],
    "loaded_lm_model": "acestep-5Hz-lm-1.7B",
}


def client(*, url: str = "http://127.0.0.1:8001", key: str | None = None, **answers: object) -> Client:
    """Return a client of a server that answers these routes: their names without /v1/, each a body or a response."""
    paths = {
        "inventory": "/v1/model_inventory",
        "models": "/v1/models",
        "stats": "/v1/stats",
        "openapi": "/openapi.json",
    }

    def handle(request: httpx2.Request) -> httpx2.Response:
        for name, answer in answers.items():
            if request.url.path == paths.get(name, f"/{name}"):
                return answer if isinstance(answer, httpx2.Response) else httpx2.Response(200, text=json.dumps(answer))
        return httpx2.Response(404, json={"detail": "Not Found"})

    return Client(url, api_key=key, transport=httpx2.MockTransport(handle), sleep=lambda _: None)


def wrapped(data: object) -> dict[str, object]:
    return {"data": data, "code": 200, "error": None}


@pytest.mark.parametrize(
    ("answers", "window"),
    [
        ({}, "before 16 February 2026"),
        ({"openapi": {"paths": {"/release_task": {}, "/v1/lora/load": {}}}}, "16 to 24 February 2026"),
        ({"inventory": wrapped(INVENTORY)}, "25 February to 29 March 2026"),
        ({"inventory": wrapped(INVENTORY), "openapi": ROUTES | SLOT}, "since 30 March 2026"),
        ({"inventory": wrapped(INVENTORY), "health": wrapped(HEALTH | {"gpus": []})}, "since 30 March 2026"),
    ],
)
def test_a_build_is_dated_by_its_routes(answers: dict[str, object], window: str) -> None:
    report = dialect.probe(
        client(**({"health": wrapped(HEALTH), "stats": wrapped(STATS), "openapi": ROUTES} | answers))
    )
    assert report.kind == "native"
    assert report.build is not None
    assert report.build.window == window


def test_an_inventory_behind_a_refused_key_is_still_there() -> None:
    refused = httpx2.Response(401, json={"detail": "Invalid API key"})
    report = dialect.probe(client(health=wrapped(HEALTH), inventory=refused, stats=refused))
    assert report.build is not None
    assert report.build.seeds == "yes"
    assert report.models == ()
    assert "refused the API key" in report.problems[0].message


def test_models_language_model_and_queue_are_listed() -> None:
    report = dialect.probe(client(health=wrapped(HEALTH), inventory=wrapped(INVENTORY), stats=wrapped(STATS)))
    assert report.models == (Model("acestep-v15-turbo", is_default=True, is_loaded=True),)
    assert report.language_model == "acestep-5Hz-lm-1.7B"
    assert report.queue == Queue(queued=2, running=1, limit=200, mean_job_s=42.5)


def test_models_in_the_shape_of_openrouter_are_listed_too() -> None:
    shape = {"object": "list", "data": [{"id": "acestep/acestep-v15-turbo"}, {"id": "acestep/acestep-v15-sft"}]}
    report = dialect.probe(client(health=wrapped(HEALTH), models=shape))
    assert [(model.name, model.is_default) for model in report.models] == [
        ("acestep-v15-turbo", True),
        ("acestep-v15-sft", False),
    ]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"health": wrapped(HEALTH | {"service": "ACE-Step Gradio API"})}, "gradio"),
        ({"health": httpx2.Response(200, html="<script>window.gradio_config</script>")}, "gradio"),
        ({"openapi": {"paths": {"/v1/music/generate": {}}}}, "pre-release"),
        ({"models": {"object": "list", "data": []}}, "chat-only"),
        ({"openapi": {"paths": {"/v1/chat/completions": {}}}}, "chat-only"),
        ({"stats": wrapped(STATS)}, "native"),
        ({"openapi": ROUTES}, "native"),
        ({"health": httpx2.Response(301, headers={"location": "https://h.example/"})}, "moved"),
        ({"health": httpx2.Response(200, html="<title>Welcome</title>")}, "other"),
        ({}, "other"),
    ],
)
def test_a_server_is_named_for_what_it_is(answers: dict[str, object], kind: str) -> None:
    report = dialect.probe(client(**answers))
    assert report.kind == kind
    assert (kind == "native") == (report.build is not None)
    assert report.is_reachable
    assert report.problems


def test_a_server_that_is_down_is_a_report_and_no_error() -> None:
    def refuse(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    report = dialect.probe(Client("http://h", transport=httpx2.MockTransport(refuse), sleep=lambda _: None))
    assert (report.kind, report.is_reachable) == ("unreachable", False)
    assert "refused" in report.problems[0].message


@pytest.mark.parametrize(
    ("health", "stats", "told"),
    [
        ({"models_initialized": False}, STATS, "no model is loaded yet"),
        ({"llm_initialized": False}, STATS, "no language model is loaded"),
        ({}, STATS | {"queue_size": 200}, "the queue is full: 200 of 200"),
    ],
)
def test_what_will_bite_is_told(health: dict[str, object], stats: dict[str, object], told: str) -> None:
    report = dialect.probe(client(health=wrapped(HEALTH | health), stats=wrapped(stats), inventory=wrapped(INVENTORY)))
    assert told in [problem.message for problem in report.problems]


def test_a_good_server_has_no_problems() -> None:
    report = dialect.probe(client(health=wrapped(HEALTH), stats=wrapped(STATS), inventory=wrapped(INVENTORY)))
    assert report.problems == ()


def test_a_key_sent_in_the_open_is_told() -> None:
    found = dialect.probe(client(url="http://10.0.0.1:8001", key="k", health=wrapped(HEALTH)))
    assert "the API key crosses the network unencrypted" in [problem.message for problem in found.problems]


def test_a_report_is_plain_json() -> None:
    report = dialect.probe(client(health=wrapped(HEALTH), inventory=wrapped(INVENTORY), stats=wrapped(STATS)))
    facts = json.loads(json.dumps(report.as_facts()))
    assert facts["is_reachable"] is True
    assert facts["build"]["window"] == "25 February to 29 March 2026"


@pytest.mark.parametrize(
    ("health", "build"),
    [
        (wrapped(HEALTH), "before 25 February 2026"),
        (wrapped(HEALTH | {"models_initialized": True}), "since 25 February 2026"),
        (httpx2.Response(404, json={"detail": "Not Found"}), "before 25 February 2026"),
        (httpx2.Response(502, html="<html>"), "before 25 February 2026"),
    ],
)
def test_a_greeting_tells_the_build(health: object, build: str) -> None:
    assert dialect.greet(client(health=health)) == build


@pytest.mark.parametrize(
    "health", [httpx2.Response(200, html="<html>"), wrapped(HEALTH | {"service": "ACE-Step Gradio API"})]
)
def test_a_greeting_refuses_what_is_no_api(health: object) -> None:
    with pytest.raises(NotAceStepError):
        dialect.greet(client(health=health))


def test_a_greeting_that_a_firewall_answers_says_so() -> None:
    # The rest of the API answers, so it is one; but this client is not let in.
    wall = httpx2.Response(403, text="error code: 1010")
    with pytest.raises(EngineUnavailableError, match="firewall") as caught:
        dialect.greet(client(health=wall, stats=wrapped(STATS)))
    assert not isinstance(caught.value, RefusedKeyError)


def test_a_native_server_is_not_misnamed() -> None:
    assert dialect.misnamed(client(health=wrapped(HEALTH))) is None
