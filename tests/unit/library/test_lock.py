import sys
from pathlib import Path
from types import ModuleType

import pytest

from generate_track.errors import OutputError
from generate_track.library.lock import locked


def test_a_folder_is_locked_for_as_long_as_the_block_lasts(tmp_path: Path) -> None:
    with locked(tmp_path / "a"):
        with (
            pytest.raises(OutputError, match=r"another command is making tracks in .*a'") as caught,
            locked(tmp_path / "a"),
        ):
            pass
        with locked(tmp_path / "b"):
            pass
    assert "--output" in str(caught.value.hint)
    with locked(tmp_path / "a"):
        pass


def test_a_state_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GENERATE_TRACK_STATE", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="cannot write"), locked(tmp_path):
        pass


@pytest.mark.parametrize("is_taken", [False, True])
def test_windows_has_a_lock_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_taken: bool) -> None:
    class Windows(ModuleType):
        LK_NBLCK = 2

        def locking(self, _number: int, _mode: int, n_bytes: int) -> None:
            assert n_bytes == 1
            if is_taken:
                raise OSError(36, "Resource deadlock avoided")

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", Windows("msvcrt"))
    if is_taken:
        with pytest.raises(OutputError), locked(tmp_path):
            pass
    else:
        with locked(tmp_path):
            pass
