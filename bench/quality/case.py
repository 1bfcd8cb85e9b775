"""Cases: captions that span the styles, and the tracks they are made into."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_track.request import TrackRequest
from generate_track.track import request_of

_LYRICS = "[verse]\\nHello world\\nhow are you\\n[chorus]\\nSing it out"


@dataclass(frozen=True, slots=True)
class Case:
    """A caption and the options it is made with."""

    caption: str
    options: tuple[str, ...] = ("--duration", "60")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished track: its file, what was asked, and what the engine says of it."""

    path: Path
    request: TrackRequest
    facts: dict[str, Any]


# The first three are the ones that every change is listened to with.
CASES = (
    Case("ambient lounge jazz, soft piano, gentle strings", ("--duration", "120")),
    Case("upbeat pop", ("--lyrics", _LYRICS, "--duration", "90", "--bpm", "120")),
    Case("spa wellness, nature sounds, meditation", ("--duration", "180", "--instrumental")),
    Case("big band swing, brass", ("--duration", "45", "--bpm", "150", "--key", "Bb")),
    Case("bossa nova, nylon guitar", ("--duration", "60", "--bpm", "128")),
    Case("indie rock, electric guitars"),
    Case("hard rock, distorted guitars", ("--duration", "60", "--bpm", "132", "--key", "E minor")),
    Case("heavy metal, aggressive", ("--duration", "45", "--bpm", "160")),
    Case("funk, slap bass, clavinet"),
    Case("soul, warm electric piano"),
    Case("slow blues, electric guitar", ("--duration", "60", "--key", "A")),
    Case("acoustic folk, fingerpicked guitar"),
    Case("country, banjo and fiddle", ("--duration", "45", "--bpm", "116")),
    Case("reggae, organ", ("--duration", "60", "--bpm", "76")),
    Case("latin, trumpets and percussion"),
    Case("boom bap hip hop", ("--duration", "60", "--bpm", "90")),
    Case("dark trap, heavy 808", ("--duration", "45", "--bpm", "140", "--key", "F minor")),
    Case("lo-fi, vinyl crackle, rainy night", ("--duration", "60", "--bpm", "76")),
    Case("deep house, warm pads", ("--duration", "60", "--bpm", "122")),
    Case("driving techno, dark", ("--duration", "60", "--bpm", "130", "--key", "A minor")),
    Case("uplifting trance, supersaw", ("--duration", "60", "--bpm", "138")),
    Case("drum and bass, deep bass", ("--duration", "60", "--bpm", "174")),
    Case("synthwave, 80s", ("--duration", "60", "--bpm", "100", "--key", "D minor")),
    Case("driving electronic dance, synth", ("--duration", "60", "--bpm", "126", "--key", "Am")),
    Case("dubstep, wobble bass", ("--duration", "45", "--bpm", "140")),
    Case("dark ambient, no drums", ("--duration", "90")),
    Case("epic cinematic, choir and drums", ("--duration", "60", "--key", "C minor")),
    Case("orchestral adventure, horns", ("--duration", "60", "--bpm", "120")),
    Case("romantic classical piano"),
    Case("string quartet, elegant", ("--duration", "60", "--key", "D")),
    Case("peaceful choir", ("--duration", "60")),
    Case("chiptune, happy", ("--duration", "45", "--bpm", "150", "--key", "C")),
    Case("holiday, sleigh bells", ("--duration", "45", "--bpm", "120")),
    Case("corporate, uplifting", ("--duration", "60", "--bpm", "118")),
    Case("gospel, organ and choir", ("--duration", "45")),
    Case("disco, strings", ("--duration", "60", "--bpm", "118")),
    Case("pop waltz, piano", ("--duration", "45", "--bpm", "96", "--key", "G", "--time-sig", "3/4")),
    Case("lounge jazz, saxophone", ("--duration", "45", "--bpm", "110", "--key", "Em", "--time-sig", "6/8")),
    Case("happy pop march", ("--duration", "30", "--bpm", "112", "--key", "D", "--time-sig", "2/4")),
)


def make_all(cases: tuple[Case, ...], folder: Path) -> Iterator[Made]:
    """Make one track after another in a folder, and yield each as soon as it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(cases, start=1):
        yield _make(case, folder / f"{number:02}.mp3")


def _make(case: Case, path: Path) -> Made:
    command = [sys.executable, "-m", "generate_track", case.caption, "--seed", "1", "--engine", "embedded"]
    command += [*case.options, "--output", str(path), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["facts"]
    return Made(path, request_of(path), facts)
