"""Filters of sounds and noise, along the first axis."""

from functools import lru_cache
from typing import Any, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

Kind = Literal["lowpass", "highpass", "bandpass"]
Edges = float | tuple[float, float]
Samples = TypeVar("Samples", bound=NDArray[Any])


@lru_cache(maxsize=256)
def sections(kind: Kind, edges_hz: Edges, *, rate_hz: int, order: int = 2) -> NDArray[np.float32]:
    """Return the second-order sections of a Butterworth filter, shape (n, 6)."""
    return np.asarray(butter(order, edges_hz, kind, fs=rate_hz, output="sos"), np.float32)


def filtered(samples: Samples, kind: Kind, edges_hz: Edges, *, rate_hz: int, order: int = 2) -> Samples:
    """Return `samples`, shape (n,) or (n, channels), through a filter that starts at rest."""
    return cast("Samples", sosfilt(sections(kind, edges_hz, rate_hz=rate_hz, order=order), samples, axis=0))
