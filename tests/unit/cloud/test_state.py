import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cloud import NOW
from generate_track.cloud.bill import cost_so_far, price_clock, what_is_left
from generate_track.cloud.credential import places_with_credentials
from generate_track.cloud.report import MachineReport
from generate_track.cloud.state import Server, Store
from generate_track.errors import OutputError

SERVER = Server(
    on="runpod",
    model="acestep-v15-turbo",
    step="install",
    ends_by="delete",
    autostop_min=30,
    price=0.5,
    up_since=NOW.isoformat(),
)


def test_a_later_shell_reads_the_same_server(tmp_path: Path) -> None:
    store = Store(tmp_path / "cloud")
    assert store.read() is None
    store.write(SERVER)
    assert Store(tmp_path / "cloud").read() == SERVER
    if os.name == "posix":
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    store.forget()
    store.forget()
    assert store.read() is None


def test_a_broken_file_may_stand_for_a_machine(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.path.write_text("{", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        store.read()
    assert "look for a machine named generate-track" in str(caught.value.hint)


def test_the_folder_can_be_said(tmp_path: Path) -> None:
    assert Store.default({"GENERATE_TRACK_STATE": str(tmp_path)}).folder == tmp_path / "cloud"
    assert Store.default({}).folder.parts[-2:] == ("generate-track", "cloud")


def test_the_clock_counts_from_when_there_may_be_a_machine() -> None:
    now = NOW + timedelta(minutes=30)
    assert cost_so_far(SERVER, now=now) == pytest.approx(0.25)
    assert price_clock(SERVER, now=now) == "$0.50 an hour, by our estimate, about $0.25 in the 30 min so far"
    assert "estimate" not in price_clock(replace(SERVER, is_price_real=True), now=now)
    assert cost_so_far(replace(SERVER, price=None), now=now) is None
    assert price_clock(replace(SERVER, price=None), now=now) == "nothing is billed that we know of"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"up_since": None}, "nothing runs, and nothing costs"),
        ({"on": "here"}, "the server may still run on this machine"),
        ({"step": "machine"}, "it does not end by itself"),
        ({"autostop_min": 0}, "it does not end by itself"),
        ({}, "it is deleted after 30 min without a track"),
        ({"ends_by": "stop"}, "it is stopped after 30 min without a track"),
    ],
)
def test_what_is_left_is_one_sentence(*, changes: dict[str, object], told: str) -> None:
    assert what_is_left(replace(SERVER, **changes), now=NOW).endswith(told)


def test_what_a_machine_says_is_read() -> None:
    report = MachineReport.parse("state installing\ndetail weights\nnoise\ngpu NVIDIA L4, 23034\nlast 45 %\n")
    assert (report.state, report.gpu, report.news) == ("installing", "NVIDIA L4, 23034", "weights: 45 %")
    assert MachineReport.parse("state serving\ndetail since noon\nlast GET /").news == "since noon"
    assert MachineReport.parse("") == MachineReport()


def test_credentials_are_looked_for_where_their_tools_keep_them(tmp_path: Path) -> None:
    assert places_with_credentials(tmp_path, {}) == []
    key = tmp_path / ".config" / "vastai" / "vast_api_key"
    key.parent.mkdir(parents=True)
    key.write_text("x", encoding="utf-8")
    assert places_with_credentials(tmp_path, {"AWS_ACCESS_KEY_ID": "x", "KUBECONFIG": ""}) == ["vast", "aws"]
