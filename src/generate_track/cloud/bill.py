"""The bill: what a server has cost so far, and in one sentence what may still run."""

from datetime import datetime

from generate_track.cloud.state import Server
from generate_track.cloud.target import Target

_HOUR_S = 3600.0


def hours_up(server: Server, *, now: datetime) -> float:
    """Return for how many hours there has been a machine."""
    if server.up_since is None:
        return 0.0
    return max((now - datetime.fromisoformat(server.up_since)).total_seconds(), 0.0) / _HOUR_S


def cost_so_far(server: Server, *, now: datetime) -> float | None:
    """Return US dollars, or None where nobody bills by the hour."""
    return None if server.price is None else hours_up(server, now=now) * server.price


def price_clock(server: Server, *, now: datetime) -> str:
    """Return the price of an hour and of the time so far, in words."""
    if server.price is None:
        return "nothing is billed that we know of"
    source = "" if server.is_price_real else ", by our estimate"
    so_far, minutes = cost_so_far(server, now=now) or 0.0, hours_up(server, now=now) * 60
    return f"${server.price:.2f} an hour{source}, about ${so_far:.2f} in the {minutes:.0f} min so far"


def what_is_left(server: Server, *, now: datetime) -> str:
    """Return what may still run, and what it costs."""
    target = Target.parse(server.on)
    if server.up_since is None:
        return "nothing runs, and nothing costs"
    if not target.is_rented:
        return f"the server may still run on {target.title}"
    return f"a machine may still run at {target.title}: {price_clock(server, now=now)}; {_end(server)}"


def _end(server: Server) -> str:
    if server.step == "machine" or not server.autostop_min:
        return "it does not end by itself"
    what = {"stop": "stopped", "delete": "deleted"}[server.ends_by]
    return f"it is {what} after {server.autostop_min} min without a track"
