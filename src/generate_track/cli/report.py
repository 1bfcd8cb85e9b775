"""What is said of a finished track."""

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
    return "\n  ".join([clean(str(track.path)), ", ".join(facts), *map(clean, (*changed, *track.remarks))])
