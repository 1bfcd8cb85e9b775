import pytest

from command import Run, runner
from generate_track.cli.service import require_server
from generate_track.errors import GenerateTrackError


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys.readouterr)


def test_a_new_key_is_all_that_stdout_holds(run: Run) -> None:
    answer = run("keys", "add", "studio")
    assert (answer.code, answer.out.startswith("gt_"), answer.out.count("\n")) == (0, True, 1)
    assert "note: this is key 'studio'; it is not shown again" in answer.err
    assert answer.out.strip() not in answer.err


def test_keys_are_listed_without_their_secrets(run: Run) -> None:
    assert run("keys", "list").out.startswith("there is no key in sqlite:///")
    secret = run("keys", "add", "studio", "--priority", "0", "--json").json["key"]["key"]
    run("keys", "add", "kitchen")
    run("keys", "revoke", "kitchen")
    lines = run("keys", "list").out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [["studio", "active", "0"], ["kitchen", "revoked", "1"]]
    listed = run("keys", "list", "--json")
    assert [key["is_active"] for key in listed.json["keys"]] == [True, False]
    assert secret not in listed.out


def test_a_revoked_key_is_told(run: Run) -> None:
    run("keys", "add", "studio")
    assert run("keys", "revoke", "studio").out == "key studio is revoked\n"
    assert run("keys", "revoke", "studio", "--json").code == 2


def test_a_key_of_ones_own_comes_from_the_environment_and_is_not_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_KEY", "sesame-sesame-sesame")
    answer = run("keys", "add", "studio", "--from-env", "STUDIO_KEY")
    assert (answer.code, answer.out, answer.err) == (0, "key studio is made of STUDIO_KEY\n", "")
    assert "key" not in run("keys", "add", "studio", "--from-env", "STUDIO_KEY", "--replace", "--json").json["key"]


def test_a_key_that_takes_the_place_of_another_is_the_same_key(run: Run) -> None:
    first = run("keys", "add", "studio", "--json").json["key"]
    run("keys", "revoke", "studio")
    second = run("keys", "add", "studio", "--replace", "--json").json["key"]
    assert (second["id"], second["is_active"], second["key"] != first["key"]) == (first["id"], True, True)


@pytest.mark.parametrize(
    "value", ["", "too-short", "x" * 257, "sesame sesame sesame", "s\u00e9same-s\u00e9same-s\u00e9same"]
)
def test_a_key_that_nobody_could_send_is_refused(run: Run, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_KEY", value)
    answer = run("keys", "add", "studio", "--from-env", "STUDIO_KEY")
    assert answer.code == 2
    assert "--from-env: 'STUDIO_KEY' is not set to a key of 16 to 256 ASCII characters without spaces" in answer.err
    assert not value or value not in answer.err


def test_a_key_in_the_place_of_its_variable_is_not_repeated(run: Run) -> None:
    answer = run("keys", "add", "studio", "--from-env", "gt_sesame_sesame_sesame")
    assert answer.code == 2
    assert "--from-env: the variable is not set to a key of 16 to 256" in answer.err
    assert "sesame" not in answer.err + answer.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("keys", "add"), "no NAME is given"),
        (("keys", "add", " "), "no NAME is given"),
        (("keys", "add", "x" * 65), "NAME has 65 characters, more than 64"),
        (("keys", "add", "x", "--priority", "10"), "--priority 10 is out of range (0 to 9)"),
        (("keys", "revoke", "nobody"), "there is no active key 'nobody'"),
        (("keys", "list", "--database", "mysql://me:secret@h/d"), "'mysql' is neither sqlite nor postgresql"),
    ],
)
def test_what_is_wrong_is_told(run: Run, words: tuple[str, ...], message: str) -> None:
    answer = run(*words)
    assert (answer.code, message in answer.err, "secret" in answer.err) == (2, True, False)


def test_without_the_servers_packages_the_way_to_them_is_told() -> None:
    with pytest.raises(GenerateTrackError, match="dbos, uvicorn cannot be found") as error:
        require_server(lambda name: None if name in {"dbos", "uvicorn"} else name)
    assert error.value.hint == 'pip install "generate-track[server]"'
