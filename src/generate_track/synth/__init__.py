"""Synth: a score as stems, float32, stereo."""

from generate_track.synth.render import render

__all__ = ["render"]
