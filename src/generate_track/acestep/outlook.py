"""Outlook: what one server of a pool says of itself, asked in a moment and without spending anything."""

from dataclasses import dataclass

from generate_track.acestep.client import Client
from generate_track.acestep.dialect import is_gradio, language_models_of, models_of, queue_of
from generate_track.acestep.fault import API_WANTED, error_of
from generate_track.acestep.reply import Answer
from generate_track.acestep.report import Model
from generate_track.errors import NotAceStepError

_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a server is.

    Args:
        n_tasks: waiting and running, whoever sent them; 0 where it does not say.
        is_full: whether it will take no other.
        models: what it can run; empty where it does not say.
        language_models: what it can write with; empty where it does not say.
    """

    n_tasks: int = 0
    is_full: bool = False
    models: tuple[Model, ...] = ()
    language_models: tuple[Model, ...] = ()

    def has(self, model: str) -> bool:
        """Whether the server can run a model, as far as it says."""
        return not model or not self.models or any(_name(row) == model for row in self.models)

    def has_loaded(self, model: str) -> bool:
        """Whether a model is ready there."""
        return any(_name(row) == model and bool(row.is_loaded) for row in self.models)

    @property
    def can_write(self) -> bool:
        """Whether a language model is ready there."""
        return any(row.is_loaded for row in self.language_models)

    @property
    def model_names(self) -> tuple[str, ...]:
        """The full names of its models, the default one first."""
        return tuple(_name(row) for row in sorted(self.models, key=lambda row: not row.is_default))


def look(client: Client) -> Outlook:
    """Return how a server is.

    Raises:
        RefusedKeyError: it does not take our key.
        EngineUnavailableError: it does not answer, or as no ACE-Step API does.
    """
    with client:
        health = client.ask("/health")
        if not health.is_ok:
            raise error_of(health, server=str(client.url))
        if is_gradio(health):
            raise NotAceStepError(f"{client.url} is ACE-Step's Gradio app, not its API", hint=API_WANTED)
        stats = _allowed(client, "/v1/stats")
        inventory = _allowed(client, "/v1/model_inventory")
        models = inventory if inventory.is_ok else _allowed(client, "/v1/models")
    queue = queue_of(stats)
    # Not its own count of waiting jobs: each refused one stays in that.
    n_waiting, limit = _count(queue.queued), _count(queue.limit)
    return Outlook(
        n_tasks=n_waiting + _count(queue.running),
        is_full=0 < limit <= n_waiting,
        models=models_of(inventory, models),
        language_models=language_models_of(inventory),
    )


def _allowed(client: Client, path: str) -> Answer:
    answer = client.ask(path)
    if answer.status in _REFUSED:
        raise error_of(answer, server=str(client.url))
    return answer


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _name(model: Model) -> str:
    return model.name.removeprefix("acestep/")
