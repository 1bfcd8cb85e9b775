"""Scene sounds: beds of noise that breathe, and events scattered over them."""

from generate_track.synth.scene.scenes import SCENES, Scene

__all__ = ["SCENES", "Scene"]
