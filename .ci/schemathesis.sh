#!/usr/bin/env bash
# Tries the running API with examples, edge cases, random requests and sequences of them, on both ports: no answer may be a
# 5xx, each must be one that the port's OpenAPI document describes, nothing opens without its sign-in or with somebody else's,
# and what was taken away stays away.
#
# Each operation is tried by whom it is for: customers and mitras on the one port, a super admin and a member with fewer rights
# on the other. Two of the same kind must not see each other's things.
#
# Needs what `./install.sh prepare` installs and a debug build of the program. Works on a server of its own, with data of its
# own, on loopback. SECONDS_PER_PORT (default 75) bounds the time for each of the two documents. The requests are the same
# each time, so that a failure is there again in the next run, unless SEED says from where to draw others.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
target=$(realpath "${CARGO_TARGET_DIR:-target}")
seconds=${SECONDS_PER_PORT:-75}
curhat=$target/debug/curhat
python=$root/.venv/bin/python
schemathesis=$root/.venv/bin/schemathesis

[[ -x $curhat ]] || { echo "schemathesis.sh: build first: cargo build" >&2 && exit 1; }
[[ -x $schemathesis ]] || { echo "schemathesis.sh: install first: ./install.sh prepare" >&2 && exit 1; }

# Not to be tried: what ends or breaks a sign-in that the tester works with.
spared=(
    --exclude-path /api/shared/auth/logout
    --exclude-path '/api/shared/auth/sessions/{id}'
    --exclude-path /internal/auth/logout
    --exclude-path /internal/control-center-users/me/password
    --exclude-path '/internal/control-center-users/{id}'
    --exclude-path '/internal/control-center-users/{id}/password'
)
# Not checked: that whatever the documents allow is taken, and nothing else. A cursor, a display name without control
# characters or one of two parameters that exclude each other can't be told in a document, and `limit` is generous.
unchecked=positive_data_acceptance,negative_data_rejection
draw=(--generation-deterministic)
[[ -z ${SEED:-} ]] || draw=(--seed "$SEED")

folder=$(mktemp -d)
server=

# shellcheck disable=SC2317 # called by the trap
finish() {
    local status=$?
    trap - EXIT INT TERM
    if [[ -n $server ]] && kill "$server" 2>/dev/null; then
        # It has ten seconds to end in order; then it has failed.
        for _ in {1..120}; do
            kill -0 "$server" 2>/dev/null || break
            sleep 0.1
        done
        if kill -KILL "$server" 2>/dev/null; then
            echo "schemathesis.sh: the server did not end within 12 s of SIGTERM" >&2
            status=1
        fi
    fi
    # A panic that was turned into a 500, or that hit a task nobody waits for, is in the log.
    if grep -q panicked "$folder/log" 2>/dev/null; then
        grep panicked "$folder/log" | head -n 5 >&2
        status=1
    fi
    if [[ $status != 0 ]]; then
        echo "schemathesis.sh: failed; the last errors and lines of the server's log:" >&2
        grep '"level":"ERROR"' "$folder/log" 2>/dev/null | tail -n 20 >&2 || true
        tail -n 5 "$folder/log" >&2 || true
    fi
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

read -r public internal < <("$python" - <<'EOP'
import socket

sockets = [socket.socket() for _ in range(2)]
for s in sockets:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))
EOP
)

# Started in an empty folder with an empty environment: no .env and no setting of whoever runs this plays a part.
(
    cd "$folder"
    exec env -i PATH="$PATH" PUBLIC_PORT="$public" INTERNAL_PORT="$internal" BIND_ADDRESS=127.0.0.1 \
        DATA_DIR="$folder/data" LOG_FORMAT=json "$curhat" dev >"$folder/log" 2>&1
) &
server=$!

"$python" .ci/schemathesis.py "$public" "$internal" "$server" "$folder"

# try NAME PORT: one document, with the people and the expectations that the folder of its name describes.
try() {
    echo "schemathesis.sh: $1 API, at most $seconds s"
    (
        cd "$folder/$1"
        timeout $((seconds + 60)) "$schemathesis" run "http://127.0.0.1:$2/openapi.json" \
            --phases examples,coverage,fuzzing,stateful \
            --checks all \
            --exclude-checks "$unchecked" \
            --max-time "$seconds" \
            --request-timeout 20 \
            --suppress-health-check all \
            --warnings off \
            --no-color \
            "${draw[@]}" \
            "${spared[@]}"
    )
}

status=0
try public "$public" || status=1
try internal "$internal" || status=1
kill -0 "$server" || { echo "schemathesis.sh: the server is gone" >&2 && status=1; }
exit "$status"
