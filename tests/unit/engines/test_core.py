import os

import pytest

from generate_track.engines.core import n_cores


def test_there_is_a_core() -> None:
    assert 1 <= n_cores() <= (os.cpu_count() or 1)


def test_where_a_process_cannot_be_bound_to_cores_all_of_them_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert n_cores() == (os.cpu_count() or 1)
