"""Pictures to look at: what sounds when, and what comes back when."""

from pathlib import Path

import librosa
import numpy as np
from matplotlib.figure import Figure

from bench.quality.hearing import Hearing
from bench.quality.sound import Sound

_RANGE_DB = 80
_INCHES = (14, 5)


def draw(sound: Sound, hearing: Hearing, *, title: str, path: Path) -> None:
    """Save a spectrogram beside a self-similarity matrix as one PNG."""
    figure = Figure(figsize=_INCHES, layout="constrained")
    spectrogram, likeness = figure.subplots(1, 2, width_ratios=(9, 5))
    extent_s = (0, sound.duration_s)
    mel = librosa.feature.melspectrogram(y=sound.middle, sr=sound.rate_hz, n_mels=160, hop_length=2048)
    level_db = librosa.power_to_db(mel, ref=np.max, top_db=_RANGE_DB)
    spectrogram.imshow(level_db, aspect="auto", origin="lower", extent=(*extent_s, 0, len(level_db)), cmap="magma")
    spectrogram.set(title=title, xlabel="s", ylabel="mel band")
    likeness.imshow(hearing.likeness, origin="lower", extent=(*extent_s, *extent_s), cmap="magma", vmin=-0.2, vmax=1)
    likeness.set(title=f"contrast {hearing.contrast:.2f}, repetition {hearing.repetition:.2f}", xlabel="s")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80)
