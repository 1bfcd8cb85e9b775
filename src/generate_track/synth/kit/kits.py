"""The synthesised kits by name; each General MIDI percussion key has a sound in all of them."""

from collections.abc import Mapping

from generate_track.synth.kit.chip import CHIP
from generate_track.synth.kit.electronic import ELECTRONIC
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.house import HOUSE
from generate_track.synth.kit.lofi import LOFI
from generate_track.synth.kit.synthwave import SYNTHWAVE
from generate_track.synth.kit.trap import TRAP

KITS: Mapping[str, Mapping[int, Drum]] = {
    "electronic_kit": ELECTRONIC,
    "house_kit": HOUSE,
    "trap_kit": TRAP,
    "lofi_kit": LOFI,
    "synthwave_kit": SYNTHWAVE,
    "chip_kit": CHIP,
}
