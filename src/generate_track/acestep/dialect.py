"""Which server is this? Told from what it says of itself, without starting a generation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generate_track.acestep.client import Client
from generate_track.acestep.fault import API_WANTED, CHECK_KEY, error_of, name_page
from generate_track.acestep.reply import Answer
from generate_track.acestep.report import Build, Kind, Model, Problem, Queue, ServerReport
from generate_track.errors import EngineUnavailableError, NotAceStepError

_NOT_FOUND = 404
_OURS = "generate_track"  # says GET /health of our own server, with its version
_REFUSED = (401, 403)
_REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a server answered to the questions that cost it nothing."""

    health: Answer
    inventory: Answer
    models: Answer
    stats: Answer
    openapi: Answer

    @property
    def routes(self) -> frozenset[str]:
        """The paths of its OpenAPI document; empty where that is switched off."""
        return frozenset(_of(self.openapi.data, "paths"))

    @property
    def service(self) -> str:
        """What it calls itself."""
        return str(_of(self.health.data).get("service", ""))

    @property
    def is_ours(self) -> bool:
        """Whether it is `generate-track serve`."""
        return _OURS in _of(self.health.data)

    @property
    def has_inventory(self) -> bool:
        """Whether GET /v1/model_inventory is there, even when it wants a key."""
        return self.inventory.status != _NOT_FOUND and self.inventory.data is not None

    @property
    def has_slots(self) -> bool:
        """Whether models are loaded into slots: several can be at once."""
        init = _of(_of(_of(self.openapi.data, "components"), "schemas"), "InitModelRequest")
        return "slot" in _of(init, "properties") or "gpus" in _of(self.health.data)


_Fits = Callable[[Evidence], bool]

# Read from the top; the first that fits. Source: the dates of upstream's commits 82a5d84 (inventory), 9cef9b2
# (slots), f764593 (LoRA routes) and 8aff750 (seeds). The wavelet correction that spoils base and sft came in about
# April 2026 and went on 28 August; nothing outside a generation tells those builds from later ones.
_BUILDS: tuple[tuple[_Fits, Build], ...] = (
    (lambda found: found.is_ours, Build("generate-track", "yes", "yes", "yes")),
    (lambda found: found.has_slots, Build("since 30 March 2026", "yes", "unproven", "yes")),
    (lambda found: found.has_inventory, Build("25 February to 29 March 2026", "yes", "yes", "yes")),
    (lambda found: "/v1/lora/load" in found.routes, Build("16 to 24 February 2026", "yes", "yes", "yes")),
    (lambda _: True, Build("before 16 February 2026", "unproven", "yes", "unproven")),
)

_KINDS: tuple[tuple[_Fits, Kind], ...] = (
    (lambda found: "gradio" in found.service.lower() or "gradio" in name_page(found.health).lower(), "gradio"),
    (lambda found: "/v1/music/generate" in found.routes, "pre-release"),
    (lambda found: "/release_task" in found.routes or "ace-step" in found.service.lower(), "native"),
    (lambda found: _is_queue(found.stats), "native"),
    (lambda found: found.health.status in _REDIRECTS, "moved"),
    (lambda found: _is_chat(found.models) or "/v1/chat/completions" in found.routes, "chat-only"),
    (lambda _: True, "other"),
)

_NAMES: Mapping[Kind, str] = {
    "gradio": "ACE-Step's Gradio app, not its API",
    "pre-release": "an ACE-Step server from before the release, with another API",
    "chat-only": "a server that has only /v1/chat/completions, as the official cloud does",
    "other": "no ACE-Step API",
}


def probe(client: Client) -> ServerReport:
    """Return what is known of a server; nothing is raised, all that is wrong is in the report."""
    url = str(client.url)
    try:
        with client:
            found = _ask(client)
    except EngineUnavailableError as error:
        return ServerReport(url, "unreachable", problems=(Problem(error.message, error.hint),))
    kind = kind_of(found)
    if kind != "native":
        return ServerReport(url, kind, problems=(_misfit(kind, found, url=url),))
    return ServerReport(
        url,
        kind,
        build=build_of(found),
        models=models_of(found.inventory, found.models),
        language_model=_of(found.inventory.data).get("loaded_lm_model"),
        queue=queue_of(found.stats),
        problems=tuple(_problems(found, client)),
    )


def _misfit(kind: Kind, found: Evidence, *, url: str) -> Problem:
    if kind == "moved":
        error = error_of(found.health, server=url)
        return Problem(error.message, error.hint)
    page = f": it answers with {name_page(found.health)}" if found.health.data is None else ""
    return Problem(f"{url} is {_NAMES[kind]}{page}", API_WANTED)


def kind_of(found: Evidence) -> Kind:
    """Return what kind of server gave this evidence."""
    return next(kind for fits, kind in _KINDS if fits(found))


def build_of(found: Evidence) -> Build:
    """Return when a native server was built."""
    return next(build for fits, build in _BUILDS if fits(found))


def greet(client: Client) -> str:
    """Return the build window that one quick question tells, before anything is spent.

    Raises:
        NotAceStepError: something answers that is no ACE-Step API; it is named.
        EngineUnavailableError: nothing answers.
    """
    health = client.ask("/health")
    if is_gradio(health) or (health.data is None and health.status < 500):  # noqa: PLR2004 - HTTP's own line
        raise misnamed(client) or error_of(health, server=str(client.url))
    told = _of(health.data)
    if _OURS in told:
        return f"generate-track {told[_OURS]}"
    return "since 25 February 2026" if "models_initialized" in told else "before 25 February 2026"


def is_gradio(health: Answer) -> bool:
    """Whether GET /health says that this is the Gradio app."""
    return "gradio" in str(_of(health.data).get("service", "")).lower()


def misnamed(client: Client) -> NotAceStepError | None:
    """Return the error that names what answers there, or None when it is an ACE-Step API after all."""
    report = probe(client)
    if report.kind in {"native", "unreachable"}:
        return None
    return NotAceStepError(report.problems[0].message, hint=report.problems[0].hint)


def _ask(client: Client) -> Evidence:
    return Evidence(
        health=client.ask("/health"),
        inventory=client.ask("/v1/model_inventory"),
        models=client.ask("/v1/models"),
        stats=client.ask("/v1/stats"),
        openapi=client.ask("/openapi.json"),
    )


def _of(value: object, name: str | None = None) -> dict[str, Any]:
    """Return a mapping, or what it has under `name` when that is one too; else an empty one."""
    mapping = value if isinstance(value, dict) else {}
    return mapping if name is None else _of(mapping.get(name))


def _is_queue(stats: Answer) -> bool:
    return stats.is_ok and "queue_size" in _of(stats.data)


def _is_chat(models: Answer) -> bool:
    rows = models.data.get("data") if isinstance(models.data, dict) else None
    return models.is_ok and isinstance(rows, list)


def models_of(inventory: Answer, models: Answer) -> tuple[Model, ...]:
    """Return the models of GET /v1/model_inventory, or else of GET /v1/models; none when neither tells any."""
    rows = _rows(inventory, "models") or _rows(models, "models")
    if rows:
        return tuple(
            Model(
                str(row.get("name")),
                is_default=bool(row.get("is_default")),
                is_loaded=row.get("is_loaded"),
                tasks=_words(row.get("supported_task_types")),
            )
            for row in rows
        )
    # The shape of OpenRouter, which lists the default first and asks for no key.
    names = [str(row.get("id", "")).removeprefix("acestep/") for row in _rows(models, "data")]
    return tuple(Model(name, is_default=index == 0) for index, name in enumerate(names))


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def language_models_of(inventory: Answer) -> tuple[Model, ...]:
    """Return the language models of GET /v1/model_inventory; none when it does not tell any."""
    loaded = _of(inventory.data).get("loaded_lm_model") if inventory.is_ok else None
    told = [str(row.get("name")) for row in _rows(inventory, "lm_models")]
    names = [*told, *([loaded] if isinstance(loaded, str) and loaded not in told else [])]
    return tuple(Model(name, is_loaded=name == loaded) for name in names)


def _rows(answer: Answer, name: str) -> list[dict[str, Any]]:
    rows = _of(answer.data).get(name) if answer.is_ok else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def queue_of(stats: Answer) -> Queue:
    """Return how busy a server is by GET /v1/stats."""
    data = _of(stats.data) if stats.is_ok else {}
    jobs = _of(data, "jobs")
    return Queue(data.get("queue_size"), jobs.get("running"), data.get("queue_maxsize"), data.get("avg_job_seconds"))


def _problems(found: Evidence, client: Client) -> list[Problem]:
    health, build, queue = _of(found.health.data), build_of(found), queue_of(found.stats)
    is_full = queue.queued is not None and queue.limit is not None and queue.queued >= queue.limit
    rows = (
        (found.stats.status in _REFUSED, Problem(f"the server refused the API key: {found.stats.detail}", CHECK_KEY)),
        (client.is_key_in_the_open, Problem("the API key crosses the network unencrypted", "use an https URL")),
        (is_full, Problem(f"the queue is full: {queue.queued} of {queue.limit}", "wait, or ask for less")),
        (
            health.get("models_initialized") is False,
            Problem("no model is loaded yet", "the first task waits until one is; --timeout 900 leaves it the time"),
        ),
        (
            found.is_ours and health.get("loaded_model") == "embedded",
            Problem("tracks are composed by rules there, not by a model", "its --engine acestep hands them to models"),
        ),
        (
            not found.is_ours and health.get("llm_initialized") is False,
            Problem("no language model is loaded", "--thinking loads it, or fails where the server has none"),
        ),
        (
            build.seeds != "yes",
            Problem(
                "builds before 13 February 2026 ignore the seed, and this may be one",
                "the report of each track says when the server used another seed",
            ),
        ),
        (
            build.base_and_sft != "yes",
            Problem(
                "builds from about April to 28 August 2026 distort base and sft models, and this may be one",
                "listen to one short sft take first, or update the server; turbo is not affected",
            ),
        ),
        (
            build.uploads != "yes",
            Problem("builds before 12 February 2026 cannot take uploads, and this may be one", "update the server"),
        ),
    )
    return [problem for is_there, problem in rows if is_there]
