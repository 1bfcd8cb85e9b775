"""What is said of a finished track."""

from pathlib import Path

from generate_track.cli.text import clean, format_size
from generate_track.track import Track


def report(track: Track) -> str:
    """Return a track's file name, then how long, how large, how quick, its seed, and what is not as asked."""
    facts = (
        f"{track.duration_s:.1f} s",
        format_size(track.size_bytes),
        f"made in {track.generation_s:.1f} s",
        f"seed {track.seed}",
    )
    changed = [f"not as asked: {difference}" for difference in track.differences]
    extras = [f"{name}: {_place(paths)}" for name, paths in track.extras.items()]
    told = map(clean, (*extras, *changed, *track.remarks))
    return "\n  ".join([clean(str(track.path)), ", ".join(facts), *told])


def _place(paths: tuple[Path, ...]) -> str:
    return str(paths[0]) if len(paths) == 1 else f"{len(paths)} files in {paths[0].parent}"
