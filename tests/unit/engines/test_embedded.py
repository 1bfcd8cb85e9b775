import errno
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mido import MidiFile

from generate_track.audio.check import inspect
from generate_track.compose.score import Score
from generate_track.engines.base import Done, Event, Note, Running, Take
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.errors import OutputError
from generate_track.mix.block import Play
from generate_track.request import TrackRequest
from scores import a_score, play


def compose(request: TrackRequest, take: int) -> Score:
    return replace(a_score(duration_s=request.duration_s), seed=request.seeds[take])


def a_request(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "lounge jazz", "seed": 7, "duration_s": 10, "format": "wav"} | values)


def make(request: TrackRequest, scratch: Path) -> tuple[list[Take], list[Event]]:
    events: list[Event] = []
    engine = EmbeddedEngine(compose=compose, open_play=lambda: play)
    return list(engine.generate(request, scratch=scratch, on_event=events.append)), events


def test_every_take_is_a_file_of_its_own_with_its_seed(tmp_path: Path) -> None:
    takes, events = make(a_request(batch=2), tmp_path)
    assert [(take.index, take.seed, take.path.name) for take in takes] == [(0, 7, "take-1.wav"), (1, 8, "take-2.wav")]
    assert sorted(path.name for path in tmp_path.glob("take-*")) == ["take-1.wav", "take-2.wav"]
    assert events[-1] == Done(2)


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
def test_a_take_has_the_format_and_the_length_asked_for(tmp_path: Path, suffix: str) -> None:
    (take,), _ = make(a_request(format=suffix, duration_s=10.5), tmp_path)
    facts = inspect(take.path)
    assert (facts.format, facts.rate_hz, facts.channels) == (suffix, 48_000, 2)
    assert facts.duration_s == 10.5
    assert facts.n_clipped == 0


def test_facts_tell_what_was_made_as_json(tmp_path: Path) -> None:
    (take,), _ = make(a_request(), tmp_path)
    facts = json.loads(json.dumps(take.facts))
    assert facts["engine"] == "embedded"
    assert facts["rule_based"] is True
    assert (facts["bpm"], facts["key"], facts["time_signature"]) == (120.0, "C major", "4/4")
    assert facts["instruments"] == ["grand_piano", "standard_kit"]
    assert facts["sections"][0]["label"] == "verse"
    assert facts["loudness_lufs"] == pytest.approx(-14.0, abs=0.1)
    assert facts["true_peak_dbtp"] <= -1.0
    assert facts["brief"]["style"]
    assert set(facts["timings_s"]) == {"composing", "levelling", "rendering", "mastering"}


def test_progress_rises_from_0_to_1_over_all_takes(tmp_path: Path) -> None:
    _, events = make(a_request(batch=2), tmp_path)
    running = [event for event in events if isinstance(event, Running)]
    fractions = [event.fraction or 0.0 for event in running]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, pytest.approx(1.0))
    assert len(fractions) > 30
    assert [event.stage for event in running[:3]] == ["composing", "levelling", "rendering"]


@pytest.mark.parametrize(("suffix", "stem_suffix"), [("mp3", "wav"), ("flac", "flac")])
def test_stems_are_files_that_add_up_to_the_track(tmp_path: Path, suffix: str, stem_suffix: str) -> None:
    (take,), events = make(a_request(stems=True, format=suffix), tmp_path)
    paths = sorted(take.extras["stems"].iterdir())
    assert [path.name for path in paths] == [f"drums.{stem_suffix}", f"piano.{stem_suffix}"]
    stems = [soundfile.read(path)[0] for path in paths]
    track = soundfile.read(take.path)[0]
    assert [stem.shape for stem in stems] == [track.shape] * 2
    assert np.std(sum(stems) - track) < (1e-6 if suffix == "flac" else 0.02)
    fractions = [event.fraction or 0.0 for event in events if isinstance(event, Running)]
    assert fractions == sorted(fractions)
    assert (fractions[-1], take.facts["timings_s"]["stems"] > 0) == (pytest.approx(1.0), True)


def test_the_score_is_a_midi_file_that_lasts_as_long_as_the_track(tmp_path: Path) -> None:
    (take,), _ = make(a_request(midi=True), tmp_path)
    file = MidiFile(take.extras["midi"])
    assert [track.name for track in file.tracks] == ["pop", "piano", "drums"]
    assert file.length == pytest.approx(10.0, abs=0.001)


def test_it_says_first_that_it_is_not_the_model(tmp_path: Path) -> None:
    _, events = make(a_request(), tmp_path)
    assert isinstance(events[0], Note)
    assert "not by the ACE-Step model" in events[0].message
    assert "ACESTEP_API_URL" in (events[0].hint or "")
    assert [event.message[:7] for event in events[1:] if isinstance(event, Note)] == ["heard: "]


def test_it_says_what_it_heard_and_what_the_band_has_not(tmp_path: Path) -> None:
    _, events = make(a_request(caption="calm jazz with theremin and female vocals, no drums"), tmp_path)
    assert [event.message for event in events[1:] if isinstance(event, Note)] == [
        "heard: lounge jazz · calm · synth lead, no drums",
        "there is no theremin in this band: synth lead instead",
        "not to be had here: vocals",
    ]


def test_its_own_name_is_no_model_that_was_asked_for_in_vain(tmp_path: Path) -> None:
    _, events = make(a_request(model="embedded"), tmp_path)
    assert not any("no effect" in event.message for event in events if isinstance(event, Note))


def test_it_says_what_has_no_effect(tmp_path: Path) -> None:
    request = a_request(model="base", guidance=9, thinking=True, expert={"shift": 2}, extra={"brand_new": 1})
    _, events = make(request, tmp_path)
    (_, _, note) = (event for event in events if isinstance(event, Note))
    assert note.message.endswith(": --model, --guidance, --thinking, --shift, --set brand_new")


def test_it_says_that_lyrics_are_not_sung(tmp_path: Path) -> None:
    _, events = make(a_request(lyrics="[verse]\nHello"), tmp_path)
    assert any("not sung" in event.message for event in events if isinstance(event, Note))


@pytest.mark.parametrize("stage", ["rendering", "mastering"])
def test_an_interruption_leaves_no_half_file(tmp_path: Path, stage: str) -> None:
    def interrupt(event: Event) -> None:
        if isinstance(event, Running) and event.stage == stage:
            raise KeyboardInterrupt

    engine = EmbeddedEngine(compose=compose, open_play=lambda: play)
    with pytest.raises(KeyboardInterrupt):
        list(engine.generate(a_request(), scratch=tmp_path, on_event=interrupt))
    assert not list(tmp_path.glob("take-*"))


def test_silence_has_no_loudness_and_is_still_delivered(tmp_path: Path) -> None:
    engine = EmbeddedEngine(compose=compose, open_play=lambda: partial(play, level=0.0))
    (take,) = engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None)
    assert take.facts["loudness_lufs"] is None
    assert take.facts["true_peak_dbtp"] is None


def test_the_same_request_gives_the_same_file(tmp_path: Path) -> None:
    request = a_request(format="mp3")
    files = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (take,), _ = make(request, tmp_path / name)
        files.append(take.path.read_bytes())
    assert files[0] == files[1]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    def full(_: Score) -> dict[str, Play]:
        raise OSError(errno.ENOSPC, "No space left on device")

    engine = EmbeddedEngine(compose=compose, open_play=lambda: full)
    with pytest.raises(OutputError, match="no space left on device"):
        list(engine.generate(a_request(), scratch=tmp_path, on_event=lambda _: None))


def test_takes_made_side_by_side_are_those_made_one_after_the_other(tmp_path: Path) -> None:
    files = []
    for n_processes in (1, 2):
        scratch = tmp_path / str(n_processes)
        scratch.mkdir()
        events: list[Event] = []
        engine = EmbeddedEngine(n_processes=n_processes)
        takes = list(engine.generate(a_request(batch=2), scratch=scratch, on_event=events.append))
        files.append([take.path.read_bytes() for take in takes])
        fractions = [event.fraction or 0.0 for event in events if isinstance(event, Running)]
        assert fractions == sorted(fractions)
        assert fractions[-1] == pytest.approx(1.0)
        assert events[-1] == Done(2)
    assert files[0] == files[1]
