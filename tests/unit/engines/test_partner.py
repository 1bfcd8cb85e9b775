import io
import json
import pickle
import subprocess
import sys

from generate_track.compose import compose
from generate_track.engines.partner import play_half
from generate_track.mix.half import halves
from generate_track.request import TrackRequest

NOT_NEEDED = ("pydantic", "generate_track.compose.composition", "generate_track.request", "subprocess")


def test_what_it_says_is_one_line_and_then_samples() -> None:
    score = compose(TrackRequest.parse({"caption": "upbeat pop", "seed": 3, "duration_s": 10}))
    told = io.BytesIO()
    play_half(io.BytesIO(pickle.dumps(score)), told)
    line, _, samples = told.getvalue().partition(b"\n")
    names = {name for name, *_ in json.loads(line)}
    assert names == halves(score)[0] - {"effects"}
    assert len(samples) == 6 * 4 * 480_000


def test_it_imports_no_more_than_it_plays_with() -> None:
    script = "import generate_track.engines.partner, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert not set(done.stdout.split()).intersection(NOT_NEEDED)
