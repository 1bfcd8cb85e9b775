"""Kits: synthesised drum machines."""

from generate_track.synth.kit.kits import KITS
from generate_track.synth.kit.machine import DrumMachine

__all__ = ["KITS", "DrumMachine"]
