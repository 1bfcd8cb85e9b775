"""Verdicts: what is measured of a track beside what was asked, column by column, and which of it passes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.quality.case import Made
from bench.quality.hearing import TONICS, Hearing
from bench.quality.sound import Sound
from generate_track.music import Key

_NEAR_S = 0.1
_LOUDNESS_LUFS, _NEAR_LU = -14.0, 0.3
_CEILING_DBTP = -1.0
_NEAR_TEMPO = 0.02
_MOST_SILENCE = 0.02
_LEAST_WIDTH, _MOST_WIDTH = 0.1, 0.9
_FIFTHS = (5, 7)
_RELATIVE = {"major": 9, "minor": 3}  # semitones from the key that was asked for to its relative


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A track with all that is known of it."""

    made: Made
    sound: Sound
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of one thing, and how right it is: 0 to 1, or None where nothing is right or wrong."""

    text: str
    score: float | None = None


def _duration(exhibit: Exhibit) -> Verdict:
    asked_s, got_s = exhibit.made.request.duration_s, exhibit.sound.duration_s
    return Verdict(f"{got_s:.2f}", float(abs(got_s - asked_s) <= _NEAR_S))


def _loudness(exhibit: Exhibit) -> Verdict:
    loudness_lufs = exhibit.sound.loudness_lufs()
    return Verdict(f"{loudness_lufs:.2f}", float(abs(loudness_lufs - _LOUDNESS_LUFS) <= _NEAR_LU))


def _peak(exhibit: Exhibit) -> Verdict:
    peak_dbtp = exhibit.sound.true_peak_dbtp()
    return Verdict(f"{peak_dbtp:.2f}", float(peak_dbtp <= _CEILING_DBTP))


def _tempo(exhibit: Exhibit) -> Verdict:
    wanted_bpm = float(exhibit.made.facts["bpm"])
    heard_bpm = exhibit.hearing.tempi_bpm.values()
    hits = [float(abs(bpm / wanted_bpm - 1) <= _NEAR_TEMPO) for bpm in heard_bpm]
    return Verdict(f"{wanted_bpm:.1f}: {' '.join(f'{bpm:.1f}' for bpm in heard_bpm)}", sum(hits) / len(hits))


def _key(exhibit: Exhibit) -> Verdict:
    wanted = Key.parse(str(exhibit.made.facts["key"]))
    heard = [Key.parse(key) for key in exhibit.hearing.keys.values()]
    scores = [key_score(key, wanted) for key in heard]
    return Verdict(f"{_short(wanted)}: {' '.join(map(_short, heard))}", sum(scores) / len(scores))


def key_score(heard: Key, wanted: Key) -> float:
    """Return 1 for the key itself, a half for its relative or a key a fifth away, else 0."""
    away = (heard.pitch_class - wanted.pitch_class) % 12
    if heard.mode != wanted.mode:
        return 0.5 * (away == _RELATIVE[wanted.mode])
    return 1.0 if away == 0 else 0.5 * (away in _FIFTHS)


def _short(key: Key) -> str:
    return TONICS[key.pitch_class] + ("m" if key.mode == "minor" else "")


def _silence(exhibit: Exhibit) -> Verdict:
    silence = exhibit.sound.silence()
    return Verdict(f"{silence:.1%}", float(silence <= _MOST_SILENCE))


def _width(exhibit: Exhibit) -> Verdict:
    width = exhibit.sound.width()
    return Verdict(f"{width:.2f}", float(_LEAST_WIDTH <= width <= _MOST_WIDTH))


COLUMNS: dict[str, Callable[[Exhibit], Verdict]] = {
    "caption": lambda exhibit: Verdict(exhibit.made.request.caption[:36]),
    "style": lambda exhibit: Verdict(str(exhibit.made.facts["style"])),
    "meter": lambda exhibit: Verdict(str(exhibit.made.request.time_signature)),
    "seconds": _duration,
    "LUFS": _loudness,
    "dBTP": _peak,
    "bpm: heard": _tempo,
    "key: heard": _key,
    "silent": _silence,
    "width": _width,
    "off dB": lambda exhibit: Verdict(f"{exhibit.sound.imbalance_db():.1f}"),
    "onsets/s": lambda exhibit: Verdict(f"{exhibit.hearing.onsets_per_s:.1f}"),
    "contrast": lambda exhibit: Verdict(f"{exhibit.hearing.contrast:.2f}"),
    "repeats": lambda exhibit: Verdict(f"{exhibit.hearing.repetition:.2f}"),
}
_WIDTHS = (36, 16, 5, 7, 6, 6, 19, 16, 6, 5, 6, 8, 8, 7)


def heading() -> str:
    """Return the table's heading."""
    return _line(COLUMNS)


def judge(exhibit: Exhibit) -> list[Verdict]:
    """Return the verdict of every column."""
    return [column(exhibit) for column in COLUMNS.values()]


def row(verdicts: Iterable[Verdict]) -> str:
    """Return a row of the table; an exclamation mark follows what is not all right."""
    return _line(verdict.text + ("!" if verdict.score not in {None, 1.0} else "") for verdict in verdicts)


def summary(rows: list[list[Verdict]]) -> str:
    """Return the mean score of every column that has one."""
    scores = {
        name: [verdict.score for verdict in verdicts if verdict.score is not None]
        for name, verdicts in zip(COLUMNS, zip(*rows, strict=True), strict=True)
    }
    return ", ".join(f"{name} {sum(got) / len(got):.0%}" for name, got in scores.items() if got)


def _line(texts: Iterable[str]) -> str:
    return " ".join(f"{text:{width}}" for text, width in zip(texts, _WIDTHS, strict=True)).rstrip()
