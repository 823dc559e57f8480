# shellcheck shell=bash
# `./install.sh clients`: clients of the API in other languages, made from openapi/*.json with openapi-generator and one small
# file of options per language, packaging/clients/LANGUAGE.yaml. Sourced by install.sh; stands on its `say`, `die`, `packages`.

# Pinned, so that names in the clients, and in docs/clients/, stay what they are. Its package carries the program, a jar.
openapi_generator_version=7.26.0
clients_venv=.venv-clients

clients_usage() {
    cat <<'EOF'
usage: ./install.sh clients [--out DIR] [LANGUAGE...]

Makes clients from openapi/*.json: `api` for apps, `staff` for what a control center does, `desk` for tests that drive the dev
desk of `curhat dev`. LANGUAGE is one or more of: typescript dart kotlin swift java; all when none is named. They are written
to DIR/LANGUAGE/{api,staff,desk}, target/clients unless said otherwise; what was there from another time is replaced.
docs/clients/ says how to go on from there, a page per platform.
EOF
}

has_java() { java -version >/dev/null 2>&1; }

need_generator() {
    has_venv || packages python3 python3-venv -- "for $clients_venv, where the generator of clients lives"
    has_java || packages default-jre-headless -- "the generator of clients is a Java program"
    if [[ $(cat "$clients_venv/version" 2>/dev/null) != "$openapi_generator_version" ]]; then
        say "installing openapi-generator $openapi_generator_version into $clients_venv"
        python3 -m venv --clear "$clients_venv"
        "$clients_venv/bin/pip" install --quiet --disable-pip-version-check "openapi-generator-cli==$openapi_generator_version"
        printf '%s\n' "$openapi_generator_version" >"$clients_venv/version"
    fi
}

has_javac() { javac -version >/dev/null 2>&1; }

# What `.ci/clients.sh` needs beyond the generator.
need_to_test_clients() {
    local jar=/usr/share/java/jakarta-annotation-api.jar
    if ! has_javac || [[ ! -f $jar ]]; then
        packages default-jdk-headless libjakarta-annotation-api-java -- "tests compile the Java client and run it"
    fi
    need_generator
    if [[ ! packaging/clients/node_modules/.package-lock.json -nt packaging/clients/package-lock.json ]]; then
        npm --prefix packaging/clients ci --no-audit --no-fund
    fi
}

openapi_generator() { "$clients_venv/bin/openapi-generator-cli" "$@"; }

# client_names LANGUAGE NAME: what the client's package is called, by each language's custom.
client_names() {
    local name=$2 title=${2^}
    [[ $name != api ]] || title=
    case $1 in
    typescript) printf '  %s\n' "npmName: curhat-$name" ;;
    dart) printf '  %s\n' "pubName: curhat_$name" "pubLibrary: curhat_$name" "pubDescription: A client of Curhat." ;;
    kotlin) printf '  %s\n' "packageName: curhat.$name" "groupId: curhat" "artifactId: curhat-$name" ;;
    swift) printf '  %s\n' "projectName: Curhat$title" ;;
    java)
        printf '  %s\n' "invokerPackage: curhat.$name" "apiPackage: curhat.$name" "modelPackage: curhat.$name.model" \
            "groupId: curhat" "artifactId: curhat-$name"
        ;;
    esac
}

# client_options LANGUAGE NAME DOCUMENT OUT: what the generator is told. The file's `additionalProperties` come last.
client_options() {
    printf '%s\n' "inputSpec: $PWD/openapi/$3.json" "outputDir: $4" \
        "globalProperties:" "  apiTests: 'false'" "  modelTests: 'false'"
    cat "packaging/clients/$1.yaml"
    client_names "$1" "$2"
}

command_clients() {
    local out=target/clients languages=() language name folder
    local -A document=([api]=public [staff]=internal [desk]=dev)
    while [[ $# -gt 0 ]]; do
        case $1 in
        --out)
            [[ -n ${2:-} ]] || die "\`--out\` needs a folder"
            out=$2
            shift
            ;;
        --prepare)
            # For tests; not a user's business.
            need_to_test_clients
            return
            ;;
        -h | --help)
            clients_usage
            return
            ;;
        typescript | dart | kotlin | swift | java) languages+=("$1") ;;
        *)
            clients_usage >&2
            die "there is no client for \`$1\`"
            ;;
        esac
        shift
    done
    [[ ${#languages[@]} -gt 0 ]] || languages=(typescript dart kotlin swift java)
    need_generator
    mkdir -p "$out"
    out=$(realpath "$out")
    folder=$(mktemp -d)
    for language in "${languages[@]}"; do
        for name in api staff desk; do
            rm -rf "${out:?}/$language/$name"
            client_options "$language" "$name" "${document[$name]}" "$out/$language/$name" >"$folder/$language-$name.yaml"
        done
    done
    # All in one run: the generator takes longer to start than to write a client.
    if ! openapi_generator batch --fail-fast --threads 2 "$folder"/*.yaml >"$folder/log" 2>&1; then
        cat "$folder/log" >&2
        rm -rf "$folder"
        die "the clients could not be made"
    fi
    rm -rf "$folder"
    say "made ${languages[*]} in $out"
}
