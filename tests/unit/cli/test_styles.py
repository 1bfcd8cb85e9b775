import json
import subprocess
import sys

import pytest

from generate_track.cli.app import main
from generate_track.compose.catalogue import catalogue

Capture = pytest.CaptureFixture[str]


def test_styles_are_listed_a_line_each(capsys: Capture) -> None:
    assert main(["styles"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "STYLES"
    assert len(lines) == sum(map(len, catalogue().values())) + len(catalogue()) + 2
    assert any(line.startswith("lounge jazz ") for line in lines)


def test_styles_are_data_with_json(capsys: Capture) -> None:
    assert main(["styles", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"styles", "instruments", "scenes"} <= set(told)
    assert set(told["styles"][0]) == {"name", "about", "words"}


def test_listing_styles_loads_no_numpy() -> None:
    code = "import sys; from generate_track.cli.app import main; main(['styles']); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603 - our own command
