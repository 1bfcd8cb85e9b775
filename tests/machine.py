"""Programs for a GPU machine that is none: stubs on PATH, and a home folder to install into."""

import os
import stat
import sys
from pathlib import Path

# What each stub does; ACE-Step itself is a process that sleeps.
_STUBS = {
    "nvidia-smi": 'echo "${FAKE_GPU:-NVIDIA L4, 23034}"',
    "ffmpeg": ":",
    "gcc": ":",
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
mkdir -p .venv/bin
cat >.venv/bin/acestep-download <<'END'
#!/bin/sh
printf '10 %%\\r100 %%\\n'
echo "acestep-download $*" >>"$HOME/calls"
END
cat >.venv/bin/acestep-api <<'END'
#!/bin/sh
env | grep ^ACESTEP >"$HOME/seen"
echo "acestep-api $*" >>"$HOME/calls"
exec /bin/sleep 60
END
chmod +x .venv/bin/*""",
    "curl": """
echo >>"$HOME/asked"
case "$*" in
*--config*) cat >"$HOME/header" ;;
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
    # The other machine is another home folder on this one; a tunnel is a process that sleeps.
    "ssh": """
echo "ssh $*" >>"$FAKE_REMOTE/ssh-calls"
case "$*" in -N*) exec /bin/sleep 60 ;; esac
while [ $# -gt 1 ]; do
    case $1 in -o | -p) shift 2 ;; *) break ;; esac
done
shift
HOME=$FAKE_REMOTE exec bash -c "$*" """,
}
IDLE = '{"data":{"jobs":{"total":1,"queued":0,"running":0}}}'
BUSY = '{"data":{"jobs":{"total":2,"queued":0,"running":1}}}'


def write_stubs(folder: Path) -> str:
    """Write the stubs, and return a PATH that has them first."""
    folder.mkdir()
    for name, text in _STUBS.items():
        path = folder / name
        path.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
