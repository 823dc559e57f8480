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

openapi_generator() { "$clients_venv/bin/openapi-generator-cli" "$@"; }

# names LANGUAGE NAME: what the client's package is called, by each language's custom.
client_names() {
    local name=$2 title=${2^}
    [[ $name == api ]] && title=API || title=${title}API
    case $1 in
    typescript) echo "npmName=curhat-$name" ;;
    dart) echo "pubName=curhat_$name,pubLibrary=curhat_$name,pubDescription=Client of Curhat" ;;
    kotlin) echo "packageName=curhat.$name,groupId=curhat,artifactId=curhat-$name" ;;
    swift) echo "projectName=Curhat$title" ;;
    java) echo "invokerPackage=curhat.$name,apiPackage=curhat.$name,modelPackage=curhat.$name.model,groupId=curhat,artifactId=curhat-$name" ;;
    esac
}

# make_client LANGUAGE NAME DOCUMENT OUT
make_client() {
    local log
    log=$(mktemp)
    rm -rf "$4"
    if ! openapi_generator generate --config "packaging/clients/$1.yaml" --input-spec "$3" --output "$4" \
        --additional-properties "$(client_names "$1" "$2")" --ignore-file-override packaging/clients/ignore \
        --global-property apiTests=false,modelTests=false >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "the $1 client could not be made from $3"
    fi
    rm -f "$log"
}

command_clients() {
    local out=target/clients languages=() language name
    local -A document=([api]=public [staff]=internal [desk]=dev)
    while [[ $# -gt 0 ]]; do
        case $1 in
        --out)
            [[ -n ${2:-} ]] || die "\`--out\` needs a folder"
            out=$2
            shift
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
    for language in "${languages[@]}"; do
        for name in api staff desk; do
            make_client "$language" "$name" "openapi/${document[$name]}.json" "$out/$language/$name"
        done
        say "made $out/$language"
    done
}
