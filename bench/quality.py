"""Make a set of embedded tracks and print what can be measured of them."""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

from generate_track.music import Key
from generate_track.track import request_of

# Krumhansl, Cognitive Foundations of Musical Pitch (1990), p. 30: probe-tone ratings from the tonic upwards.
_PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
_TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")

_SILENCE = 1e-3  # RMS of 100 ms: -60 dBFS


@dataclass(frozen=True)
class Case:
    """A caption and the options it is made with."""

    caption: str
    options: tuple[str, ...]


LYRICS = "[verse]\\nHello world\\nhow are you\\n[chorus]\\nSing it out"

CASES = (
    Case("ambient lounge jazz, soft piano, gentle strings", ("--duration", "120")),
    Case("upbeat pop", ("--lyrics", LYRICS, "--duration", "90", "--bpm", "120")),
    Case("spa wellness, nature sounds, meditation", ("--duration", "300", "--instrumental")),
    Case("driving electronic dance, synth", ("--duration", "60", "--bpm", "126", "--key", "Am")),
    Case("pop waltz, piano", ("--duration", "45", "--bpm", "96", "--key", "G", "--time-sig", "3/4")),
    Case("lounge jazz, saxophone", ("--duration", "45", "--bpm", "110", "--key", "Em", "--time-sig", "6/8")),
    Case("happy pop march", ("--duration", "30", "--bpm", "112", "--key", "D", "--time-sig", "2/4")),
)  # fmt: skip


def make(case: Case, folder: Path) -> Path:
    """Return the track of a case."""
    path = folder / f"{len(list(folder.glob('*.mp3')))}.mp3"
    command = [sys.executable, "-m", "generate_track", case.caption, "--seed", "1", "--engine", "embedded"]
    command += [*case.options, "--output", str(path), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return path


def true_peak_dbtp(samples: NDArray[np.float32]) -> float:
    """Return the true peak of (n, channels) samples, 4x oversampled, in blocks of ten seconds."""
    blocks = (samples[start : start + 480_000] for start in range(0, len(samples), 480_000))
    return 20 * np.log10(max(float(np.abs(resample_poly(block, 4, 1, axis=0)).max()) for block in blocks))


def heard(samples: NDArray[np.float32], rate_hz: int) -> tuple[float, str]:
    """Return the tempo and the key that a listener's tools find in (n, channels) samples."""
    import librosa  # noqa: PLC0415 - heavy, and only this needs it

    mono = librosa.resample(samples.mean(axis=1), orig_sr=rate_hz, target_sr=22050)
    # The tracker's own tempo comes in steps of 2 %; the spacing of its beats is finer.
    beats_s = librosa.beat.beat_track(y=mono, sr=22050, units="time")[1]
    tempo_bpm = 60 / float(np.polyfit(np.arange(len(beats_s)), beats_s, 1)[0])
    chroma = librosa.feature.chroma_cqt(y=librosa.effects.harmonic(mono), sr=22050).mean(axis=1)
    fits = {
        f"{_TONICS[tonic]} {mode}": float(np.corrcoef(chroma, np.roll(profile, tonic))[0, 1])
        for mode, profile in _PROFILES.items()
        for tonic in range(12)
    }
    return tempo_bpm, max(fits, key=fits.__getitem__)


def row(case: Case, path: Path) -> str:
    """Return what is measured of one track, beside what was asked."""
    samples: NDArray[np.float32]
    samples, rate_hz = soundfile.read(path, dtype="float32")  # type: ignore[bad-assignment]
    facts = facts_of(path)
    middle, side = samples.mean(axis=1), (samples[:, 0] - samples[:, 1]) / 2
    width = float(np.sqrt((side**2).mean() / (middle**2).mean()))
    windows = middle[: len(middle) // 4800 * 4800].reshape(-1, 4800)
    silent = float((np.sqrt((windows**2).mean(axis=1)) < _SILENCE).mean())
    tempo_bpm, key = heard(samples, rate_hz)
    asked = request_of(path)
    return (
        f"{case.caption[:34]:34} {len(samples) / rate_hz:6.2f}/{asked.duration_s:g} s"
        f" {pyloudnorm.Meter(rate_hz).integrated_loudness(samples):6.2f} LUFS {true_peak_dbtp(samples):5.2f} dBTP"
        f" {tempo_bpm:6.1f}/{facts['bpm']:g} bpm {key}/{same_name(facts['key'])}"
        f" silent {silent:.1%} width {width:.2f} {asked.time_signature}"
    )


def facts_of(path: Path) -> dict[str, object]:
    """Return what the engine said of a track."""
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["facts"]


def same_name(key: object) -> str:
    """Return a key under the name that the key finder uses."""
    parsed = Key.parse(str(key))
    return f"{_TONICS[parsed.pitch_class]} {parsed.mode}"


def main() -> None:
    """Print a row a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the tracks in this folder")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for case in CASES:
            print(row(case, make(case, folder)), flush=True)


if __name__ == "__main__":
    main()
