import io
import json
from pathlib import Path

import pytest

from generate_track.engines.worker import work
from generate_track.request import TrackRequest


def answers(scratch: Path, *indices: int) -> list[dict[str, object]]:
    request = TrackRequest.parse({"caption": "pop", "seed": 5, "batch": 2, "duration_s": 10, "format": "wav"})
    job = {"request": request.model_dump(mode="json"), "scratch": str(scratch), "has_partner": False}
    lines = io.StringIO("".join(json.dumps(job | {"index": index}) + "\n" for index in indices))
    told = io.StringIO()
    work(lines, told)
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_it_makes_the_take_whose_number_it_reads_and_tells_each_step(tmp_path: Path) -> None:
    *steps, last = answers(tmp_path, 1)
    assert steps[0] == {"index": 1, "fraction": 0.0, "stage": "composing"}
    assert steps[-1]["fraction"] == pytest.approx(1.0)
    take = last["take"]
    assert isinstance(take, dict)
    assert (take["index"], take["seed"], Path(take["path"]).name) == (1, 6, "take-2.wav")
    assert Path(take["path"]).stat().st_size > 0


def test_where_nothing_can_be_written_it_says_so_and_goes_on(tmp_path: Path) -> None:
    told = [answer for answer in answers(tmp_path / "missing", 0, 1) if "error" in answer]
    assert len(told) == 2
    assert "cannot write" in str(told[0]["error"])


def test_with_nothing_to_do_it_ends(tmp_path: Path) -> None:
    assert answers(tmp_path) == []
