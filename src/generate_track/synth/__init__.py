"""Synth: a score as stems, float32, stereo."""

from generate_track.synth.render import open_play, render, stems
from generate_track.synth.sampler import WaveCache

__all__ = ["WaveCache", "open_play", "render", "stems"]
