"""Programs for a GPU machine that is none: stubs on PATH, and a home folder to install into."""

import os
import sys
from pathlib import Path

# What each stub does; ACE-Step itself is a process that sleeps.
_STUBS = {
    "nvidia-smi": 'echo "${FAKE_GPU:-NVIDIA L4, 23034}"',
    "ffmpeg": ":",
    "gcc": ":",
    "rsync": ":",
    "apt-get": ":",
    "git": """
case "$*" in
*" fetch "*) [ -z "${NO_NETWORK:-}" ] || { echo 'could not resolve host' >&2; exit 128; } ;;
init*) shift $(($# - 1)); mkdir -p "$1/.git" ;;
*cat-file*) exit 1 ;;
esac
echo "git $*" >>"$HOME/calls" """,
    "uv": """
echo "uv $*" >>"$HOME/calls"
case "$*" in
venv*/front)
    shift $(($# - 1))
    mkdir -p "$1/bin"
    cp "$(dirname "$0")/front" "$1/bin/generate-track"
    exit ;;
pip*.whl*)
    shift $(($# - 1))
    exec "$FAKE_PYTHON" -m zipfile -e "${1%[[]server]}" "$HOME/.generate-track/front/site" ;;
esac
mkdir -p .venv/bin
cat >.venv/bin/acestep-download <<'END'
#!/bin/sh
printf '10 %%\\r100 %%\\n'
echo "acestep-download $*" >>"$HOME/calls"
END
cat >.venv/bin/acestep-api <<'END'
#!/bin/bash
env | grep ^ACESTEP >"$HOME/seen"
echo "acestep-api $*" >>"$HOME/calls"
[ -z "${FAKE_API:-}" ] || exec "$FAKE_FORWARD" "${@: -1}" "$FAKE_API"
exec /bin/sleep 60
END
chmod +x .venv/bin/*""",
    # Our own server: as the wheel has it where a test wants that.
    "front": """
echo "generate-track $*" >>"$HOME/calls"
if [ -n "${FAKE_API:-}" ]; then
    PYTHONPATH=$HOME/.generate-track/front/site exec "$FAKE_PYTHON" -m generate_track "$@"
fi
[ "$1" = keys ] || exec /bin/sleep 60
env | grep ^ACESTEP_API_KEY >"$HOME/seen-by-front" """,
    "curl": """
echo >>"$HOME/asked"
[ -z "${FAKE_API:-}" ] || exec /usr/bin/curl "$@"
case "$*" in
*--config*) cat >"$HOME/header.$$"; mv "$HOME/header.$$" "$HOME/header" ;;
*) exit 7 ;;
esac
case "$*" in */v1/stats*) cat "$HOME/stats" ;; esac""",
    "sleep": "exec /bin/sleep 0.02",
    # The real clock, which a file can put forward by so many seconds.
    "date": """
case "$1" in
+%s) echo $(($(/bin/date +%s) + $(cat "$HOME/later" 2>/dev/null || echo 0))) ;;
*) exec /bin/date "$@" ;;
esac""",
    # The other machine is another home folder on this one.
    "ssh": """
echo "ssh $*" >>"$FAKE_REMOTE/ssh-calls"
[ "$1" != -N ] || exec "$FAKE_FORWARD" $(echo "$*" | grep -o '127[.]0[.]0[.]1:[0-9]*' | cut -d: -f2)
while [ $# -gt 1 ]; do
    case $1 in -o | -p) shift 2 ;; *) break ;; esac
done
shift
HOME=$FAKE_REMOTE exec bash -c "$*" """,
}
# SkyPilot as far as it is called: a cluster is a file, and its job a process of this machine.
_SKY = """\
import json, os, signal, subprocess, sys
from pathlib import Path
import yaml

remote, words = Path(os.environ["FAKE_REMOTE"]), sys.argv[1:]
cluster, job = remote / "cluster.json", remote / "job.pid"

def end_job():
    if job.exists():
        os.killpg(int(job.read_text()), signal.SIGTERM)
        job.unlink()

def launch():
    task = yaml.safe_load(Path(words[-1]).read_text(encoding="utf-8"))
    secrets = {name: os.environ[name] for name in task["secrets"]}
    env = {**os.environ, **secrets, "HOME": str(remote)}
    cluster.write_text(json.dumps([{"name": words[words.index("-c") + 1], "status": "UP"}]))
    for there, here in task["file_mounts"].items():
        path = remote / there.removeprefix("~/")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(Path(here).read_bytes())
    subprocess.run(["bash", "-c", task["setup"]], env=env, check=True)
    out = (remote / "job.log").open("wb")
    process = subprocess.Popen(["bash", "-c", task["run"]], env=env, stdout=out, stderr=out, start_new_session=True)
    job.write_text(str(process.pid))
    print("Job submitted, ID: 1")

match words[0]:
    case "launch": launch()
    case "status": print("\\x1b[2mstarting\\x1b[0m\\n" + (cluster.read_text() if cluster.exists() else "[]"))
    case "cost-report": print("generate-track  now  -  1x RunPod  UP  $ 0.31  $ 0.00")
    case "cancel": end_job()
    case "down": end_job(); cluster.unlink()
    case _: sys.exit(f"not known: {words}")
"""
# A tunnel from a port of this machine to another one.
_FORWARD = """\
import socket, sys, threading

def pump(source, target):
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)

port, target = map(int, sys.argv[1:])
with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        here, _ = listener.accept()
        there = socket.create_connection(("127.0.0.1", target))
        for pair in ((here, there), (there, here)):
            threading.Thread(target=pump, args=pair, daemon=True).start()
"""
IDLE = '{"data":{"jobs":{"total":1,"queued":0,"running":0}}}'
BUSY = '{"data":{"jobs":{"total":2,"queued":0,"running":1}}}'


def write_stubs(folder: Path) -> str:
    """Write the stubs, and return a PATH that has them first."""
    folder.mkdir()
    for name, text in _STUBS.items():
        _write_program(folder / name, f"#!/bin/bash\n{text}\n")
    _write_program(folder / "forward", f"#!{sys.executable}\n{_FORWARD}")
    return f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"


def write_sky(folder: Path) -> None:
    """Write the stand-in for SkyPilot into the environment that it would be installed to."""
    (folder / "bin").mkdir(parents=True)
    _write_program(folder / "bin" / "sky", f"#!{sys.executable}\n{_SKY}")


def _write_program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
