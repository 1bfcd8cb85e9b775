import json
import sys
from pathlib import Path

import pytest

from generate_track.cli.context import Context
from generate_track.cli.event import listener, stage_of
from generate_track.cli.output import Output, prepare_streams
from generate_track.engines.base import Done, Note, Queued, Running, Submitted, Submitting
from generate_track.errors import InvalidRequestError, Mistake, OutputError

Capture = pytest.CaptureFixture[str]


def test_text_goes_to_stdout_and_notes_to_stderr(capsys: Capture) -> None:
    out = Output(is_json=False, is_quiet=False)
    out.result("a.mp3")
    out.note("mind this", "do that")
    out.close()
    assert tuple(capsys.readouterr()) == ("a.mp3\n", "note: mind this\nhint: do that\n")


def test_json_is_one_object_with_the_notes(capsys: Capture) -> None:
    out = Output(is_json=True, is_quiet=True)
    out.facts["tracks"] = ["né"]
    out.result("a.mp3")
    out.note("mind this")
    out.close()
    told, silence = capsys.readouterr()
    assert json.loads(told) == {"tracks": ["né"], "notes": [{"message": "mind this", "hint": None}]}
    assert silence == ""


def test_a_command_with_nothing_to_tell_prints_no_object(capsys: Capture) -> None:
    Output(is_json=True, is_quiet=False).close()
    assert capsys.readouterr().out == ""


def test_every_mistake_has_its_own_lines_also_when_quiet(capsys: Capture) -> None:
    out = Output(is_json=False, is_quiet=True)
    out.error(InvalidRequestError((Mistake("a", "one", "mend it"), Mistake("b", "two"))))
    assert capsys.readouterr().err == "error: one\nhint: mend it\nerror: two\n"


def test_an_error_is_told_in_json_with_its_task(capsys: Capture) -> None:
    out = Output(is_json=True, is_quiet=True)
    out.task = "t-1"
    out.error(OutputError("cannot write", hint="choose"))
    out.close()
    error = json.loads(capsys.readouterr().out)["error"]
    assert error == {"code": "output", "message": "cannot write", "hint": "choose", "mistakes": [], "task": "t-1"}


def test_events_are_shown_and_the_task_is_remembered(capsys: Capture) -> None:
    out = Output(is_json=False, is_quiet=False)
    listen = listener(out)
    with out.progress():
        for event in (Submitting({}, "http://s"), Submitted("t-1", {}, "http://s"), Queued(), Queued(2)):
            listen(event)
        for event in (Running(0.5, "rend\x1bering"), Note("mind", "so"), Done(1)):
            listen(event)
    assert out.task == "t-1"
    assert capsys.readouterr().err.splitlines() == [
        "submitting to http://s",
        "submitted as task t-1",
        "queued",
        "queued, position 2",
        "rendering 50%",
        "note: mind",
        "hint: so",
    ]


def test_the_end_is_no_stage() -> None:
    assert stage_of(Done(1)) is None


def test_no_progress_is_shown_when_quiet_or_outside_of_it(capsys: Capture) -> None:
    out = Output(is_json=False, is_quiet=True)
    with out.progress():
        out.step("rendering", 0.5)
    Output(is_json=False, is_quiet=False).step("rendering", 0.5)
    assert capsys.readouterr().err == ""


def test_a_reader_that_is_gone_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, _: str) -> None:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    monkeypatch.setattr(sys, "stdout", Closed())
    out = Output(is_json=False, is_quiet=True)
    out.result("a.mp3")
    out.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a disk that is always full")
def test_a_full_disk_behind_stderr_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        Output(is_json=False, is_quiet=False).tell("it works")


@pytest.mark.skipif(sys.platform != "linux", reason="as above")
def test_a_result_that_cannot_be_written_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(OutputError, match="stdout cannot be written: no space left on device"):
            Output(is_json=False, is_quiet=False).result("a.mp3")


def test_streams_without_encodings_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", object())
    prepare_streams()


def test_streams_that_are_closed_take_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    prepare_streams()
    with sys.stdout, sys.stderr:
        out = Output(is_json=False, is_quiet=False)
        out.result("a.mp3")
        out.tell("it works")
        out.close()


def test_what_was_published_is_not_told_again_at_the_end(capsys: Capture) -> None:
    out = Output(is_json=True, is_quiet=True)
    out.facts["url"] = "http://s"
    out.publish()
    assert json.loads(capsys.readouterr().out) == {"url": "http://s", "notes": []}
    out.close()
    assert capsys.readouterr().out == ""


def test_mistakes_of_all_steps_are_raised_together() -> None:
    def fail() -> None:
        raise InvalidRequestError((Mistake("b", "two"),))

    context = Context(Output(is_json=False, is_quiet=True), (Mistake("a", "one"),))
    with pytest.raises(InvalidRequestError, match="one; two"):
        context.settle(lambda: 1, fail)
    assert Context(context.out).settle(lambda: 1, lambda: 2) == [1, 2]
