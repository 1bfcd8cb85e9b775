import logging
from typing import Any

import pytest

from generate_track.queue import chronicle

ROW: dict[str, Any] = {
    "id": "j-1",
    "requests": '[{"caption": "a secret caption"}]',
    "state": "failed",
    "attempt": 2,
    "worker": "host-1",
    "n_takes": 1,
    "audio_s": 60.0,
    "created_s": 100.0,
    "started_s": 103.04,
    "finished_s": 110.0,
    "error": '{"code": "generation_failed", "message": "a secret caption", "hint": null}',
}


def facts_of(row: dict[str, Any], caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    caplog.set_level(logging.INFO)
    chronicle.tell("job ended", row)
    (record,) = caplog.records
    assert record.getMessage() == "job ended"
    return record.__dict__["facts"]


def test_the_log_tells_how_a_job_went_and_not_what_was_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    facts = facts_of(ROW, caplog)
    assert (facts["job_id"], facts["state"], facts["attempt"], facts["worker"]) == ("j-1", "failed", 2, "host-1")
    assert (facts["waited_s"], facts["spent_s"], facts["error"]) == (3.0, 7.0, "generation_failed")
    assert "secret" not in str(facts)


def test_what_has_not_been_yet_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    facts = facts_of(ROW | {"started_s": None, "finished_s": None, "error": None}, caplog)
    assert (facts["waited_s"], facts["spent_s"], facts["error"]) == (None, None, None)
