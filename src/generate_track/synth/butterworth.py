"""Butterworth filters as second-order sections.

Source: Butterworth, "On the Theory of Filter Amplifiers", Wireless Engineer 7 (1930); from analogue to digital by the
bilinear transform, as in Oppenheim, Schafer, "Discrete-Time Signal Processing" (3rd ed.), section 7.3.
"""

import cmath
import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["lowpass", "highpass", "bandpass"]
Edges = float | tuple[float, float]
Sections = NDArray[np.float64]  # (n_sections, 6): b0, b1, b2, 1, a1, a2

_Polynomial = tuple[float, float, float]  # of falling powers of s
_REAL = 1e-9


def design(kind: Kind, edges_hz: Edges, *, rate_hz: int, order: int = 2) -> Sections:
    """Return the sections of a filter, -3 dB at its edges.

    Args:
        kind: which side is let through.
        edges_hz: one frequency, or two for a bandpass.
        rate_hz: samples per second.
        order: of the lowpass that it is made from; a bandpass is twice that.
    """
    edges = [math.tan(math.pi * edge_hz / rate_hz) for edge_hz in np.atleast_1d(edges_hz)]
    shift = {"lowpass": _lowpass, "highpass": _highpass, "bandpass": _bandpass}[kind]
    return np.array([_bilinear(above, below) for pole in _poles(order) for above, below in shift(pole, *edges)])


def _poles(order: int) -> Iterator[complex]:
    """Yield the poles of the analogue lowpass at 1 rad/s, one of each conjugate pair."""
    for index in range((order + 1) // 2):
        yield cmath.exp(1j * math.pi * (0.5 + (2 * index + 1) / (2 * order)))


def _lowpass(pole: complex, edge: float) -> Iterator[tuple[_Polynomial, _Polynomial]]:
    if _is_real(pole):
        yield (0.0, 0.0, edge), (0.0, 1.0, edge)
    else:
        yield (0.0, 0.0, edge**2), (1.0, -2 * pole.real * edge, edge**2)


def _highpass(pole: complex, edge: float) -> Iterator[tuple[_Polynomial, _Polynomial]]:
    if _is_real(pole):
        yield (0.0, 1.0, 0.0), (0.0, 1.0, edge)
    else:
        yield (1.0, 0.0, 0.0), (1.0, -2 * pole.real * edge, edge**2)


def _bandpass(pole: complex, low: float, high: float) -> Iterator[tuple[_Polynomial, _Polynomial]]:
    """Yield a section for each pair of poles."""
    width, centre = high - low, low * high
    if _is_real(pole):
        yield (0.0, width, 0.0), (1.0, width, centre)
        return
    root = cmath.sqrt((pole * width) ** 2 - 4 * centre)
    for moved in ((pole * width + root) / 2, (pole * width - root) / 2):
        yield (0.0, width, 0.0), (1.0, -2 * moved.real, abs(moved) ** 2)


def _is_real(pole: complex) -> bool:
    return abs(pole.imag) < _REAL


def _bilinear(above: _Polynomial, below: _Polynomial) -> list[float]:
    """Return a section: s becomes (z - 1) / (z + 1), its edges having been bent beforehand."""
    is_first_order = not below[0]
    rows = [_first_order(row) if is_first_order else _second_order(row) for row in (above, below)]
    return [value / rows[1][0] for row in rows for value in row]


def _first_order(row: _Polynomial) -> _Polynomial:
    # As a second-order section it would have a pole on the unit circle, hidden by a zero.
    _, slope, constant = row
    return slope + constant, constant - slope, 0.0


def _second_order(row: _Polynomial) -> _Polynomial:
    square, slope, constant = row
    return square + slope + constant, 2 * (constant - square), square - slope + constant
