"""Chronicle: what the log tells of a job. What was asked for, and the words of an error, are its client's alone."""

import json
import logging

from generate_track.queue.database import Row

_LOG = logging.getLogger(__name__)


def tell(event: str, row: Row) -> None:
    """Log what happened to the job of a row."""
    facts = {
        "job_id": row["id"],
        "state": row["state"],
        "attempt": row["attempt"],
        "worker": row["worker"],
        "takes": row["n_takes"],
        "audio_s": row["audio_s"],
        "waited_s": _between(row["created_s"], row["started_s"]),
        "spent_s": _between(row["started_s"], row["finished_s"]),
        "error": json.loads(row["error"])["code"] if row["error"] else None,
    }
    _LOG.info(event, extra={"facts": facts})


def _between(start_s: float | None, end_s: float | None) -> float | None:
    return None if start_s is None or end_s is None else round(end_s - start_s, 1)
