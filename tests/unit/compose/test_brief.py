import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.brief import Brief
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.sound import KIN, SOUNDS
from generate_track.compose.styles import DEFAULT_STYLE, STYLES
from generate_track.music import Key

KITS = {*SOUNDS["drum"], *KIN["drum"]}
PIANOS = {*SOUNDS["piano"], *KIN["piano"]}


@pytest.mark.parametrize(
    ("caption", "style"),
    [
        ("ambient lounge jazz, soft piano, gentle strings", "lounge jazz"),
        ("upbeat pop", "pop"),
        ("spa wellness, nature sounds, meditation", "spa"),
        ("ambient techno", "techno"),
        ("drum and bass", "drum and bass"),
        ("Bossa-Nova in a café", "bossa nova"),
        ("something never heard of", DEFAULT_STYLE),
    ],
)
def test_a_caption_names_its_style(caption: str, style: str) -> None:
    assert Brief.parse(caption).style == style


@given(st.text(max_size=200))
def test_every_caption_is_a_brief_that_fits_in_json(caption: str) -> None:
    brief = Brief.parse(caption)
    assert brief.style in STYLES
    assert 0 <= brief.energy <= 1
    assert json.loads(json.dumps(brief.as_facts())) == brief.as_facts()


@pytest.mark.parametrize(
    ("caption", "sounds"),
    [
        ("soft piano, gentle strings", ("piano", "string")),
        ("electric piano", ("electric piano",)),
        ("two pianos and a tenor saxophone", ("piano", "tenor saxophone")),
        ("drum and bass", ()),
        ("organic beats", ()),
        ("bells, pads and singing bowls", ("bell", "pad", "singing bowl")),
    ],
)
def test_sounds_are_read_in_order_and_whole(caption: str, sounds: tuple[str, ...]) -> None:
    assert Brief.parse(caption).sounds == sounds


@pytest.mark.parametrize(
    ("caption", "forbidden"),
    [
        ("jazz, no drums", KITS),
        ("jazz without any piano, sax", PIANOS),
        ("jazz without drums, piano or organ, with sax", KITS | PIANOS | set(SOUNDS["organ"])),
        ("no piano but drums", PIANOS),
        ("no drums. Piano", KITS),
        ("drumless jazz", KITS),
        ("no piano, no drums", KITS | PIANOS),
    ],
)
def test_a_refusal_reaches_as_far_as_it_is_meant(caption: str, forbidden: set[str]) -> None:
    brief = Brief.parse(caption)
    assert brief.forbidden == forbidden
    assert not any(set(SOUNDS[sound]) <= forbidden for sound in brief.sounds)


def test_a_sound_that_is_refused_is_not_asked_for() -> None:
    assert Brief.parse("jazz with sax and no piano").sounds == ("sax",)


@pytest.mark.parametrize(
    ("caption", "scenes"),
    [
        ("rainy jazz", ("rain",)),
        ("jazz, no rain sounds", ()),
        ("ocean drive pop", ()),
        ("spa with ocean sounds", ("ocean",)),
        ("thunderstorm", ("rain", "thunder")),
        ("birdsong and a babbling brook", ("stream", "birds")),
        ("fire pop", ()),
        ("by the fireplace", ("fire",)),
    ],
)
def test_scenes_are_sounds_and_not_figures_of_speech(caption: str, scenes: tuple[str, ...]) -> None:
    assert Brief.parse(caption).scenes == scenes


def test_moods_say_how_bright_and_how_excited() -> None:
    assert Brief.parse("sad slow song").valence < -0.5
    assert Brief.parse("happy energetic song").energy > 0.7
    assert Brief.parse("calm song").energy < 0.3
    assert Brief.parse("slow song").tempo < 0 < Brief.parse("fast song").tempo


@pytest.mark.parametrize(
    ("caption", "bpm"), [("pop at 128 BPM", 128), ("pop 95bpm", 95), ("pop 999 bpm", None), ("pop 10 bpm", None)]
)
def test_a_tempo_in_the_caption_counts(caption: str, bpm: int | None) -> None:
    assert Brief.parse(caption).bpm == bpm


@pytest.mark.parametrize(
    ("caption", "key"),
    [
        ("pop in A minor", Key("A", "minor")),
        ("pop, Bb major", Key("Bb", "major")),
        ("pop in f-sharp minor", Key("F#", "minor")),
        ("a minor annoyance", None),
        ("pop", None),
    ],
)
def test_a_key_in_the_caption_counts(caption: str, key: Key | None) -> None:
    assert Brief.parse(caption).key == key


def test_solo_before_a_sound_means_alone_and_behind_it_the_tune() -> None:
    assert Brief.parse("solo piano").only
    assert not Brief.parse("jazz with a piano solo").only
    assert Brief.parse("jazz with a piano solo").lead == "piano"


@given(
    st.lists(st.sampled_from(sorted(SOUNDS)), max_size=6), st.sampled_from(["with", "no", "only", "featuring", "soft"])
)
def test_what_is_asked_for_can_be_played(words: list[str], before: str) -> None:
    brief = Brief.parse(f"{before} {', '.join(words)}")
    for sound in brief.sounds:
        assert set(SOUNDS[sound]) - brief.forbidden
    assert brief.forbidden <= set(INSTRUMENTS)
    assert brief.soft <= set(brief.sounds)
    assert brief.lead is None or brief.lead in brief.sounds


def test_every_style_is_a_file() -> None:
    folder = Path(__import__("generate_track.compose.styles", fromlist=["x"]).__file__ or "").parent
    names = {name.replace(" ", "_").replace("-", "_") for name in STYLES}
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == names
