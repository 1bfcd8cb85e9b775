"""The command as users type it, against a server on loopback."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import mutagen
import pytest
import soundfile

from command import Run, Use
from fake_server import FakeAceStep

JAZZ = ("lounge jazz, soft piano", "--duration", "10")


@pytest.fixture
def server(use: Use) -> Iterator[FakeAceStep]:
    with FakeAceStep() as server:
        use(server.url)
        yield server


@pytest.mark.usefixtures("server")
def test_a_caption_becomes_a_file_and_the_report_says_all_of_it(run: Run) -> None:
    answer = run(*JAZZ, "--seed", "42")
    name, facts = answer.out.splitlines()
    assert answer.code == 0
    assert soundfile.info(name).duration == pytest.approx(10, abs=0.2)  # mp3 is padded
    size, made, seed = facts.split(", ")[1:]
    assert size.endswith("kB")
    assert made.startswith("made in ")
    assert seed == "seed 42"
    assert Path(name).parent == Path("outputs")
    assert Path(name).with_suffix(".json").exists()


def test_make_takes_a_caption_that_is_the_name_of_a_command(run: Run, server: FakeAceStep) -> None:
    assert run("make", "jobs", "--duration", "10").code == 0
    assert server.payloads[0]["prompt"] == "jobs"


def test_a_caption_may_begin_with_a_hyphen_behind_two(run: Run, server: FakeAceStep) -> None:
    assert run("--duration", "10", "--", "-273 degrees").code == 0
    assert server.payloads[0]["prompt"] == "-273 degrees"


@pytest.mark.usefixtures("server")
def test_json_is_one_object_with_all_there_is(run: Run) -> None:
    answer = run(*JAZZ, "--batch", "2", "--seed", "7", "--bpm", "200", "--json")
    told = answer.json
    assert sorted(told) == ["engine", "notes", "request", "tracks"]
    assert [track["seed"] for track in told["tracks"]] == [7, 8]
    assert told["request"]["bpm"] == 200
    assert {"message": "--bpm 200 is unusual", "hint": "60 to 180 is the most stable"} in told["notes"]
    assert json.loads(Path(told["tracks"][0]["sidecar"]).read_text(encoding="utf-8"))["request"] == told["request"]


def test_json_is_one_object_for_a_mistake_too(run: Run) -> None:
    answer = run("x", "--bpm", "9999", "--json")
    error = answer.json["error"]
    assert (answer.code, answer.json["tracks"]) == (2, [])
    assert error["mistakes"] == [
        {"field": "bpm", "message": "--bpm 9999 is out of range (30 to 280)", "hint": "60 to 180 is the most stable"}
    ]


@pytest.mark.usefixtures("server")
def test_quiet_prints_the_file_name_alone(run: Run) -> None:
    answer = run(*JAZZ, "--quiet")
    assert answer.err == ""
    assert Path(answer.out.rstrip("\n")).is_file()


def test_progress_without_a_terminal_is_one_line_a_stage(run: Run, server: FakeAceStep) -> None:
    server.faults.progress = ((0.52, "Generating music (batch size: 1)..."), (0.8, "Decoding audio..."))
    lines = run(*JAZZ).err.splitlines()
    assert "generating 52%" in lines
    assert "decoding 80%" in lines
    assert not any("somebody else's lyrics" in line for line in lines)


def test_what_the_server_changed_is_told_on_the_terminal_and_in_json(run: Run, server: FakeAceStep) -> None:
    server.faults.lie_duration = 12.0
    server.faults.lie_seed = True
    answer = run(*JAZZ, "--seed", "3")
    assert "not as asked: seed: asked 3, got 4000000000" in answer.out
    assert "not as asked: duration_s: asked 10.0, got 12.0" in answer.out
    fields = [row["field"] for row in run(*JAZZ, "--json").json["tracks"][0]["differences"]]
    assert {"seed", "duration_s"} <= set(fields)


def test_every_mistake_is_told_at_once_and_nothing_is_sent(run: Run, server: FakeAceStep) -> None:
    words = "--bpm 9 --key Hm --time-sig 5/4 --format ogg --language xx --durration 3 --set a --src-audio no.wav"
    answer = run("x", *words.split(), "--timeout", "soon")
    errors = [line for line in answer.err.splitlines() if line.startswith("error: ")]
    assert answer.code == 2
    assert len(errors) == 9
    assert "hint: did you mean --duration?" in answer.err
    assert server.requests == []


def test_a_contradiction_is_refused(run: Run, server: FakeAceStep) -> None:
    answer = run("x", "--instrumental", "--lyrics", "la la")
    assert (answer.code, server.requests) == (2, [])
    assert "--instrumental contradicts --lyrics" in answer.err


def test_a_dry_run_prints_the_exact_payload_and_sends_nothing(run: Run, server: FakeAceStep) -> None:
    words = (*JAZZ, "--seed", "5", "--time-sig", "6/8", "--batch", "2", "--eta", "0.5", "--guidance", "5")
    planned = run(*words, "--dry-run")
    assert server.requests == []
    assert "note: --guidance 5 has no effect on acestep-v15-turbo" in planned.err
    run(*words)
    assert json.loads(planned.out) == server.payloads[0]


def test_a_dry_run_of_the_embedded_engine_tells_the_brief(run: Run) -> None:
    told = run("lounge jazz, soft piano", "--dry-run", "--json").json
    assert told["engine"] == "embedded"
    assert "brief" in told
    assert not Path("outputs").exists()


def test_lyrics_come_from_words_a_file_or_stdin(run: Run, server: FakeAceStep, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("song.txt").write_text("[verse]\nfrom a file", encoding="utf-8-sig")
    monkeypatch.setattr("sys.stdin", io.StringIO("[verse]\nfrom stdin"))
    for lyrics in (r"[verse]\nHello world", "@song.txt", "-"):
        run(*JAZZ, "--lyrics", lyrics)
    told = [payload["lyrics"] for payload in server.payloads]
    assert told == ["[verse]\nHello world", "[verse]\nfrom a file", "[verse]\nfrom stdin"]


def test_set_passes_fields_that_are_newer_than_we_are(run: Run, server: FakeAceStep) -> None:
    run(*JAZZ, "--set", "new_number=0.5", "--set", "new_text=soft", "--set", 'new_list=[1, "a"]')
    payload = server.payloads[0]
    assert (payload["new_number"], payload["new_text"], payload["new_list"]) == (0.5, "soft", [1, "a"])


def test_expert_switches_can_be_sent_as_off(run: Run, server: FakeAceStep) -> None:
    run(*JAZZ, "--no-use-tiled-decode", "--repainting-end", "-1")
    assert server.payloads[0]["use_tiled_decode"] is False
    assert server.payloads[0]["repainting_end"] == -1


def test_a_source_file_is_uploaded(run: Run, server: FakeAceStep) -> None:
    Path("mine.wav").write_bytes(b"RIFF0000WAVE")
    assert run(*JAZZ, "--task-type", "cover", "--src-audio", "mine.wav").code == 0
    (upload,) = [request.files for request in server.requests if request.files]
    assert list(upload.values()) == [b"RIFF0000WAVE"]


@pytest.mark.usefixtures("server")
def test_the_name_of_an_output_file_chooses_the_format(run: Run) -> None:
    answer = run(*JAZZ, "--output", "songs/mine.flac", "--quiet")
    assert answer.out == f"{Path('songs', 'mine.flac')}\n"
    assert soundfile.info("songs/mine.flac").format == "FLAC"


def test_an_output_file_and_another_format_contradict_each_other(run: Run) -> None:
    assert run("x", "--output", "a.wav", "--format", "mp3").code == 2


def test_an_output_in_a_format_that_is_never_written_is_refused(run: Run) -> None:
    answer = run("x", "--output", "song.ogg")
    assert answer.code == 2
    assert answer.err == "error: --output 'song.ogg' is not one of .mp3, .wav, .flac, nor a folder\n"


def test_an_empty_model_is_refused(run: Run) -> None:
    assert run("x", "--model", " ").err == "error: --model is empty\n"


def test_rerun_makes_the_same_again_and_takes_changes(run: Run, server: FakeAceStep) -> None:
    first = run(*JAZZ, "--seed", "4", "--batch", "2", "--bpm", "90", "--eta", "0.5", "--json").json["tracks"][1]
    again = run("rerun", first["file"], "--json").json
    changed = run("rerun", first["sidecar"], "--bpm", "100", "--caption", "pop", "--momentum", "1", "--json").json
    assert again["request"] | {"seed": 5, "batch": 1, "bpm": 90} == again["request"]
    assert [server.payloads[index]["seed"] for index in (1, 2)] == [5, 5]
    assert (changed["request"]["caption"], changed["request"]["bpm"]) == ("pop", 100)
    assert changed["request"]["expert"] == {"eta": 0.5, "momentum": 1.0}


@pytest.mark.usefixtures("server")
def test_rerun_can_switch_off_what_was_on(run: Run) -> None:
    first = run(*JAZZ, "--instrumental", "--json").json["tracks"][0]
    again = run("rerun", first["file"], "--no-instrumental", "--lyrics", "la", "--json")
    assert again.json["request"]["instrumental"] is False


def test_rerun_of_a_stranger_s_file_is_refused(run: Run) -> None:
    Path("other.mp3").write_bytes(b"x")
    assert run("rerun", "other.mp3").code == 2
    assert run("rerun").code == 2


@pytest.mark.usefixtures("server")
def test_the_tags_name_caption_and_seed(run: Run) -> None:
    name = run(*JAZZ, "--seed", "42", "--format", "flac", "--quiet").out.rstrip("\n")
    tags = str(mutagen.File(name))
    assert "lounge jazz, soft piano" in tags
    assert "42" in tags


def test_settings_come_from_a_file_in_a_folder_above(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeAceStep(api_key="k-1") as server:
        Path(".env").write_text(f"ACESTEP_API_URL={server.url}/\nACESTEP_API_KEY=k-1\n", encoding="utf-8")
        Path("below").mkdir()
        monkeypatch.chdir("below")
        assert run(*JAZZ).code == 0


def test_the_engine_can_be_named(run: Run, use: Use) -> None:
    use("http://127.0.0.1:9")
    assert run("x", "--engine", "Embedded", "--dry-run", "--json").json["engine"] == "embedded"


def test_a_key_among_the_fields_of_a_request_is_refused(run: Run, server: FakeAceStep) -> None:
    answer = run("x", "--set", "ai_token=k-e1f2a3b4c5d6")
    assert (answer.code, server.requests) == (2, [])
    assert answer.err == "error: --set ai_token would write a key into files\nhint: set ACESTEP_API_KEY\n"


def test_an_engine_that_is_nearly_one_is_guessed(run: Run) -> None:
    assert "hint: did you mean 'acestep'?" in run("x", "--engine", "ace-step").err


def test_the_server_s_engine_needs_a_server(run: Run) -> None:
    answer = run("x", "--engine", "acestep")
    assert answer.code == 2
    assert answer.err.startswith("error: --engine acestep needs ACESTEP_API_URL\nhint: set it to the server")


def test_a_flag_wins_over_the_environment(run: Run, use: Use) -> None:
    use("http://127.0.0.1:9")
    with FakeAceStep() as server:
        assert run(*JAZZ, "--api-url", server.url).code == 0


def test_the_key_is_written_nowhere(*, run: Run, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "k-e1f2a3b4c5d6"
    monkeypatch.setenv("GENERATE_TRACK_DEBUG", "1")
    with FakeAceStep(api_key=key) as server:
        use(server.url, key=key)
        answers = [run(*JAZZ, "--json"), run("doctor"), run("jobs", "--all", "--json"), run(*JAZZ, "--dry-run")]
        server.faults.fail_task = f"no such token: {key}"
        answers += [run(*JAZZ)]
        server.faults.refuse_key = True
        answers += [run(*JAZZ), run("doctor", "--json")]
        server.faults.redirect = f"https://h.example/?key={key}"
        answers += [run(*JAZZ), run("doctor")]
    assert any(request.headers.get("authorization") == f"Bearer {key}" for request in server.requests)
    assert not any(key in answer.out + answer.err for answer in answers)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]


def test_words_of_a_server_cannot_steer_the_terminal(run: Run, server: FakeAceStep) -> None:
    server.faults.fail_task = "bad \x1b]0;title\x07 news\nerror: forged"
    answer = run(*JAZZ)
    assert answer.code == 6
    assert "\x1b" not in answer.err
    assert not any(line == "error: forged" for line in answer.err.splitlines())
