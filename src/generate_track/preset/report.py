"""What a batch leaves beside its tracks: a report for programs, and a playlist for ears."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from generate_track import __version__
from generate_track.library import folder
from generate_track.preset.job import Facts
from generate_track.preset.outcome import Outcome

REPORT_VERSION = 1


class Report:
    """The two files of one batch; both are written whole, whenever something has changed.

    Args:
        name: the preset's.
        directory: where its tracks lie.
        engine: who makes them.
    """

    def __init__(self, name: str, *, directory: Path, engine: str) -> None:
        # No id has a dot in it, so neither name is that of a track's sidecar.
        self.path = directory / f"{name}.report.json"
        self.playlist = directory / f"{name}.m3u8"
        self._name = name
        self._engine = engine
        self._started = datetime.now(UTC).astimezone()

    def write(self, outcomes: Collection[Outcome], *, state: str) -> None:
        """Write both as things stand.

        Args:
            outcomes: of every job, in the preset's order.
            state: of the whole: running, done, failed, interrupted.
        Raises:
            OutputError: the disk is full or the folder refuses.
        """
        folder.write_text(self.playlist, "\n".join(_playlist(outcomes)) + "\n")
        folder.write_json(self.path, self._facts(outcomes, state=state))

    def _facts(self, outcomes: Collection[Outcome], *, state: str) -> Facts:
        now = datetime.now(UTC).astimezone()
        counts = Counter(outcome.state for outcome in outcomes)
        return {
            "report_version": REPORT_VERSION,
            "generator": f"generate-track {__version__}",
            "preset": self._name,
            "engine": self._engine,
            "state": state,
            "started": self._started.isoformat(timespec="seconds"),
            "updated": now.isoformat(timespec="seconds"),
            "seconds": round((now - self._started).total_seconds(), 3),
            "counts": {"asked": len(outcomes)} | {name: counts[name] for name in ("made", "kept", "failed", "left")},
            "tracks": [_beside(outcome.as_facts()) for outcome in outcomes],
        }


def _beside(facts: Facts) -> Facts:
    """Return an outcome's facts with files named as seen from the report, so that all can be moved together."""
    return facts | {"got": [got | {"file": Path(got["file"]).name} for got in facts["got"]]}


def _playlist(outcomes: Collection[Outcome]) -> Iterator[str]:
    # Extended M3U in UTF-8; players take whole seconds.
    yield "#EXTM3U"
    for outcome in outcomes:
        for facts in outcome.got:
            path = Path(facts["file"])
            yield f"#EXTINF:{facts['duration_s']:.0f},{path.stem.replace('-', ' ').replace('_', ' ')}"
            yield path.name
