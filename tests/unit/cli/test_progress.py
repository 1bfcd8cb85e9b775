import io

import pytest

from generate_track.cli.progress import Bar, Lines, open_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_is_printed_at_each_stage_and_each_tenth_of_it() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    for fraction in (0.0, 0.03, 0.12, 0.21, 0.29, 0.7, 0.71):
        lines.show("rendering", fraction)
    with lines.paused():
        lines.show("saving", None)
    lines.show("saving", None)
    lines.close()
    assert stream.getvalue().splitlines() == [
        "rendering 0%",
        "rendering 12%",
        "rendering 21%",
        "rendering 70%",
        "saving",
    ]


def test_a_terminal_gets_a_bar_and_everything_else_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    bar = open_progress(Terminal())
    bar.close()
    assert isinstance(bar, Bar)
    assert isinstance(open_progress(io.StringIO()), Lines)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(open_progress(Terminal()), Lines)


def test_a_bar_shows_stage_and_percentage_and_leaves_room_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    bar = Bar(stream)
    bar.show("queued [bold]", None)
    with bar.paused():
        stream.write("a track\n")
    bar.show("rendering", 0.42)
    with bar.paused():
        pass
    bar.close()
    assert "queued [bold]" in stream.getvalue()
    assert "rendering" in stream.getvalue()
    assert "42%" in stream.getvalue()


def test_nothing_goes_to_stdout_through_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar(Terminal())
    print("result")  # noqa: T201 - what must not end up in the bar
    bar.close()
    assert capsys.readouterr().out == "result\n"
