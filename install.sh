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
  clients [--out DIR] [LANGUAGE...]
                    make clients of the API for TypeScript, Dart, Kotlin, Swift and Java; docs/clients/ says how to go on
  prepare           install what `test` and CI need, and stop there
  fuzz [SECONDS]    throw strange bytes at each place where strangers' bytes are read, for so many seconds each (60)
  system [OPTION...]  as root: make this machine a server, as a systemd service, or bring it up to date; --help says how
  uninstall         as root: remove what `system` has installed; the data stays

What is installed, and why:
  gcc, libc6-dev    by apt, if there is no C compiler: SQLite and part of the cryptography are C
  strace            by apt, for tests: they look at system calls to see that an answer waits for the disk
  faketime          by apt, for tests: one sets the time under a running program; without it, that test is skipped
  python3-venv      by apt, for tests: a Python environment of this folder's own, in .venv
  schemathesis      by pip into .venv, for tests: it sends random requests and holds the answers against the API documents
  cargo-fuzz        by cargo into target/tools, for `fuzz`
  default-jre-headless, openapi-generator
                    by apt, if there is no Java, and by pip into .venv-clients, for clients: it writes them
  default-jdk-headless, libjakarta-annotation-api-java
                    by apt, for CI: the Java client is compiled and run
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
has_faketime() { command -v faketime >/dev/null; }
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

# Whether `packages` can do more than say what is needed.
can_install() { command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; }

# Firefox and WebKit beside Chromium. Not everywhere to be had: without them their tests are skipped.
need_engines() {
    if has_engines; then return; fi
    if ! can_install; then
        say "Firefox and WebKit are not tried: there is no firefox-esr, webkit2gtk-driver or xvfb here"
        return
    fi
    packages firefox-esr webkit2gtk-driver xvfb -- "the main journeys are tried in Firefox and WebKit too" ||
        say "Firefox and WebKit are not tried: they could not be installed"
}

# For Linux alone: without it its test is skipped.
need_faketime() {
    if has_faketime; then return; fi
    if ! can_install; then
        say "setting the time under a running program is not tried: there is no faketime here"
        return
    fi
    packages faketime -- "a test sets the time under a running program with it" ||
        say "setting the time under a running program is not tried: faketime could not be installed"
}

need_schemathesis() {
    has_venv || packages python3 python3-venv -- "for .venv, where the tester of API documents lives"
    if [[ $(.venv/bin/schemathesis --version 2>/dev/null) != *" $schemathesis_version" ]]; then
        say "installing schemathesis $schemathesis_version into .venv: it holds the running API against its documents"
        python3 -m venv --clear .venv
        .venv/bin/pip install --quiet --disable-pip-version-check "schemathesis==$schemathesis_version"
    fi
}

need_to_test() {
    local why
    need_to_build
    why=$(node_is_fit) || die "needed for the tests of the web apps: $why. Install it as nodejs.org describes, then run this again."
    has_chromium || packages chromium -- "the web apps are tried in a real browser"
    need_engines
    has_strace || packages strace -- "tests look at system calls to see that an answer waits for the disk"
    need_faketime
    need_schemathesis
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

# shellcheck source=packaging/system.sh
. packaging/system.sh
# shellcheck source=packaging/proofs.sh
. packaging/proofs.sh
# shellcheck source=packaging/clients.sh
. packaging/clients.sh

case ${1:-} in
dev)
    shift
    command_dev "$@"
    ;;
torture)
    shift
    command_torture "$@"
    ;;
system | uninstall | clients)
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
