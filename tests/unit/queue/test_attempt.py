import pytest

from generate_track.errors import OutputError
from generate_track.queue.attempt import failure_of


def test_of_what_lies_behind_an_error_the_log_tells_one_line(caplog: pytest.LogCaptureFixture) -> None:
    error = OutputError("the store does not take the file", hint="look")
    error.__cause__ = OSError("no space left\n\nDebug source: key hunter2")
    failure = failure_of(error)
    assert (failure.code, failure.hint) == ("output", "look")
    assert caplog.messages == ["the store does not take the file: OSError, no space left"]
