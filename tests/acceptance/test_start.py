"""What the command costs before it works: nothing that --help and --version do not need is imported."""

import subprocess
import sys

import pytest

HEAVY = (
    "pydantic",
    "numpy",
    "scipy",
    "httpx2",
    "platformdirs",
    "soundfile",
    "mutagen",
    "dotenv",
    "fastapi",
    "sqlalchemy",
)
SCRIPT = """
import sys
from generate_track.cli.app import main
code = main(sys.argv[1:])
print("|".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("make", "--help"),
        ("skill", "show"),
        ("serve", "--help"),
        ("keys", "add", "--help"),
    ],
)
def test_help_and_version_import_nothing_heavy(words: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=True)  # noqa: S603
    imported = set(done.stderr.strip().split("|"))
    assert done.stdout
    assert not imported.intersection(HEAVY)


def test_the_module_is_the_command_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generate_track", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip()[0].isdigit()


def test_a_console_without_unicode_does_not_stop_the_command() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT, "x", "--key", "\u266f\u4e2d"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "SYSTEMROOT": "C:\\Windows"},
    )
    assert done.returncode == 2
    assert "error: key '\\u266f\\u4e2d' is not known" in done.stderr
