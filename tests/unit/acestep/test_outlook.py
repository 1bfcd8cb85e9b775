import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.acestep.outlook import Outlook, look
from generate_track.acestep.report import Model
from generate_track.errors import EngineUnavailableError, GenerateTrackError, NotAceStepError, RefusedKeyError


def looked(**answers: httpx2.Response) -> Outlook:
    def handle(request: httpx2.Request) -> httpx2.Response:
        return answers.get(request.url.path.rpartition("/")[2]) or httpx2.Response(404, json={"detail": "Not Found"})

    return look(Client("http://h", timeout_s=1, transport=httpx2.MockTransport(handle)))


def told(data: object) -> httpx2.Response:
    return httpx2.Response(200, json={"data": data, "code": 200})


HEALTH = {"status": "ok", "service": "ACE-Step API"}
ROWS = [{"name": "m", "is_default": True, "is_loaded": True}]


def test_a_server_tells_its_tasks_and_its_models() -> None:
    # Each job that was refused stays in the count of queued ones.
    stats = {"jobs": {"queued": 7, "running": 1}, "queue_size": 2, "queue_maxsize": 200}
    outlook = looked(health=told(HEALTH), stats=told(stats), model_inventory=told({"models": ROWS}))
    assert outlook == Outlook(3, is_full=False, models=(Model("m", is_default=True, is_loaded=True),))
    assert outlook.has("m")
    assert outlook.has_loaded("m")
    assert not outlook.has("n")
    assert outlook.has("")


@pytest.mark.parametrize("rows", [[{"name": "lm"}, {"name": "other"}], [{"name": "other"}], None])
def test_a_server_tells_its_language_models(rows: object) -> None:
    outlook = looked(health=told(HEALTH), model_inventory=told({"lm_models": rows, "loaded_lm_model": "lm"}))
    assert outlook.can_write
    assert [row.name for row in outlook.language_models if row.is_loaded] == ["lm"]


def test_a_server_without_a_language_model_can_write_nothing() -> None:
    inventory = told({"lm_models": [{"name": "lm", "is_loaded": False}], "loaded_lm_model": None})
    assert not looked(health=told(HEALTH), model_inventory=inventory).can_write


def test_an_old_build_tells_its_models_elsewhere() -> None:
    assert looked(health=told(HEALTH), models=told({"models": ROWS})).model_names == ("m",)


def test_a_server_that_tells_nothing_may_have_any_model() -> None:
    outlook = looked(health=told(HEALTH), stats=told({"queue_size": "many", "jobs": 3}))
    assert outlook == Outlook()
    assert outlook.has("m")
    assert not outlook.has_loaded("m")


def test_a_queue_that_is_full_is_seen() -> None:
    assert looked(health=told(HEALTH), stats=told({"queue_size": 200, "queue_maxsize": 200})).is_full


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"health": httpx2.Response(500, text="oops")}, EngineUnavailableError),
        ({"health": httpx2.Response(200, html="<html>")}, NotAceStepError),
        ({"health": told({"service": "ACE-Step Gradio API"})}, NotAceStepError),
        ({"health": told(HEALTH), "stats": httpx2.Response(401, json={"detail": "no"})}, RefusedKeyError),
    ],
)
def test_a_server_that_cannot_take_a_task_is_known(
    answers: dict[str, httpx2.Response], kind: type[GenerateTrackError]
) -> None:
    with pytest.raises(kind):
        looked(**answers)
