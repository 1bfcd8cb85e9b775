"""Advice: what a musician should know of a request that is valid all the same."""

from collections.abc import Container, Iterator, Mapping

from generate_track.engines.base import Note
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest

# What the rows' advice calls stable or reliable; the model's training data thins out beyond.
_USUAL: Mapping[str, Container[object]] = {
    "bpm": range(60, 181),
    "key": {"C major", "G major", "D major", "A minor", "E minor"},
}
_FLAG_OF_FIELD = {row.api: row.flag for row in (*PARAMETERS, *EXPERT_PARAMETERS) if row.api}


def advise(request: TrackRequest, *, engine: str) -> Iterator[Note]:
    """Yield what is worth a note before `engine` starts on `request`."""
    # Our own engine plays every key equally well.
    names = ("bpm", "key") if engine == "acestep" else ("bpm",)
    for row in (row for row in PARAMETERS if row.name in names):
        value = getattr(request, row.name)
        word = value if isinstance(value, int) else str(value)
        if value is not None and word not in _USUAL[row.name]:
            yield Note(f"{row.flag} {value} is unusual", row.advice)
    for field in request.extra if engine == "acestep" else ():
        if field in _FLAG_OF_FIELD:
            yield Note(
                f"--set {field} is sent unchecked", f"{_FLAG_OF_FIELD[field]} is the same with its limits checked"
            )
