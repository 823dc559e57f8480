#!/usr/bin/env bash
# Builds and runs Curhat from a fresh clone. `./install.sh --help` says what there is.
#
# Each command may be run again at any time: what is there already is left alone. System packages are installed with apt, and
# only as root; where that is not possible, the packages that lack are named instead. Nothing outside this folder is written
# otherwise, but for cargo's, npm's and pip's own caches, and for what `system` is for (packaging/system.sh).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

target=${CARGO_TARGET_DIR:-target}

# The tester of API documents; pinned, so that a new release of it does not change what passes.
schemathesis_version=4.32.5
cargo_fuzz_version=0.13.2

usage() {
    cat <<'EOF'
usage: ./install.sh COMMAND

  dev [OPTION...]   build and run a server for development: no settings needed; options are those of `curhat dev`
  build             build the program for production, and say where it is
  test              install what the tests need, run them all, then try the running API with random requests
  torture [--soak TIME] [--only NAME]
                    the tests of faults with their large counts: hours; TIME like 10m (2h by default); a table at the end
  prepare           install what `test` and CI need, and stop there
  fuzz [SECONDS]    throw strange bytes at each place where strangers' bytes are read, for so many seconds each (60)
  system [OPTION...]  as root: make this machine a server, as a systemd service, or bring it up to date; --help says how
  uninstall         as root: remove what `system` has installed; the data stays

What is installed, and why:
  gcc, libc6-dev    by apt, if there is no C compiler: SQLite and part of the cryptography are C
  strace            by apt, for tests: they look at system calls to see that an answer waits for the disk
  python3-venv      by apt, for tests: a Python environment of this folder's own, in .venv
  schemathesis      by pip into .venv, for tests: it sends random requests and holds the answers against the API documents
  cargo-fuzz        by cargo into target/tools, for `fuzz`
  Rust crates       by cargo, as Cargo.lock names them
  npm packages      by npm, as web/package-lock.json names them; without node, placeholder pages are served
  chromium          by apt, for tests: the web apps are tried in a real browser
  firefox-esr, webkit2gtk-driver, xvfb
                    by apt, for tests: the main journeys are tried in Firefox and WebKit too; where these can't be had, those
                    tests are skipped and say so

Needed and not installed by this script: Rust, at least the `rust-version` of Cargo.toml; and for the web apps and all tests
node with npm, at least the `engines` of web/package.json.
EOF
}

say() { printf '%s\n' "install.sh: $*" >&2; }

die() {
    say "$@"
    exit 1
}

# --- What the machine must have ------------------------------------------------------------------------------------------

has_c() { printf '#include <stdlib.h>\n' | cc -E -x c - >/dev/null 2>&1; }
has_strace() { command -v strace >/dev/null; }
has_chromium() { [[ -n ${CHROMIUM:-} ]] || command -v chromium >/dev/null; }
has_venv() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

has_engines() {
    command -v firefox-esr >/dev/null && command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null
}

# packages PACKAGE... -- WHY: by apt as root, else a sentence that says what to do.
packages() {
    local names=() why
    while [[ $1 != -- ]]; do
        names+=("$1")
        shift
    done
    why=$2
    if ! command -v apt-get >/dev/null; then
        die "needed: ${names[*]} ($why). There is no apt here: install what your system calls these, then run this again."
    elif [[ $(id -u) != 0 ]]; then
        die "needed: ${names[*]} ($why). Run \`sudo apt-get install ${names[*]}\`, then run this again."
    fi
    say "installing ${names[*]}: $why"
    apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${names[@]}" >&2
}

# at_least WANTED HAVE: compares versions.
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

need_rust() {
    local wanted have how="Install Rust with rustup, as rust-lang.org describes, then run this again."
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    command -v cargo >/dev/null || die "needed: Rust $wanted or newer; there is no cargo here. $how"
    have=$(cargo --version | cut -d ' ' -f 2)
    if ! at_least "$wanted" "$have"; then
        command -v rustup >/dev/null && how="Run \`rustup update stable\`, then run this again."
        die "needed: Rust $wanted or newer; this is $have. $how"
    fi
}

need_to_build() {
    need_rust
    has_c || packages gcc libc6-dev -- "SQLite and part of the cryptography are C"
}

# node_is_fit: prints nothing and is true, or says what is the matter.
node_is_fit() {
    local wanted have
    wanted=$(sed -n 's/^ *"node": ">=\(.*\)"/\1/p' web/package.json)
    if ! command -v npm >/dev/null; then
        echo "there is no npm here; wanted is node $wanted or newer with npm"
        return 1
    fi
    have=$(node --version)
    if ! at_least "$wanted" "${have#v}"; then
        echo "this is node ${have#v}; wanted is $wanted or newer"
        return 1
    fi
}

# Firefox and WebKit beside Chromium. Not everywhere to be had: without them their tests are skipped.
need_engines() {
    if ! has_engines; then
        if ! command -v apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
            say "Firefox and WebKit are not tried: there is no firefox-esr, webkit2gtk-driver or xvfb here"
            return
        fi
        packages firefox-esr webkit2gtk-driver xvfb -- "the main journeys are tried in Firefox and WebKit too" ||
            say "Firefox and WebKit are not tried: they could not be installed"
    fi
}

need_to_test() {
    local why
    need_to_build
    why=$(node_is_fit) || die "needed for the tests of the web apps: $why. Install it as nodejs.org describes, then run this again."
    has_chromium || packages chromium -- "the web apps are tried in a real browser"
    need_engines
    has_strace || packages strace -- "tests look at system calls to see that an answer waits for the disk"
    has_venv || packages python3 python3-venv -- "for .venv, where the tester of API documents lives"
    if [[ $(.venv/bin/schemathesis --version 2>/dev/null) != *" $schemathesis_version" ]]; then
        say "installing schemathesis $schemathesis_version into .venv: it holds the running API against its documents"
        python3 -m venv --clear .venv
        .venv/bin/pip install --quiet --disable-pip-version-check "schemathesis==$schemathesis_version"
    fi
}

# --- Parts of a build ----------------------------------------------------------------------------------------------------

npm_packages() {
    # npm notes in node_modules what it installed; nothing to do while that is newer than the list.
    if [[ ! web/node_modules/.package-lock.json -nt web/package-lock.json ]]; then
        npm --prefix web ci --no-audit --no-fund
    fi
}

build_web() {
    local why
    if why=$(node_is_fit); then
        npm_packages
        npm --prefix web run build
    else
        say "placeholder pages are served in place of the web apps: $why"
    fi
}

# --- Commands ------------------------------------------------------------------------------------------------------------

command_dev() {
    need_to_build
    build_web
    cargo build --bin curhat
    exec "$target/debug/curhat" dev "$@"
}

command_build() {
    need_to_build
    build_web
    cargo build --locked --release --bin curhat
    say "built $target/release/curhat; \`$target/release/curhat --help\` says what it does"
}

command_prepare() {
    need_to_test
    npm_packages
}

command_test() {
    need_to_test
    build_web
    cargo test --locked
    .ci/schemathesis.sh
    npm --prefix web test
    npm --prefix web run e2e
}

# One line each: the item, and the test that `cargo test` runs with a small count (docs/reliability.md).
torture_items='crash kill_9_amid_conversations
io-faults whichever_write_fails
torn-log a_torn_log_opens
disk-full disk_is_503 files_that_may_not_grow
descriptors without_descriptors_it_rests
slow-readers who_never_reads who_lets_too_much
reconnect hundreds_who_lose
clock when_the_machines_time_is_set a_small_difference_is_made_up
sigterm sigterm_under_load
bad-files a_spoilt_file_is a_wrong_newer_or_damaged
backup a_copy_made_under_load
migrate a_migration_killed
soak hours_of_load'

# seconds TIME: 90, 90s, 10m or 2h in seconds.
seconds() {
    [[ $1 =~ ^([1-9][0-9]*)([smh]?)$ ]] || die "\`--soak\` takes a time such as 10m or 2h, not \`$1\`"
    case ${BASH_REMATCH[2]} in
    h) echo $((BASH_REMATCH[1] * 3600)) ;;
    m) echo $((BASH_REMATCH[1] * 60)) ;;
    *) echo "${BASH_REMATCH[1]}" ;;
    esac
}

command_torture() {
    local soak=7200 only='' item filters began verdict log summary='' failed=0
    while [[ $# -gt 0 ]]; do
        [[ $# -ge 2 ]] || die "\`$1\` needs a value"
        case $1 in
        --soak) soak=$(seconds "$2") || exit 1 ;;
        --only) only=$2 ;;
        *) die "\`torture\` takes --soak TIME and --only NAME" ;;
        esac
        shift 2
    done
    if [[ -n $only ]] && ! grep -q "^$only " <<<"$torture_items"; then
        die "there is no \`$only\`; there are: $(cut -d ' ' -f 1 <<<"$torture_items" | tr '\n' ' ')"
    fi
    need_to_build
    has_strace || packages strace -- "tests make system calls fail with it"
    ulimit -n 20000 2>/dev/null || say "fewer than 20000 descriptors: 2,000 sockets may not be had"
    cargo test --locked --no-run
    log=$(mktemp)
    while read -r item filters; do
        [[ -z $only || $only == "$item" ]] || continue
        began=$SECONDS
        local -a run=(env CURHAT_TORTURE=1)
        [[ $item != soak ]] || run+=("CURHAT_ROUNDS=$soak")
        # A filter that finds no test must not look like one that passed.
        # shellcheck disable=SC2086
        if "${run[@]}" cargo test --locked --lib --test it -- --nocapture --test-threads 1 $filters >"$log" 2>&1 </dev/null &&
            grep -q '^test result: ok. [1-9]' "$log"; then
            verdict=ok
        else
            verdict=FAILED
            failed=1
            tail -n 40 "$log" >&2
        fi
        local figures
        # The test's name may stand before it on the line.
        figures=$(sed -n "s/^.*torture: $item: //p" "$log" | paste -sd ';')
        [[ -n $figures ]] || figures=$(sed -n 's/^test result: ok. \([1-9][0-9]* passed\).*/\1/p' "$log" | paste -sd ';')
        printf '%-12s %-6s %5d s  %s\n' "$item" "$verdict" $((SECONDS - began)) "$figures"
        summary+=$(printf '%-12s %-6s %5d s  %s' "$item" "$verdict" $((SECONDS - began)) "$figures")$'\n'
    done <<<"$torture_items"
    rm -f "$log"
    printf '\n%-12s %-6s %7s  %s\n%s' item result time figures "$summary"
    return $failed
}

# shellcheck source=packaging/system.sh
. packaging/system.sh

# Works with any Rust: what is unstable is only that the compiler counts which ways were taken. New finds are kept in target/fuzz;
# what is worth it is to be copied into tests/fuzz/corpus, which the ordinary tests replay.
command_fuzz() {
    local seconds=$1 tool=$target/tools/bin/cargo-fuzz folder=$target/fuzz name host
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "\`fuzz\` takes a number of seconds"
    need_to_build
    if [[ $("$tool" --version 2>/dev/null) != "cargo-fuzz $cargo_fuzz_version" ]]; then
        say "installing cargo-fuzz $cargo_fuzz_version into $target/tools"
        cargo install cargo-fuzz --version "$cargo_fuzz_version" --root "$target/tools" --locked --quiet
    fi
    host=$(rustc -vV | sed -n 's/^host: //p')
    [[ $folder == /* ]] || folder=$PWD/$folder
    for name in frames phone id_token jwks import; do
        mkdir -p "$folder/$name"
        say "$name, for $seconds seconds"
        RUSTC_BOOTSTRAP=1 "$tool" run --fuzz-dir tests/fuzz --target-dir "$folder/build" --sanitizer none --target "$host" "$name" \
            "$folder/$name" "tests/fuzz/corpus/$name" -- "-max_total_time=$seconds" -timeout=10 -print_final_stats=1
    done
    say "nothing was found"
}

case ${1:-} in
dev)
    shift
    command_dev "$@"
    ;;
torture)
    shift
    command_torture "$@"
    ;;
system | uninstall)
    name=$1
    shift
    "command_$name" "$@"
    ;;
fuzz)
    (($# <= 2)) || die "\`fuzz\` takes a number of seconds and nothing else"
    command_fuzz "${2:-60}"
    ;;
build | test | prepare)
    [[ $# == 1 ]] || die "\`$1\` takes no options"
    "command_$1"
    ;;
-h | --help | help) usage ;;
'')
    usage >&2
    exit 2
    ;;
*)
    say "there is no command \`$1\`"
    usage >&2
    exit 2
    ;;
esac
