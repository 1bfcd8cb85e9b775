"""Voices: synthesised instruments, for what a General MIDI font does badly."""

from generate_track.synth.voice.player import PATCHES, Voice

__all__ = ["PATCHES", "Voice"]
