#!/usr/bin/env bash
# Holds the API documents against their linters and makes clients of them: what is generated for TypeScript must pass the
# type checker and for Java the compiler, and the code in docs/clients/ must run with them against a real server, from signing
# in to a first message.
#
# Needs node, Java with its compiler (installed when there is none and this is root) and a debug build of the program. Works
# on a server of its own, with data of its own, on loopback. About a minute on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
target=$(realpath "${CARGO_TARGET_DIR:-target}")
curhat=$target/debug/curhat
tools=packaging/clients

say() { printf '%s\n' "clients.sh: $*" >&2; }

die() {
    say "$@"
    exit 1
}

[[ -x $curhat ]] || die "build first: cargo build"
[[ -x web/node_modules/.bin/tsc ]] || die "install first: ./install.sh prepare"

./install.sh clients --prepare
annotations=/usr/share/java/jakarta-annotation-api.jar
# The generator's own program has the libraries that its Java clients stand on.
libraries=$(find .venv-clients -name openapi-generator.jar)
classpath=$root/$libraries:$annotations

folder=$(mktemp -d)
server=

# shellcheck disable=SC2317 # called by the trap
finish() {
    local status=$?
    trap - EXIT INT TERM
    if [[ -n $server ]] && kill "$server" 2>/dev/null; then
        wait "$server" 2>/dev/null || true
    fi
    if [[ $status != 0 && -f $folder/log ]]; then
        say "failed; the last lines of the server's log:"
        tail -n 10 "$folder/log" >&2
    fi
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# program LANGUAGE PAGE: the code of a page, which is one file in pieces.
program() { awk -v fence="\`\`\`$1" '/^```/ { inside = ($0 == fence); next } inside' "docs/clients/$2.md"; }

say "the documents, by spectral"
"$tools/node_modules/.bin/spectral" lint --quiet --fail-severity=hint --ruleset "$tools/spectral.yaml" openapi/*.json

say "the documents, by openapi-generator"
for document in public internal dev; do
    said=$(.venv-clients/bin/openapi-generator-cli validate --recommend -i "openapi/$document.json" 2>&1) ||
        die "openapi/$document.json: $said"
    [[ $said == *"No validation issues detected."* ]] || die "openapi/$document.json: $said"
done

say "clients in TypeScript and Java"
./install.sh clients --out "$folder" typescript java

say "they compile, and so does the code of docs/clients/"
mkdir "$folder/page"
program ts typescript >"$folder/page/first-chat.ts"
cat >"$folder/page/run.ts" <<'EOF'
import { BotsApi, Configuration as Desk } from 'curhat-desk'
import { AuthApi, Configuration as Staff, ReportsApi } from 'curhat-staff'
import { firstChat } from './first-chat'

declare const process: { argv: string[]; exit(code: number): never }
const [server = '', internal = ''] = process.argv.slice(2)

async function run() {
  const loginRequest = { email: 'admin@curhat.local', password: 'admin123' }
  const { accessToken } = await new AuthApi(new Staff({ basePath: internal })).loginStaff({ loginRequest })
  const figures = await new ReportsApi(new Staff({ basePath: internal, accessToken })).getDashboard()
  if (typeof figures.customers !== 'number') throw new Error('the dashboard has no figures')
  await new BotsApi(new Desk({ basePath: internal })).startMitraBot({ mitraBot: { afterSeconds: 0 } })
  const reply = await firstChat(server)
  if (reply.sender !== 'mitra') throw new Error(`the reply is from ${reply.sender}`)
}
run().then(() => process.exit(0), (error) => { console.error(error); process.exit(1) })
EOF
cat >"$folder/tsconfig.json" <<'EOF'
{
  "compilerOptions": {
    "strict": true, "target": "es2022", "module": "commonjs", "lib": ["es2022", "dom"], "types": [],
    "rootDir": ".", "outDir": "out", "baseUrl": ".",
    "paths": { "curhat-*": ["typescript/*/src/index"] }
  },
  "include": ["page/*.ts", "typescript/*/src/**/*.ts"]
}
EOF
web/node_modules/.bin/tsc -p "$folder"
mkdir "$folder/out/node_modules"
for name in api staff desk; do
    mkdir "$folder/out/node_modules/curhat-$name"
    printf "module.exports = require('../../typescript/%s/src/index.js')\n" "$name" \
        >"$folder/out/node_modules/curhat-$name/index.js"
done
program java java >"$folder/page/FirstChat.java"
find "$folder/java" -path '*/src/main/*' -name '*.java' >"$folder/sources"
javac -proc:none -nowarn -XDignore.symbol.file -d "$folder/classes" -cp "$classpath" "@$folder/sources" "$folder/page/FirstChat.java" \
    2> >(grep -v '^Note:' >&2)

say "they run against a server"
read -r public internal < <(node -e '
const { createServer } = require("node:net")
const all = [createServer(), createServer()]
Promise.all(all.map((s) => new Promise((done) => s.listen(0, "127.0.0.1", done)))).then(() => {
  console.log(...all.map((s) => s.address().port))
  all.forEach((s) => s.close())
})')
(
    cd "$folder"
    exec env -i PATH="$PATH" PUBLIC_PORT="$public" INTERNAL_PORT="$internal" BIND_ADDRESS=127.0.0.1 \
        DATA_DIR="$folder/data" LOG_FORMAT=json "$curhat" dev >"$folder/log" 2>&1
) &
server=$!
for _ in {1..300}; do
    kill -0 "$server" 2>/dev/null || die "the server ended at its start"
    node -e "fetch('http://127.0.0.1:$internal/readyz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))" && break
    sleep 0.2
done
# WebSocket is behind a flag in the oldest node that is supported.
timeout 60 node --no-warnings --experimental-websocket "$folder/out/page/run.js" "http://127.0.0.1:$public" "http://127.0.0.1:$internal"
timeout 60 java -cp "$folder/classes:$classpath" FirstChat "http://127.0.0.1:$public" "http://127.0.0.1:$internal"
say "all of it holds"
