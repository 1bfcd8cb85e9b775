"""Track: a finished file and how it was made, and the sidecar that keeps both."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generate_track import __version__
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.request import TrackRequest

SIDECAR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the engine changed without saying so: what was asked, and what came."""

    field: str
    asked: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.field}: asked {self.asked}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Track:
    """One finished track on disk.

    Args:
        path: the audio file.
        sidecar: the JSON file beside it, with all that is needed to make the track again.
        request: what was asked for, for the whole batch.
        index: which variation of its request it is, from 0.
        seed: what this take was asked to be made with.
        duration_s: measured in the file.
        generation_s: from the request until this take was there.
        created: when it was saved, ISO 8601 with its offset.
        engine: the engine's name.
        differences: what the engine changed silently.
        remarks: what the check noticed in the audio, such as clipping.
        facts: what the engine said it did; plain JSON values.
        extras: name → further files that lie beside it: its stems, its score.
    """

    path: Path
    sidecar: Path
    request: TrackRequest
    index: int
    seed: int
    duration_s: float
    size_bytes: int
    generation_s: float
    created: str
    engine: str
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    extras: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def format(self) -> str:
        """The audio format, which is also the file's suffix."""
        return self.request.format

    def as_facts(self) -> dict[str, Any]:
        """Return the track as plain JSON values; `write_sidecar` and `--json` show these."""
        return {
            "file": str(self.path),
            "sidecar": str(self.sidecar),
            "take": self.index + 1,
            "seed": self.seed,
            "format": self.format,
            "duration_s": round(self.duration_s, 3),
            "size_bytes": self.size_bytes,
            "generation_s": round(self.generation_s, 3),
            "created": self.created,
            "engine": self.engine,
            "differences": [asdict(difference) for difference in self.differences],
            "remarks": list(self.remarks),
            "extras": {name: [str(path) for path in paths] for name, paths in self.extras.items()},
            "facts": dict(self.facts),
        }

    def as_sidecar(self) -> dict[str, Any]:
        """Return what the sidecar holds: the track, and the whole request it came from.

        Files are named as seen from its own folder, so that all can be moved together.
        """
        folder = self.path.parent
        extras = {name: [path.relative_to(folder).as_posix() for path in paths] for name, paths in self.extras.items()}
        facts = self.as_facts() | {"file": self.path.name, "extras": extras}
        del facts["sidecar"]
        made_by = {"sidecar_version": SIDECAR_VERSION, "generator": f"generate-track {__version__}"}
        return {**made_by, "request": self.request.model_dump(mode="json"), **facts}


def request_of(path: Path) -> TrackRequest:
    """Return the request that made one file again: its own seed, one take.

    Args:
        path: the audio file, or the sidecar itself.
    Raises:
        InvalidRequestError: there is no sidecar, or it cannot be read.
    """
    sidecar = path if path.suffix == ".json" else path.with_suffix(".json")
    try:
        facts = json.loads(sidecar.read_text(encoding="utf-8"))
        request, seed = facts["request"], facts["seed"]
    except OSError as error:
        raise _unreadable(f"no sidecar {str(sidecar)!r}: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        raise _unreadable(f"{str(sidecar)!r} is no sidecar of generate-track") from None
    return TrackRequest.parse(request | {"seed": seed, "batch": 1})


def _unreadable(message: str) -> InvalidRequestError:
    hint = "name a track that generate-track made; its .json lies beside it"
    return InvalidRequestError((Mistake("file", message, hint),))
