"""Filters of sounds and noise, along the first axis."""

from functools import lru_cache
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.butterworth import Edges, Kind, Sections, design
from generate_track.synth.cascade import Cascade

Samples = TypeVar("Samples", bound=NDArray[Any])

__all__ = ["Edges", "Kind", "filtered", "sections"]


@lru_cache(maxsize=256)
def sections(kind: Kind, edges_hz: Edges, *, rate_hz: int, order: int = 2) -> Sections:
    """Return the second-order sections of a Butterworth filter, shape (n, 6)."""
    return design(kind, edges_hz, rate_hz=rate_hz, order=order)


def filtered(samples: Samples, kind: Kind, edges_hz: Edges, *, rate_hz: int, order: int = 2) -> Samples:
    """Return `samples`, shape (n,) or (n, channels), through a filter that starts at rest."""
    rows = np.atleast_2d(samples.T)  # (channels, n)
    outputs = Cascade(sections(kind, edges_hz, rate_hz=rate_hz, order=order), channels=len(rows))(rows)
    shaped = outputs.T if samples.ndim > 1 else outputs[0]
    return cast("Samples", shaped.astype(samples.dtype, copy=False))
