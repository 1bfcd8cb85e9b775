import pytest

from command import Run, Use, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys.readouterr)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    def use(url: str, *, key: str | None = None) -> None:
        monkeypatch.setenv("ACESTEP_API_URL", url)
        if key:
            monkeypatch.setenv("ACESTEP_API_KEY", key)

    return use
