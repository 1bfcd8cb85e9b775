"""The files in deploy/ use nothing that the command does not know: words, options, variables, ports, routes."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generate_track.cli.app import COMMANDS
from generate_track.cli.option import flags_of, rows_of
from generate_track.cli.serve import HEALTH_PORT, PORT
from generate_track.server import body, health, http, job
from generate_track.server.backend import MEBIBYTE, ServerLimits
from generate_track.settings import VARIABLES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OURS = ("generate-track", "generate_track")
# Read by others: obstore, uvicorn, the image of PostgreSQL.
FOREIGN = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT", "FORWARDED_ALLOW_IPS"}

_LINE = re.compile(r"(?:^|-- |worker )generate-track ((?:serve|worker|keys) ?.*)", re.MULTILINE)


def compose() -> Mapping[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def manifests() -> list[Mapping[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))


def containers() -> Iterator[Mapping[str, Any]]:
    for manifest in manifests():
        if manifest["kind"] == "Deployment":
            yield from manifest["spec"]["template"]["spec"]["containers"]


def dockerfile() -> Mapping[str, str]:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


def commands() -> Iterator[list[str]]:
    """Yield the words of every command that a file in deploy/, or the page about it, gives to ours."""
    yield json.loads(dockerfile()["CMD"])
    yield from (service["command"] for service in compose()["services"].values() if service["image"] in OURS)
    yield from (container["args"] for container in containers())
    for path in (*DEPLOY.iterdir(), ROOT / "docs" / "serving.md"):
        for line in _LINE.findall(path.read_text("utf-8")):
            yield shlex.split(line, comments=True)


@pytest.mark.parametrize("line", sorted({shlex.join(words) for words in commands()}))
def test_a_command_is_one_that_we_have(line: str) -> None:
    words = shlex.split(line)
    n_words = 2 if words[0] == "keys" else 1
    command = COMMANDS[" ".join(words[:n_words])]
    flags = {word for word in words if word.startswith("--")}
    assert flags <= set(flags_of(command))
    for row in rows_of(command):
        if row.flag in flags and row.kind != "switch":
            assert not words[words.index(row.flag) + 1].startswith("--")


def test_enough_commands_were_looked_at() -> None:
    assert len(list(commands())) >= 14


def test_the_image_runs_our_command() -> None:
    assert json.loads(dockerfile()["ENTRYPOINT"]) == ["generate-track"]
    assert dockerfile()["EXPOSE"] == str(PORT.default)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        assert (ROOT / name).is_file()
        assert name in (DEPLOY / "Dockerfile").read_text("utf-8")


def test_the_builder_is_sent_what_the_image_is_made_of_alone() -> None:
    copied = re.findall(r"^COPY (.*) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    sent = re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8"), re.MULTILINE)
    assert sorted(sent) == sorted(" ".join(copied).split())


def test_every_variable_is_read_by_somebody() -> None:
    in_image = set(re.findall(r"(\w+)=", dockerfile()["ENV"]))
    in_compose = set(compose()["x-generate-track"]["environment"])
    in_secret = {name for manifest in manifests() for name in manifest.get("stringData", {})}
    for names in (in_image, in_compose, in_secret):
        assert {"GENERATE_TRACK_DATABASE", "GENERATE_TRACK_STORE"} <= names
        assert names <= set(VARIABLES.values()) | FOREIGN


def test_secrets_are_for_the_reader_to_fill_in() -> None:
    text = "".join(path.read_text("utf-8") for path in DEPLOY.iterdir())
    assert "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?" in text
    assert set(re.findall(r"postgresql://[^:]+:([^@]+)@", text)) == {"PASSWORD", "${POSTGRES_PASSWORD:?set it in .env}"}


@pytest.mark.parametrize("container", [*containers()], ids=lambda container: container["name"])
def test_probes_ask_a_port_that_the_command_opens_for_a_route_that_there_is(container: Mapping[str, Any]) -> None:
    ports = {port["name"]: str(port["containerPort"]) for port in container["ports"]}
    words = container["args"]
    opened = words[words.index(PORT.flag if words[0] == "serve" else HEALTH_PORT.flag) + 1]
    routes = {route.path for route in health.router.routes}  # type: ignore[missing-attribute]
    for name in ("livenessProbe", "readinessProbe") if words[0] == "serve" else ("livenessProbe",):
        probe = container[name]["httpGet"]
        assert (ports[probe["port"]], probe["path"] in routes) == (opened, True)


def test_a_worker_may_be_killed_after_its_grace_only() -> None:
    workers = [item for item in manifests() if item["metadata"]["name"] == "generate-track-worker"]
    pod = workers[0]["spec"]["template"]["spec"]
    grace_s = float(pod["containers"][0]["args"][pod["containers"][0]["args"].index("--grace") + 1])
    assert pod["terminationGracePeriodSeconds"] > grace_s + 10
    service = compose()["services"]["worker"]
    grace_s = float(service["command"][service["command"].index("--grace") + 1])
    assert float(service["stop_grace_period"].removesuffix("s")) > grace_s + 10


def test_selectors_find_their_pods() -> None:
    labels = [m["spec"]["template"]["metadata"]["labels"] for m in manifests() if m["kind"] == "Deployment"]
    chosen = [m["spec"]["selector"]["matchLabels"] for m in manifests() if m["kind"] == "Deployment"]
    (service,) = (m for m in manifests() if m["kind"] == "Service")
    assert labels == chosen
    assert service["spec"]["selector"] in labels


@pytest.mark.parametrize("name", ["api", "worker"])
def test_compose_asks_for_health_where_it_is_told(name: str) -> None:
    service = compose()["services"][name]
    words = service["command"]
    port = words[words.index(PORT.flag if name == "api" else HEALTH_PORT.flag) + 1]
    assert f"http://127.0.0.1:{port}/healthz" in service["healthcheck"]["test"][-1]


def test_a_pod_is_told_to_end_after_it_is_asked_no_more_and_before_it_is_killed() -> None:
    (api,) = (
        m["spec"]["template"]["spec"]
        for m in manifests()
        if m["metadata"]["name"] == "generate-track-api" and m["kind"] == "Deployment"
    )
    wait_s = float(api["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert wait_s + http._GOODBYE_S + 10 <= api["terminationGracePeriodSeconds"]


def test_a_proxy_lets_pass_what_the_server_takes() -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    (size,) = re.findall(r"client_max_body_size (\d+)m;", text)
    (time,) = re.findall(r"proxy_read_timeout (\d+)s;", text)
    limits = ServerLimits()
    assert int(size) * MEBIBYTE > limits.body_bytes + body._FILES_IN_FORM * limits.upload_bytes
    assert float(time) > job._WAIT_LIMIT_S
    assert f"server 127.0.0.1:{PORT.default};" in text
