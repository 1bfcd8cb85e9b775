"""Plan: what would run, where, and what it would cost. A pure function of a wish and of what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generate_track.cloud.fit import Need, need, song_s
from generate_track.cloud.inventory import PRICES_OF
from generate_track.cloud.machine import BUILD, SKYPILOT_VERSION
from generate_track.cloud.offer import Offer, choose, limit_of
from generate_track.cloud.target import Target
from generate_track.cloud.wish import DEFAULT_AUTOSTOP_MIN, Wish

_N_GPUS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done.

    Args:
        target: where.
        offers: what would do there, the cheapest first; empty on a machine of one's own.
        need: the memory that the model needs.
        model: its full name.
        thinking: whether the language model runs beside it.
        limit: the most that an hour may cost, in US dollars; None where nobody bills by the hour.
        autostop_min: minutes without a track after which it ends; 0 is never.
        spot: whether the machine may be taken away.
        public: whether the API is open to the network.
    """

    target: Target
    offers: tuple[Offer, ...]
    need: Need
    model: str
    thinking: bool
    limit: float | None
    autostop_min: int
    spot: bool
    public: bool

    @property
    def price(self) -> float | None:
        """US dollars an hour, estimated; None where nobody bills by the hour."""
        return self.offers[0].price if self.offers else None

    @property
    def ends_by(self) -> str:
        """What happens to the machine when it has nothing to do: "stop", "delete" or "end the server"."""
        if self.target.place is None:
            return "end the server"
        return "stop" if self.target.place.can_stop and not self.spot else "delete"

    def as_facts(self) -> dict[str, Any]:
        """Return the plan as plain JSON values."""
        song = _song_s(self)
        return {
            "on": str(self.target),
            "gpus": [offer.gpu.name for offer in self.offers],
            "needed_gb": self.need.good_gb if self.target.is_rented else self.need.least_gb,
            "model": self.model,
            "thinking": self.thinking,
            "build": BUILD.commit,
            "price_hour_usd": self.price,
            "prices_of": PRICES_OF,
            "max_hourly_usd": self.limit,
            "track_s": song and round(song, 1),
            "track_usd": round(song * self.price / 3600, 5) if song and self.price else None,
            "autostop_min": self.autostop_min,
            "autostop": self.ends_by if self.autostop_min else "never",
            "spot": self.spot,
            "public": self.public,
        }

    def lines(self) -> list[tuple[str, str]]:
        """Return the plan in words: what each line is about, and what it says."""
        return [
            ("what", f"ACE-Step 1.5 ({BUILD.commit[:8]} of {BUILD.date}), {self._models()}"),
            ("where", self._where()),
            ("GPU", self._gpus()),
            ("price", self._price()),
            ("ends", self._end()),
            ("reached", self._reached()),
            (
                "runs",
                "git, uv, acestep-download, acestep-api, generate-track serve, all in ~/.generate-track there",
            ),
            ("a track", self._track()),
        ]

    def _models(self) -> str:
        return f"{self.model} with a language model" if self.thinking else self.model

    def _where(self) -> str:
        if self.target.place is None:
            return self.target.title
        kind = "a spot machine" if self.spot else "a machine"
        return f"{kind} of {self.target.title}, through SkyPilot {SKYPILOT_VERSION}"

    def _gpus(self) -> str:
        if not self.offers:
            return f"the one that is there, with {self.need.least_gb} GB or more"
        if len(self.offers) > _N_GPUS_SHOWN:
            return f"whichever is to be had of {len(self.offers)} kinds with {self.need.good_gb} GB or more"
        names = [f"{offer.gpu.name} ({offer.gpu.memory_gb} GB)" for offer in self.offers]
        others = f", or whichever is to be had of {', '.join(names[1:])}" if names[1:] else ""
        return f"{names[0]}{others}"

    def _price(self) -> str:
        if not self.target.is_rented:
            return "nothing that we know of: it is your own"
        if self.price is None:
            return "what your cluster costs"
        kind = "at most about" if self.spot else "about"
        return f"{kind} ${self.price:.2f} an hour (our estimate of {PRICES_OF}), and never above ${self.limit:.2f}"

    def _end(self) -> str:
        if not self.autostop_min:
            return "when you end it, and not before" if self.target.is_rented else "when you end it"
        what = {"stop": "the machine is stopped", "delete": "the machine is deleted"}.get(
            self.ends_by, "the server ends"
        )
        return f"{what} after {self.autostop_min} minutes without a track"

    def _reached(self) -> str:
        if self.public:
            return "over the open network on port 8001, with a random key, without encryption"
        return (
            "on this machine only, with a random key"
            if str(self.target) == "here"
            else "through an SSH tunnel, with a random key"
        )

    def _track(self) -> str:
        song = _song_s(self)
        if song is None:
            return "seconds to a minute, by the GPU"
        cost = f", ${song * self.price / 3600:.4f}" if self.price else ""
        return f"about {song:.0f} s{cost}, scaled from upstream's figures, not measured"


def _song_s(plan: Plan) -> float | None:
    # Which GPU a cluster of one's own gives is not known.
    return song_s(plan.offers[0].gpu, plan.model, thinking=plan.thinking) if plan.price else None


def make_plan(wish: Wish, *, available: Sequence[str]) -> Plan:
    """Return what would be done.

    Args:
        wish: what was asked for.
        available: the places that there are credentials for, and "here" when this machine has a GPU.
    Raises:
        InvalidRequestError: nothing that is known fits, or there are credentials for nothing.
    """
    target, offers = choose(wish, available=available)
    autostop_min = wish.autostop_min
    if autostop_min is None:
        # A machine of one's own may well wait for work.
        autostop_min = DEFAULT_AUTOSTOP_MIN if target.is_rented else 0
    return Plan(
        target=target,
        offers=offers,
        need=need(wish.model, thinking=wish.thinking),
        model=wish.model,
        thinking=wish.thinking,
        limit=limit_of(wish, offers),
        autostop_min=autostop_min,
        spot=wish.spot,
        public=wish.public,
    )
