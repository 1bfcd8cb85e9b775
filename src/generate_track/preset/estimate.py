"""Estimates: how long a batch will take, from this user's own history, or as a guess that says so."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generate_track.library.history import Effort
from generate_track.request import TrackRequest

# Seconds of work for a second of audio, where there is no history: the embedded engine on two cores of a laptop, and
# ACE-Step on a graphics card of the middle class with 8 steps (turbo) or 50.
GUESSES_S = {"embedded": 0.06, "turbo": 0.15, "full": 0.75}
_S_PER_H = 3600.0


@dataclass(frozen=True, slots=True)
class Work:
    """Who would make the tracks: the engine, its server's URL or nothing, and how many tracks at once."""

    engine: str
    server: str
    n_at_once: int

    def model_of(self, request: TrackRequest) -> str:
        """Return the request's model, or nothing where it has no effect."""
        return "" if self.engine == "embedded" else request.model


@dataclass(frozen=True, slots=True)
class Estimate:
    """How long it will take.

    Args:
        seconds: of wall clock.
        n_tracks: how many earlier tracks it comes from.
        guessed: of how many models there is no history, so that a stated figure stands in.
        rates_s: model → seconds of work for a second of audio.
    """

    seconds: float
    n_tracks: int
    guessed: int
    rates_s: dict[str, float]

    def cost(self, hourly: float) -> float:
        """Return what it costs at a price an hour."""
        return self.seconds / _S_PER_H * hourly

    @property
    def basis(self) -> str:
        """Where the figure comes from, in words."""
        figures = ", ".join(f"{rate_s:.2g} s of work for 1 s of audio" for rate_s in self.rates_s.values())
        if not self.guessed:
            return f"from {self.n_tracks} earlier track{'s' * (self.n_tracks != 1)} of yours: {figures}"
        return f"a guess, as there is no history of yours yet: {figures}"


def estimate(requests: Iterable[TrackRequest], *, work: Work, efforts: Collection[Effort]) -> Estimate:
    """Return how long `work` will take over `requests`."""
    audio_s: dict[str, float] = {}
    for request in requests:
        model = work.model_of(request)
        audio_s[model] = audio_s.get(model, 0.0) + request.duration_s * request.batch
    known = {model: _like(efforts, work=work, model=model) for model in audio_s}
    rates_s = {model: _rate_s(rows) if rows else _guess_s(work, model) for model, rows in known.items()}
    return Estimate(
        seconds=sum(audio_s[model] * rates_s[model] for model in audio_s),
        n_tracks=sum(effort.n_tracks for rows in known.values() for effort in rows),
        guessed=sum(1 for rows in known.values() if not rows),
        rates_s=rates_s,
    )


def _like(efforts: Collection[Effort], *, work: Work, model: str) -> list[Effort]:
    """Return the efforts of that kind; those with as many tracks at once when there are any."""
    found = [
        effort
        for effort in efforts
        if (effort.engine, effort.server, effort.model) == (work.engine, work.server, model)
    ]
    return [effort for effort in found if effort.n_at_once == work.n_at_once] or found


def _rate_s(efforts: list[Effort]) -> float:
    return sum(effort.wall_s for effort in efforts) / sum(effort.audio_s for effort in efforts)


def _guess_s(work: Work, model: str) -> float:
    return GUESSES_S["embedded" if work.engine == "embedded" else "turbo" if "turbo" in model else "full"]
