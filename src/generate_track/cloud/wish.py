"""Wish: what `setup-cloud` was asked for, with every limit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from generate_track.acestep.wire import full_model_name
from generate_track.cloud.inventory import GPUS, Gpu, gpu_named
from generate_track.cloud.target import Target
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import nearest
from generate_track.parameter import Parameter
from generate_track.request import parse_value

DEFAULT_AUTOSTOP_MIN = 30
# Below it a machine would end while it still loads its models.
_LEAST_AUTOSTOP_MIN = 10
_FOR_RENTED = {"gpu": "--gpu", "max_hourly": "--max-hourly", "spot": "--spot"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for.

    Args:
        on: where; None takes the cheapest place that there are credentials for.
        gpu: which; None takes the cheapest that fits.
        model: full name of the music model.
        thinking: whether the language model is to run beside it.
        max_hourly: the most that an hour may cost, in US dollars.
        autostop_min: minutes without a track after which the machine ends; 0 is never, None was not said.
        spot: whether the machine may be taken away, for less.
        public: whether the API is reached over the open network instead of a tunnel.
    """

    on: Target | None = None
    gpu: Gpu | None = None
    model: str = "acestep-v15-turbo"
    thinking: bool = False
    max_hourly: float | None = None
    autostop_min: int | None = None
    spot: bool = False
    public: bool = False

    @classmethod
    def parse(cls, said: Mapping[str, Any], *, rows: Mapping[str, Parameter]) -> Self:
        """Return the wish that a command's words tell.

        Args:
            said: name → value; None counts as not said.
            rows: the row of each name, which has its kind and range.
        Raises:
            InvalidRequestError: with every mistake at once.
        """
        values: dict[str, Any] = {}
        mistakes: list[Mistake] = []
        for name, row in rows.items():
            if said.get(name) is None:
                continue
            try:
                values[name] = _parse(name, parse_value(row, said[name]))
            except ValueError as error:
                mistakes.append(_mistake(name, error))
        mistakes += _contradictions(values)
        if mistakes:
            raise InvalidRequestError(tuple(mistakes))
        return cls(**values)


def _parse(name: str, value: Any) -> Any:  # noqa: ANN401 - each field has its own type
    return _PARSERS[name](value) if name in _PARSERS else value


def _mistake(name: str, error: ValueError) -> Mistake:
    message, _, hint = str(error).partition("; ")
    return Mistake(name, message, hint or None)


def _parse_gpu(name: str) -> Gpu:
    try:
        return gpu_named(name)
    except KeyError:
        known = [gpu.name for gpu in GPUS]
        near = nearest(name, known)
        hint = f"; did you mean {near!r}?" if near else ""
        raise ValueError(f"--gpu {name!r} is not one of {', '.join(known)}{hint}") from None


def _parse_model(name: str) -> str:
    model = full_model_name(name)
    # The name becomes a word of a shell script.
    if not model.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise ValueError(f"--model {name!r} is not the name of a model")
    return model


def _parse_autostop(minutes: int) -> int:
    if 0 < minutes < _LEAST_AUTOSTOP_MIN:
        raise ValueError(f"--autostop {minutes} is less than {_LEAST_AUTOSTOP_MIN} minutes; 0 never stops")
    return minutes


def _contradictions(values: Mapping[str, Any]) -> Iterator[Mistake]:
    on: Target | None = values.get("on")
    if on is None:
        return
    if not on.is_rented:
        for name, flag in _FOR_RENTED.items():
            if values.get(name):
                yield Mistake(name, f"{flag} has nothing to choose from on {on.title}", f"leave out {flag}")
    elif values.get("spot") and on.place and not on.place.has_spot:
        yield Mistake("spot", f"{on.title} has no spot machines", "leave out --spot")


_PARSERS = {
    "on": Target.parse,
    "gpu": _parse_gpu,
    "model": _parse_model,
    "autostop_min": _parse_autostop,
}
