import base64
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, PathDistribution
from pathlib import Path

import pytest

from generate_track.cloud.package import Package, build, installation, package
from generate_track.errors import LaunchFailedError


@pytest.fixture
def installed(tmp_path: Path) -> Distribution:
    folder = tmp_path / "some_package-1.2.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.4\nName: some-package\nVersion: 1.2\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[console_scripts]\nsome = some_package:main\n", encoding="utf-8")
    return PathDistribution(folder)


@pytest.fixture
def made(tmp_path: Path, installed: Distribution) -> Package:
    left_out = ("synth/data/font.sf2", "__pycache__/__init__.pyc", "sub/__pycache__/a.pyc")
    for name in ("__init__.py", "sub/part.sql", *left_out):
        path = tmp_path / "some_package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return build(tmp_path / "some_package", installed)


def contents(made: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_package_without_its_sounds(made: Package) -> None:
    assert made.name == "some_package-1.2-py3-none-any.whl"
    info = "some_package-1.2.dist-info"
    assert set(contents(made)) == {
        "some_package/__init__.py",
        "some_package/sub/part.sql",
        *(f"{info}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")),
    }


def test_the_record_tells_every_file_with_its_digest(made: Package) -> None:
    files = contents(made)
    rows = [line.split(",") for line in files.pop("some_package-1.2.dist-info/RECORD").decode().splitlines()]
    assert rows.pop() == ["some_package-1.2.dist-info/RECORD", "", ""]
    for name, digest, size in rows:
        wanted = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={wanted}", str(len(files[name])))
    assert len(rows) == len(files)


def test_the_same_files_make_the_same_wheel(tmp_path: Path, made: Package, installed: Distribution) -> None:
    assert build(tmp_path / "some_package", installed) == made


def test_what_runs_here_is_sent_without_megabytes_of_sound(tmp_path: Path) -> None:
    path = package().write(tmp_path / "new")
    assert path.read_bytes() == package().content
    assert path.stat().st_size < 1_000_000
    assert "generate_track/cloud/data/machine.sh" in contents(package())


def test_without_an_installation_the_way_to_one_is_told() -> None:
    def find(name: str) -> Distribution:
        raise PackageNotFoundError(name)

    with pytest.raises(LaunchFailedError, match="runs without being installed") as caught:
        installation(find)
    assert caught.value.hint == "pip install ."
