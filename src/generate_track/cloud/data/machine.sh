#!/usr/bin/env bash
# Everything that happens on the GPU machine, whoever owns it. Written by `generate-track setup-cloud`.
#
#   start   install and serve in the background         up      the same in the foreground
#   status  how far it is, as lines `name value`        logs N  the last N lines of the log
#   key     read the API key from stdin                 stop    end the server
#   remove  end the server and delete all of this folder
set -euo pipefail

HOME_DIR=$HOME/.generate-track
SOURCE_DIR=$HOME_DIR/ACE-Step-1.5
FRONT_DIR=$HOME_DIR/front
QUEUE_DIR=$HOME_DIR/queue
LOG=$HOME_DIR/server.log
export PATH="$HOME/.local/bin:$PATH"
# COMMIT REPOSITORY UV_VERSION PACKAGE MODEL THINKING BIND PORT UPSTREAM_PORT NEED_MB IDLE_MIN IS_RENTED
# shellcheck source=/dev/null
. "$HOME_DIR/settings"

tell() { # state detail
    printf 'state %s\ndetail %s\n' "$1" "$2" >"$HOME_DIR/state.new"
    mv "$HOME_DIR/state.new" "$HOME_DIR/state"
    printf '== %s: %s\n' "$1" "$2"
}

fail() {
    tell failed "$1"
    exit 1
}

is_alive() { # file that holds a process id
    [ -s "$1" ] && is_running "$(cat "$1")"
}

is_running() { # process id; in containers nobody may bury the dead
    kill -0 "$1" 2>/dev/null && ! grep -qs '^State:.Z' "/proc/$1/status"
}

await_end() { # process id, and what to kill when it does not end by itself
    local n=0
    while is_running "$1" && [ $((n += 1)) -le 30 ]; do sleep 1; done
    ! is_running "$1" || kill -9 -- "$2" 2>/dev/null || true
}

require_gpu() {
    tell installing 'looking at the GPU'
    command -v nvidia-smi >/dev/null || fail 'no NVIDIA driver is here: nvidia-smi is not found'
    local gpu memory_mb
    gpu=$(nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits | head -n 1) ||
        fail 'nvidia-smi fails, so the driver does not work'
    printf '%s\n' "$gpu" >"$HOME_DIR/gpu"
    memory_mb=${gpu##*, }
    [ "$memory_mb" -ge "$NEED_MB" ] || fail "the GPU (${gpu%%, *}) has $memory_mb MB, less than the $NEED_MB MB that $MODEL needs"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

require_packages() {
    local missing=() name
    for name in git curl ffmpeg gcc; do
        command -v "$name" >/dev/null || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    # Nobody asked for changes to a machine of their own.
    [ "$IS_RENTED" = 1 ] || fail "not installed on this machine: ${missing[*]}"
    tell installing "packages: ${missing[*]}"
    as_root apt-get update -q
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -q git curl ffmpeg build-essential libsndfile1
}

require_uv() {
    command -v uv >/dev/null && return
    tell installing "uv $UV_VERSION"
    curl -LsSf "https://astral.sh/uv/$UV_VERSION/install.sh" | env UV_NO_MODIFY_PATH=1 sh
}

install_front() {
    tell installing 'generate-track, which keeps the queue'
    uv venv --quiet --allow-existing --python 3.12 "$FRONT_DIR"
    # The same version may have other code in it.
    uv pip install --quiet --python "$FRONT_DIR/bin/python" --reinstall-package generate-track "$HOME_DIR/${PACKAGE}[server]"
}

fetch_source() {
    tell installing 'the source of ACE-Step 1.5'
    [ -d "$SOURCE_DIR/.git" ] || git init -q "$SOURCE_DIR"
    git -C "$SOURCE_DIR" cat-file -e "$COMMIT^{commit}" 2>/dev/null ||
        git -C "$SOURCE_DIR" fetch -q --depth 1 "$REPOSITORY" "$COMMIT"
    git -C "$SOURCE_DIR" checkout -q --force "$COMMIT"
}

language_model() { # the one that fits beside the music model
    local memory_mb
    memory_mb=$(sed 's/.*, //' "$HOME_DIR/gpu")
    if [ "$memory_mb" -ge 15500 ]; then echo acestep-5Hz-lm-1.7B; else echo acestep-5Hz-lm-0.6B; fi
}

fetch_weights() {
    tell downloading 'weights: acestep-v15-turbo, vae, text encoder, language model 1.7B'
    .venv/bin/acestep-download
    local name
    for name in "$MODEL" $([ "$THINKING" = 0 ] || language_model); do
        case $name in acestep-v15-turbo | acestep-5Hz-lm-1.7B) continue ;; esac
        tell downloading "weights: $name"
        .venv/bin/acestep-download --model "$name" --skip-main
    done
}

install() {
    require_gpu
    require_packages
    require_uv
    install_front
    fetch_source
    cd "$SOURCE_DIR"
    tell installing 'Python packages, PyTorch among them'
    uv sync --no-dev
    fetch_weights
}

serve() {
    [ -s "$HOME_DIR/key" ] || fail 'no API key has arrived, and without one nothing is served'
    rm -f "$HOME_DIR/front.pid"
    local used
    for used in "$PORT" "$UPSTREAM_PORT"; do
        if curl -s -o /dev/null --max-time 5 "http://127.0.0.1:$used/"; then
            fail "something else answers on port $used of the machine"
        fi
    done
    tell starting "acestep-api on port $UPSTREAM_PORT"
    ACESTEP_API_KEY=$(cat "$HOME_DIR/key")
    export ACESTEP_API_KEY ACESTEP_CONFIG_PATH=$MODEL ACESTEP_INIT_LLM=false
    if [ "$THINKING" = 1 ]; then
        export ACESTEP_INIT_LLM=true ACESTEP_LM_MODEL_PATH
        ACESTEP_LM_MODEL_PATH=$(language_model)
    fi
    .venv/bin/acestep-api --host 127.0.0.1 --port "$UPSTREAM_PORT" &
    echo $! >"$HOME_DIR/server.pid"
}

serve_front() { # before ACE-Step, whose own queue is in memory: one that survives, and takes the same key
    tell starting "generate-track serve on $BIND:$PORT"
    cd "$FRONT_DIR"
    local -r database=sqlite:///$QUEUE_DIR/queue.db
    # Whoever had the key of an earlier start finds the same jobs with the new one.
    bin/generate-track keys add setup-cloud --from-env ACESTEP_API_KEY --replace --database "$database" ||
        fail 'the API key could not be given to the queue; the log says why'
    # One task is made while the audio of another is fetched.
    bin/generate-track serve --engine acestep --upstream "http://127.0.0.1:$UPSTREAM_PORT" --slots 2 --grace 10 \
        --host "$BIND" --port "$PORT" --database "$database" --store "$QUEUE_DIR/audio" &
    echo $! >"$HOME_DIR/front.pid"
}

ask() { # port and path; the key goes by stdin, for command lines can be seen by every user
    printf 'header = "Authorization: Bearer %s"\n' "$ACESTEP_API_KEY" |
        curl -sf --max-time 10 --config - "http://127.0.0.1:$1$2"
}

is_ready() { # the front is started when ACE-Step answers, for it asks which models there are
    if [ ! -s "$HOME_DIR/front.pid" ]; then
        ask "$UPSTREAM_PORT" /health >/dev/null || return 1
        serve_front
    fi
    ask "$PORT" /readyz >/dev/null
}

are_alive() { # both, as far as they were started
    is_alive "$HOME_DIR/server.pid" && { [ ! -s "$HOME_DIR/front.pid" ] || is_alive "$HOME_DIR/front.pid"; }
}

jobs_now() { # what the server says of its jobs, or nothing
    ask "$PORT" /v1/stats | grep -o '"jobs": *{[^}]*}' || true
}

watch() { # until the server ends, or has had nothing to do for IDLE_MIN minutes
    local last='' now_s idle_since_s jobs is_served=0
    idle_since_s=$(date +%s)
    local -r late_s=$((idle_since_s + 1800))
    while are_alive; do
        sleep $((is_served ? 15 : 3))
        now_s=$(date +%s)
        if [ "$is_served" = 0 ]; then
            [ "$now_s" -lt "$late_s" ] || fail 'the server did not answer within 30 minutes'
            is_ready || continue
            is_served=1
            idle_since_s=$now_s
            tell serving "since $(date -u +%Y-%m-%dT%H:%M:%SZ)"
        fi
        jobs=$(jobs_now)
        case $jobs in *'"running":0'* | *'"running": 0'* | '') ;; *) idle_since_s=$now_s ;; esac
        [ "$jobs" = "$last" ] || idle_since_s=$now_s
        last=$jobs
        if [ "$IDLE_MIN" -gt 0 ] && [ $((now_s - idle_since_s)) -ge $((IDLE_MIN * 60)) ]; then
            end_server
            tell idle "ended after $IDLE_MIN minutes without a track"
            return
        fi
    done
    is_over || fail 'the server ended by itself; the log says why'
}

is_over() { # whether the state says already how it ended
    case $(head -n 1 "$HOME_DIR/state") in 'state stopped' | 'state failed' | 'state idle') ;; *) return 1 ;; esac
}

end_server() { # the queue first: it hands back what runs, to be done after the next start
    end_process "$HOME_DIR/front.pid"
    end_process "$HOME_DIR/server.pid"
}

end_process() { # file that holds its id
    if is_alive "$1"; then
        local pid
        pid=$(cat "$1")
        kill "$pid" 2>/dev/null || true
        await_end "$pid" "$pid"
    fi
    rm -f "$1"
}

up() {
    echo $$ >"$HOME_DIR/up.pid"
    # Whoever reads what this says may end first, and a word to nobody must not end it half-way.
    trap '' PIPE
    trap 'exec >>"$LOG" 2>&1; end_server; is_over || tell failed "it ended with an error; the log says why"' EXIT
    install
    serve
    watch
}

start() {
    stop
    tell installing 'beginning' >"$LOG"
    # A session of its own, so that all of it can be ended at once.
    setsid nohup bash "$HOME_DIR/machine.sh" work >>"$LOG" 2>&1 </dev/null &
    echo $! >"$HOME_DIR/up.pid"
}

stop() {
    tell stopped 'by setup-cloud' >/dev/null
    end_server
    if is_alive "$HOME_DIR/up.pid"; then
        local pid
        pid=$(cat "$HOME_DIR/up.pid")
        # All of its session, such as a download; under SkyPilot it has none of its own.
        kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
        await_end "$pid" "-$pid"
    fi
    rm -f "$HOME_DIR/up.pid"
}

status() {
    cat "$HOME_DIR/state" 2>/dev/null || echo 'state absent'
    [ ! -s "$HOME_DIR/gpu" ] || printf 'gpu %s\n' "$(cat "$HOME_DIR/gpu")"
    # Bars of downloads end in a carriage return; the last of them is the news.
    [ ! -s "$LOG" ] || printf 'last %s\n' "$(tail -c 4096 "$LOG" | tr '\r' '\n' | grep -v '^ *$' | tail -n 1)"
}

case ${1:-} in
    up) up 2>&1 | tee -a "$LOG" ;;
    work) up ;;
    start) start ;;
    status) status ;;
    logs) tail -n "${2:-100}" "$LOG" ;;
    key)
        umask 077
        cat >"$HOME_DIR/key"
        ;;
    stop) stop ;;
    remove)
        stop
        rm -rf "${HOME_DIR:?}"
        ;;
    *)
        sed -n '2,7p' "$0"
        exit 2
        ;;
esac
