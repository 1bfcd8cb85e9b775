"""The command without a server: offline, and said to be what it is."""

import json
import socket
from pathlib import Path

import pytest
import soundfile
from mido import MidiFile

from command import Run


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the embedded engine must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("offline")
def test_a_track_is_made_offline_and_the_engine_says_what_it_is(run: Run) -> None:
    answer = run("upbeat pop", "--duration", "10", "--format", "flac", "--seed", "3", "--batch", "2", "--json")
    told = answer.json
    assert (answer.code, told["engine"]) == (0, "embedded")
    assert [track["seed"] for track in told["tracks"]] == [3, 4]
    assert all(abs(soundfile.info(track["file"]).duration - 10) <= 0.1 for track in told["tracks"])
    assert any("ACESTEP_API_URL" in (note["hint"] or "") for note in told["notes"])
    assert "not by the ACE-Step model" in answer.err


@pytest.mark.usefixtures("offline")
def test_stems_and_score_lie_beside_the_track_and_are_told(run: Run) -> None:
    answer = run("upbeat pop", "--duration", "10", "--stems", "--midi", "--output", "mine", "--seed", "3")
    (path,) = Path("mine").glob("*.mp3")
    stems = sorted(path.with_suffix(".stems").iterdir())
    assert {stem.suffix for stem in stems} == {".wav"}
    assert all(soundfile.info(stem).frames == soundfile.info(path).frames for stem in stems)
    assert f"stems: {len(stems)} files in {path.with_suffix('.stems')}" in answer.out
    assert f"midi: {path.with_suffix('.mid')}" in answer.out
    sidecar = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert sidecar["extras"]["midi"] == [f"{path.stem}.mid"]
    assert len(MidiFile(path.with_suffix(".mid")).tracks) == 1 + len(sidecar["facts"]["instruments"])
    again = run("rerun", str(path), "--no-stems", "--json").json["tracks"][0]
    assert list(again["extras"]) == ["midi"]


@pytest.mark.usefixtures("offline")
def test_rerun_gives_the_same_samples(run: Run) -> None:
    first = run("spa, ocean waves", "--duration", "10", "--format", "wav", "--quiet").out.strip()
    again = run("rerun", first, "--quiet").out.strip()
    assert first != again
    assert soundfile.read(first)[0].tobytes() == soundfile.read(again)[0].tobytes()
    assert len(list(Path("outputs").glob("*.json"))) == 2
