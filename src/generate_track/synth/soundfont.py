"""Reading SoundFont 2 and 3 files: presets, zones with their generators, and samples decoded when they are used.

Source: SoundFont Technical Specification 2.04 (E-mu, 2006), sections 4 to 9. SoundFont 3 is the same file with each
sample stored as an Ogg Vorbis stream (MuseScore's variant): `sampleType` has bit 0x10, `start` and `end` count bytes,
and the loop points count samples from the sample's own beginning.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from mmap import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VORBIS = 0x10
STEREO = 0x08  # both sides in one stream: our own extension of the format

# Section 7: the records of the pdta list; a name of 20 bytes is padded with zeros.
RECORDS: Mapping[str, np.dtype[Any]] = {
    "phdr": np.dtype([("name", "S20"), ("preset", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("unused", "<u4", 3)]),
    "pbag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "pmod": np.dtype([("source", "<u2"), ("target", "<u2"), ("amount", "<i2"), ("by", "<u2"), ("shape", "<u2")]),
    "pgen": np.dtype([("oper", "<u2"), ("amount", "<i2")]),
    "inst": np.dtype([("name", "S20"), ("bag", "<u2")]),
    "ibag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "imod": np.dtype([("source", "<u2"), ("target", "<u2"), ("amount", "<i2"), ("by", "<u2"), ("shape", "<u2")]),
    "igen": np.dtype([("oper", "<u2"), ("amount", "<i2")]),
    "shdr": np.dtype(
        [("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"), ("loop_end", "<u4"),
         ("rate", "<u4"), ("root", "u1"), ("correction", "i1"), ("link", "<u2"), ("type", "<u2")]
    ),
}  # fmt: skip

# Section 8.1.3: generator numbers, their names here, and their defaults where those are not 0.
GENERATORS: Mapping[int, tuple[str, int]] = {
    2: ("loop_start", 0), 3: ("loop_end", 0), 8: ("filter_cutoff_cents", 13_500), 9: ("filter_q_cb", 0),
    17: ("pan", 0), 33: ("delay_tc", -12_000), 34: ("attack_tc", -12_000), 35: ("hold_tc", -12_000),
    36: ("decay_tc", -12_000), 37: ("sustain_cb", 0), 38: ("release_tc", -12_000), 39: ("key_to_hold", 0),
    40: ("key_to_decay", 0), 43: ("key_range", 0x7F00), 44: ("velocity_range", 0x7F00),
    45: ("loop_start_coarse", 0), 48: ("attenuation_cb", 0), 50: ("loop_end_coarse", 0), 51: ("coarse_tune", 0),
    52: ("fine_tune", 0), 54: ("loop_mode", 0), 56: ("scale_tuning", 100), 57: ("exclusive_class", 0),
    58: ("root_key", -1),
}  # fmt: skip
_BY_NAME = dict(GENERATORS.values())
# Section 8.5: these stand at the instrument alone; a preset does not add to them.
_NOT_ADDED = {"key_range", "velocity_range", "loop_mode", "root_key", "exclusive_class", "loop_start", "loop_end"}
INSTRUMENT, SAMPLE_ID = 41, 53
_UNPITCHED = 128  # root keys from here on


@dataclass(frozen=True, slots=True)
class Zone:
    """One sample as one preset plays it: which, for which keys and velocities, with which generators."""

    sample: int
    keys: tuple[int, int]
    velocities: tuple[int, int]
    generators: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.generators.get(name, _BY_NAME[name])

    def plays(self, key: int, velocity: int) -> bool:
        """Whether the zone sounds for a key at a velocity."""
        return self.keys[0] <= key <= self.keys[1] and self.velocities[0] <= velocity <= self.velocities[1]


@dataclass(frozen=True, slots=True)
class Sample:
    """One decoded sample.

    Args:
        wave: shape (n,), or (n, 2) of a stereo sample.
        loop: first sample of the loop and the first after it.
        is_whole: whether it was decoded to its end.
    """

    wave: NDArray[np.float32]
    loop: tuple[int, int]
    rate_hz: int
    root_key: int
    correction_cents: int
    is_whole: bool = True


class SoundFont:
    """A SoundFont in memory; its samples are decoded one by one, and kept, when they are asked for."""

    def __init__(self, data: bytes | mmap) -> None:
        view = memoryview(data)
        self.chunks = {name: view[start : start + size] for name, start, size in _walk(data, 0, len(data))}
        self.tables = {name: np.frombuffer(self.chunks[name], dtype) for name, dtype in RECORDS.items()}
        self._presets = {
            (int(row["bank"]), int(row["preset"])): index for index, row in enumerate(self.tables["phdr"][:-1])
        }
        self.zones = lru_cache(maxsize=None)(self._zones)
        self._samples: dict[int, Sample] = {}

    @classmethod
    def read(cls, path: Path) -> "SoundFont":
        """Return the font in a file."""
        return cls(path.read_bytes())

    @property
    def presets(self) -> Mapping[tuple[int, int], str]:
        """(bank, program) → the preset's name."""
        names = self.tables["phdr"]["name"]
        return {place: names[index].decode("latin-1") for place, index in self._presets.items()}

    def _zones(self, bank: int, program: int) -> tuple[Zone, ...]:
        """Return the zones of a preset.

        Raises:
            KeyError: the font has no such preset.
        """
        index = self._presets[bank, program]
        found: list[Zone] = []
        for outer in self._bags("p", index):
            for inner in self._bags("i", outer[INSTRUMENT]):
                zone = _join(outer, inner)
                if zone is not None:
                    found.append(zone)
        return tuple(found)

    def _bags(self, level: str, index: int) -> Iterator[dict[int, int]]:
        """Yield generator number → amount for each zone of a preset or an instrument, its global zone mixed in."""
        heads, last = ("phdr", INSTRUMENT) if level == "p" else ("inst", SAMPLE_ID)
        bags, generators = self.tables[f"{level}bag"], self.tables[f"{level}gen"]
        first, end = (int(self.tables[heads]["bag"][index + offset]) for offset in (0, 1))
        common: dict[int, int] = {}
        for bag in range(first, end):
            rows = generators[bags["gen"][bag] : bags["gen"][bag + 1]]
            own = {int(row["oper"]): int(row["amount"]) for row in rows}
            if last in own:
                yield common | own
            elif bag == first:
                common = own

    def is_stereo(self, index: int) -> bool:
        """Whether a sample has two sides."""
        return bool(self.tables["shdr"]["type"][index] & STEREO)

    def speed_hz(self, zone: Zone, pitch: float) -> float:
        """Return how many samples of a zone are read in a second at a pitch."""
        row = self.tables["shdr"][zone.sample]
        root = zone["root_key"] if zone["root_key"] >= 0 else _root_key(row)
        cents = (pitch - root) * zone["scale_tuning"] + zone["coarse_tune"] * 100 + zone["fine_tune"]
        return float(2 ** ((cents + int(row["correction"])) / 1200) * int(row["rate"]))

    def sample(self, index: int, n_samples: int | None = None) -> Sample:
        """Return one sample, decoded; kept for the next time.

        Args:
            index: its number.
            n_samples: how many of its samples will be read at least; all when there is a loop, or when it is None.
        """
        row = self.tables["shdr"][index]
        wanted = None if n_samples is None or row["loop_end"] > row["loop_start"] else n_samples
        found = self._samples.get(index)
        if found is None or not (found.is_whole or (wanted is not None and wanted <= len(found.wave))):
            found = self._samples[index] = self._decode(row, wanted)
        return found

    def _decode(self, row: Any, n_samples: int | None) -> Sample:  # noqa: ANN401 - a numpy record
        is_vorbis = bool(row["type"] & VORBIS)
        # More than was asked for, so that a longer note seldom begins anew.
        n_frames = -1 if n_samples is None else 2 * n_samples
        wave = _vorbis(self.chunks["smpl"], row, n_frames) if is_vorbis else _pcm(self.chunks["smpl"], row)
        origin = 0 if is_vorbis else int(row["start"])
        loop = (int(row["loop_start"]) - origin, min(int(row["loop_end"]) - origin, len(wave)))
        is_whole = not is_vorbis or len(wave) != n_frames
        return Sample(wave, loop, int(row["rate"]), _root_key(row), int(row["correction"]), is_whole)


def _walk(data: bytes | mmap, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield name, start and size of every RIFF chunk that is no list."""
    while start + 8 <= end:
        name = data[start : start + 4]
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        if name in {b"RIFF", b"LIST"}:
            yield from _walk(data, start + 12, start + 8 + size)
        else:
            yield name.decode("latin-1"), start + 8, size
        start += 8 + size
        start += (size & 1) and data[start : start + 1] == b"\0"  # some writers leave the padding out


def _join(outer: Mapping[int, int], inner: Mapping[int, int]) -> Zone | None:
    own = {GENERATORS[number][0]: amount for number, amount in inner.items() if number in GENERATORS}
    for number, amount in outer.items():
        name = GENERATORS[number][0] if number in GENERATORS else None
        if name and name not in _NOT_ADDED:
            own[name] = own.get(name, _BY_NAME[name]) + amount
    keys = _overlap(inner.get(43, 0x7F00), outer.get(43, 0x7F00))
    velocities = _overlap(inner.get(44, 0x7F00), outer.get(44, 0x7F00))
    if keys[0] > keys[1] or velocities[0] > velocities[1]:
        return None
    return Zone(inner[SAMPLE_ID], keys, velocities, own)


def _overlap(one: int, other: int) -> tuple[int, int]:
    return max(one & 0xFF, other & 0xFF), min((one >> 8) & 0xFF, (other >> 8) & 0xFF)


def _root_key(row: Any) -> int:  # noqa: ANN401 - a numpy record
    return int(row["root"]) if row["root"] < _UNPITCHED else 60


def _vorbis(data: memoryview, row: Any, n_frames: int) -> NDArray[np.float32]:  # noqa: ANN401 - a numpy record
    import soundfile  # noqa: PLC0415 - only fonts of version 3 need a decoder

    stream = io.BytesIO(data[int(row["start"]) : int(row["end"])])
    wave, _ = soundfile.read(stream, n_frames, dtype="float32")
    return np.asarray(wave, np.float32)


def _pcm(data: memoryview, row: Any) -> NDArray[np.float32]:  # noqa: ANN401 - a numpy record
    wave = np.frombuffer(data[2 * int(row["start"]) : 2 * int(row["end"])], "<i2")
    return (wave / np.float32(32_768)).astype(np.float32, copy=False)
