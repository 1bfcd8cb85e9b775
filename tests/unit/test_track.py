from pathlib import Path

import pytest

from generate_track.errors import InvalidRequestError
from generate_track.track import request_of


def test_a_track_without_a_sidecar_cannot_be_made_again(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="no sidecar"):
        request_of(tmp_path / "song.mp3")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"request": {}}'])
def test_a_json_file_of_something_else_is_no_sidecar(text: str, tmp_path: Path) -> None:
    (tmp_path / "song.json").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRequestError, match="no sidecar of generate-track"):
        request_of(tmp_path / "song.mp3")
