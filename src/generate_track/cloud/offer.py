"""Offers: which GPUs at which places would do, and which is the cheapest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generate_track.cloud.fit import fits, need
from generate_track.cloud.inventory import GPUS, PLACES, Gpu, Place
from generate_track.cloud.target import Target
from generate_track.cloud.wish import Wish
from generate_track.errors import InvalidRequestError, Mistake

# What is agreed to may turn out dearer by this much, and no more: prices move, and the cheapest is often taken.
_SLACK = 2.0
_N_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A GPU at a place, and what it costs an hour; None where nobody bills by the hour."""

    place: Place
    gpu: Gpu
    price: float | None


def limit_of(wish: Wish, offers: Sequence[Offer]) -> float | None:
    """Return the most that an hour may cost: what was said, or a little more than our estimate."""
    if not offers or offers[0].price is None:
        return None
    return wish.max_hourly or round(offers[0].price * _SLACK, 2)


def choose(wish: Wish, *, available: Sequence[str]) -> tuple[Target, tuple[Offer, ...]]:
    """Return where to run, and what would do there, the cheapest first.

    Raises:
        InvalidRequestError: nothing that is known fits, or there are credentials for nothing.
    """
    is_choosy = bool(wish.gpu or wish.spot or wish.max_hourly)
    if wish.on is None and "here" in available and not is_choosy:
        return Target(), ()
    if wish.on and wish.on.place is None:
        return wish.on, ()
    places = [wish.on.place] if wish.on and wish.on.place else _rented(wish, available)
    offers = sorted((offer for place in places for offer in _offers(place, wish)), key=_rank)
    if not offers:
        raise _nothing_fits(wish, places)
    first = offers[0].place
    return Target(first), tuple(_alike([offer for offer in offers if offer.place is first], wish))


def _rented(wish: Wish, available: Sequence[str]) -> list[Place]:
    places = [place for place in PLACES if place.name in available and (place.has_spot or not wish.spot)]
    if not places:
        raise _no_credentials(wish)
    return places


def _offers(place: Place, wish: Wish) -> Iterator[Offer]:
    for gpu in GPUS:
        price = place.prices.get(gpu.name)
        is_asked = gpu == wish.gpu if wish.gpu else gpu.has_bf16
        is_known = price is not None or not place.prices
        if is_known and is_asked and fits(gpu, wish.model, thinking=wish.thinking) and _is_cheap(price, wish):
            yield Offer(place, gpu, price)


def _is_cheap(price: float | None, wish: Wish) -> bool:
    return price is None or wish.max_hourly is None or price <= wish.max_hourly


def _rank(offer: Offer) -> tuple[bool, float, float]:
    return offer.price is None, offer.price or 0.0, -offer.gpu.tflops


def _alike(offers: Sequence[Offer], wish: Wish) -> Iterator[Offer]:
    """Yield the first offer and what may stand in for it within the limit."""
    limit = limit_of(wish, offers)
    for offer in offers:
        if limit is None or offer.price is None or offer.price <= limit:
            yield offer


def _nothing_fits(wish: Wish, places: Sequence[Place]) -> InvalidRequestError:
    needed = need(wish.model, thinking=wish.thinking).good_gb
    what = wish.gpu.name if wish.gpu else f"a GPU of {needed} GB or more"
    where = ", ".join(place.title for place in places)
    if wish.gpu and not fits(wish.gpu, wish.model, thinking=wish.thinking):
        message = (
            f"--gpu {wish.gpu.name} has {wish.gpu.memory_gb} GB, less than the {needed} GB that {wish.model} needs"
        )
        return InvalidRequestError((Mistake("gpu", message, "leave out --gpu"),))
    price = f" for ${wish.max_hourly:.2f} an hour or less" if wish.max_hourly else ""
    return InvalidRequestError((Mistake("on", f"{where}: no {what}{price} is known there", _cheapest_hint(wish)),))


def _cheapest_hint(wish: Wish) -> str | None:
    known = sorted(
        (offer for place in PLACES for offer in _offers(place, _without_limit(wish)) if offer.price), key=_rank
    )
    return f"the cheapest that is known: {_told(known[0])}" if known else None


def _no_credentials(wish: Wish) -> InvalidRequestError:
    best = {offer.place.name: offer for offer in sorted(_all_offers(wish), key=_rank, reverse=True)}
    cheapest = sorted(best.values(), key=_rank)[:_N_SHOWN]
    ways = " · ".join(f"{_told(offer)}: {offer.place.account}" for offer in cheapest)
    message = "there are credentials for none of " + ", ".join(place.title for place in PLACES)
    return InvalidRequestError(
        (Mistake("on", message, f"the cheapest ways: {ways}; or --on ssh:user@host, --on here"),)
    )


def _all_offers(wish: Wish) -> Iterator[Offer]:
    for place in PLACES:
        yield from (offer for offer in _offers(place, _without_limit(wish)) if offer.price)


def _without_limit(wish: Wish) -> Wish:
    return Wish(model=wish.model, thinking=wish.thinking, gpu=wish.gpu)


def _told(offer: Offer) -> str:
    return f"{offer.place.title} ({offer.gpu.name}, about ${offer.price:.2f} an hour)"
