"""Job: what one request of a batch is to become, and whether it is there already, as it is asked for now."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_track.audio import read
from generate_track.errors import GenerateTrackError
from generate_track.generation import DURATION_TOLERANCE_S
from generate_track.library.name import take_path
from generate_track.preset.preset import Item, Preset, seed_of
from generate_track.request import TrackRequest

N_SEEDS = 11  # the first one, and one more for each time that a track may be tried again

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """One request of a batch.

    Args:
        id: names the file.
        item_id: of the preset's track; that of a batch becomes several jobs where takes are made one by one.
        requests: what is asked for; further ones are the same with other seeds, for when the audio cannot be used.
        output: the file; of several takes `-1`, `-2`, … are added to its name.
    """

    id: str
    item_id: str
    requests: tuple[TrackRequest, ...]
    output: Path

    @property
    def request(self) -> TrackRequest:
        """What is asked for."""
        return self.requests[0]

    @property
    def audio_s(self) -> float:
        """How long all of its takes are together."""
        return self.request.duration_s * self.request.batch

    def got(self, *, engine: str) -> list[Facts]:
        """Return the tracks that are there and are what is asked for: their sidecars, with paths as seen from here."""
        found = (self._track(index, engine=engine) for index in range(self.request.batch))
        return [facts for facts in found if facts is not None]

    def foreign_files(self) -> Iterator[Path]:
        """Yield the files in the way that are not ours: audio that has no sidecar."""
        for index in range(self.request.batch):
            path = take_path(self.output, index, batch=self.request.batch)
            if path.exists() and not path.with_suffix(".json").exists():
                yield path

    def _track(self, index: int, *, engine: str) -> Facts | None:
        path = take_path(self.output, index, batch=self.request.batch)
        try:
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            is_asked = TrackRequest.model_validate(facts["request"]) in self.requests
            is_this = (facts["engine"], facts["take"]) == (engine, index + 1)
            if not (is_asked and is_this and _is_whole(path, facts)):
                return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, GenerateTrackError):
            return None
        return facts | {"file": str(path), "sidecar": str(path.with_suffix(".json"))}


def _is_whole(path: Path, facts: Facts) -> bool:
    """Whether audio and extras are as the sidecar tells of them."""
    extras = [path.parent / name for names in facts["extras"].values() for name in names]
    return (
        path.stat().st_size == facts["size_bytes"]
        and abs(read.duration_s(path) - facts["duration_s"]) <= DURATION_TOLERANCE_S
        and all(extra.exists() for extra in extras)
    )


def jobs_of(preset: Preset, *, folder: Path, is_each_alone: bool) -> list[Job]:
    """Return the jobs of a preset, in its order.

    Args:
        preset: what is asked for.
        folder: where the tracks go.
        is_each_alone: whether each take of a batch is a job of its own, because the engine makes them one by one.
    """
    return [job for item in preset.items for job in _jobs_of(item, preset.name, folder=folder, is_alone=is_each_alone)]


def _jobs_of(item: Item, name: str, *, folder: Path, is_alone: bool) -> Iterator[Job]:
    n_seeds = 1 if item.has_own_seed else N_SEEDS
    seeds = (item.request.seed, *(seed_of(name, item.id, attempt=attempt) for attempt in range(1, n_seeds)))
    requests = tuple(item.request.model_copy(update={"seed": seed}) for seed in seeds)
    output = folder / f"{item.id}.{item.request.format}"
    batch = item.request.batch
    if not is_alone or batch == 1:
        yield Job(item.id, item.id, requests, output)
        return
    for index in range(batch):
        path = take_path(output, index, batch=batch)
        takes = (request.model_copy(update={"seed": request.seeds[index], "batch": 1}) for request in requests)
        yield Job(path.stem, item.id, tuple(takes), path)
