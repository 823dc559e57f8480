#!/usr/bin/env bash
# Curhat beside what one might use instead, on the same machine, by turns, each message on the disk before its
# acknowledgement: Node + ws + PostgreSQL (pools of 10 and 50), Node + ws + better-sqlite3 with batched commits. After them
# ejabberd, with its message archive in PostgreSQL, SQLite and Mnesia (ejabberd.mjs says what its acknowledgements promise).
#
#   benches/peers/run.sh                          # about twelve minutes; prints tables in Markdown
#   POCKETBASE=/path/to/it benches/peers/run.sh   # and PocketBase, by itself
#
# Needs node with npm, and PostgreSQL's server programs (Debian: apt-get install postgresql). ejabberd is that of Debian, and
# skipped where it is not installed; only its programs are used, not its service. Everything lives in a folder that is removed
# at the end; servers listen on loopback. ROUNDS and SECONDS are those of the benchmark.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

die() { printf '%s\n' "$*" >&2 && exit 1; }

programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true)
[[ -n $programs ]] || die "run.sh: needed: PostgreSQL's server programs (Debian: apt-get install postgresql)"
command -v npm >/dev/null || die "run.sh: needed: node with npm"
ejabberd=$(find /usr/lib -maxdepth 2 -type d -name 'ejabberd-[0-9]*' 2>/dev/null | sort -V | tail -n 1 || true)
if [[ -z $ejabberd ]] || ! command -v erl >/dev/null; then
    ejabberd=
    echo "run.sh: ejabberd: skipped (Debian: apt-get install --no-install-recommends ejabberd erlang-p1-pgsql erlang-p1-sqlite3)" >&2
fi
npm --prefix benches/peers ci --no-audit --no-fund >/dev/null
(cd benches/peers && node -e "require('better-sqlite3')" 2>/dev/null) || npm --prefix benches/peers rebuild better-sqlite3 >/dev/null

# On the same disk as the server's data.
mkdir -p target
folder=$(mktemp -d "$PWD/target/peers-XXXXXX")
started=()
finish() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    # Only where ejabberd.mjs could not stop it.
    for pid in "$folder"/ejabberd/*/pid; do
        if [[ -f $pid ]]; then kill -KILL "$(<"$pid")" 2>/dev/null || true; fi
    done
    [[ -f $folder/pg/postmaster.pid ]] && kill -INT "$(head -n 1 "$folder/pg/postmaster.pid")" 2>/dev/null || true
    sleep 1
    rm -rf "$folder"
}
trap finish EXIT

# PostgreSQL refuses to run as root: then its own user runs it, in a folder that it can reach.
as_postgres() { if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [[ $(id -u) == 0 ]]; then
    mkdir -p "$folder/pg"
    chown postgres "$folder/pg"
    # The way to it must be open to that user.
    path=$folder
    while [[ $path != / ]]; do
        chmod o+x "$path"
        path=$(dirname "$path")
    done
fi
as_postgres "$programs/initdb" -D "$folder/pg" -U bench --auth=trust >/dev/null
as_postgres "$programs/pg_ctl" -D "$folder/pg" -w -o "-p 15432 -k '' -c listen_addresses=127.0.0.1 -c max_connections=100 -c shared_buffers=256MB" -l "$folder/pg/log" start >/dev/null
postmaster=$(head -n 1 "$folder/pg/postmaster.pid")
export PGHOST=127.0.0.1 PGPORT=15432 PGUSER=bench PGDATABASE=postgres

peers=()
# peer NAME PORT PIDS PROGRAM...: starts one and waits until it listens.
peer() {
    local name=$1 port=$2 more=$3
    shift 3
    node "$@" >"$folder/$name.log" 2>&1 &
    started+=($!)
    for _ in {1..100}; do
        grep -q ready "$folder/$name.log" && break
        sleep 0.1
    done
    grep -q ready "$folder/$name.log" || die "run.sh: $name did not start: $(cat "$folder/$name.log")"
    peers+=("$name=127.0.0.1:$port=$!$more")
}
peer "Node + PostgreSQL, pool 10" 15501 ",$postmaster" benches/peers/postgres.mjs 15501 10
peer "Node + PostgreSQL, pool 50" 15502 ",$postmaster" benches/peers/postgres.mjs 15502 50
peer "Node + better-sqlite3, batched" 15503 "" benches/peers/sqlite.mjs 15503 "$folder/chat.db"

cargo bench --quiet --bench chat -- rates "${peers[@]}"
if [[ -n $ejabberd ]]; then
    node benches/peers/ejabberd.mjs "$ejabberd" "$folder/ejabberd" 15522 "$postmaster"
fi
if [[ -n ${POCKETBASE:-} ]]; then
    node benches/peers/pocketbase.mjs "$POCKETBASE" "$folder/pocketbase" 15504
fi
