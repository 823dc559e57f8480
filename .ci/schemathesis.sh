#!/usr/bin/env bash
# Tries the running API with examples, edge cases and random requests, on both ports: no answer may be a 5xx, and each must be
# one that the port's OpenAPI document describes.
#
# Needs what `./install.sh prepare` installs and a debug build of the program. Works on a server of its own, with data of its
# own, on loopback. SECONDS_PER_PORT (default 60) bounds the time for each of the two documents.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
target=$(realpath "${CARGO_TARGET_DIR:-target}")
seconds=${SECONDS_PER_PORT:-60}
curhat=$target/debug/curhat
python=$root/.venv/bin/python
schemathesis=$root/.venv/bin/schemathesis

[[ -x $curhat ]] || { echo "schemathesis.sh: build first: cargo build" >&2 && exit 1; }
[[ -x $schemathesis ]] || { echo "schemathesis.sh: install first: ./install.sh prepare" >&2 && exit 1; }

# Not to be tried: what ends or breaks the sign-in that the tester works with.
spared=(
    --exclude-path /api/shared/auth/logout
    --exclude-path '/api/shared/auth/sessions/{id}'
    --exclude-path /internal/auth/logout
    --exclude-path /internal/control-center-users/me/password
    --exclude-path '/internal/control-center-users/{id}'
    --exclude-path '/internal/control-center-users/{id}/password'
)

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

read -r public internal < <("$python" - <<'EOF'
import socket

sockets = [socket.socket() for _ in range(2)]
for s in sockets:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))
EOF
)

# Started in an empty folder with an empty environment: no .env and no setting of whoever runs this plays a part.
(
    cd "$folder"
    exec env -i PATH="$PATH" PUBLIC_PORT="$public" INTERNAL_PORT="$internal" BIND_ADDRESS=127.0.0.1 \
        DATA_DIR="$folder/data" LOG_FORMAT=json "$curhat" dev >"$folder/log" 2>&1
) &
server=$!

# Waits until both ports are ready, signs in a guest and the first super admin, and prints their two tokens.
tokens=$("$python" - "$public" "$internal" "$server" <<'EOF'
import json, os, sys, time, urllib.error, urllib.request

public, internal, server = sys.argv[1:]


def call(port, path, body=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


deadline = time.monotonic() + 60
for port in (public, internal):
    while True:
        try:
            call(port, "/readyz")
            break
        except (urllib.error.URLError, OSError) as error:
            try:
                os.kill(int(server), 0)
            except ProcessLookupError:
                sys.exit("schemathesis.sh: the server ended at its start")
            if time.monotonic() > deadline:
                sys.exit(f"schemathesis.sh: port {port} was not ready within 60 s: {error}")
            time.sleep(0.1)

login = {"email": "admin@curhat.local", "password": "admin123"}
try:
    guest = call(public, "/api/shared/auth/anonymous", {})
    staff = call(internal, "/internal/auth/login", login)
except urllib.error.HTTPError as error:
    sys.exit(f"schemathesis.sh: can't sign in: {error.url} answered {error.code}: {error.read().decode()}")
print(guest["access_token"], staff["access_token"])
EOF
)
read -r guest staff <<<"$tokens"

# This server knows neither Google nor Apple: 501 is then the documented answer, here and nowhere else.
for provider in google apple; do
    cat <<EOF
[[operations]]
include-path = "/api/client/auth/$provider/verify"
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
EOF
done >"$folder/schemathesis.toml"

# try NAME PORT TOKEN: one document. Deterministic, so that a failure is there again in the next run.
try() {
    echo "schemathesis.sh: $1 API, at most $seconds s"
    (
        cd "$folder"
        timeout $((seconds + 60)) "$schemathesis" run "http://127.0.0.1:$2/openapi.json" \
            --header "Authorization: Bearer $3" \
            --phases examples,coverage,fuzzing \
            --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
            --max-time "$seconds" \
            --request-timeout 20 \
            --generation-deterministic \
            --suppress-health-check all \
            --warnings off \
            --no-color \
            "${spared[@]}"
    )
}

status=0
try public "$public" "$guest" || status=1
try internal "$internal" "$staff" || status=1
kill -0 "$server" || { echo "schemathesis.sh: the server is gone" >&2 && status=1; }
exit "$status"
