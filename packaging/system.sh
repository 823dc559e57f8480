# `./install.sh system` and `uninstall`: this machine as a server. Read by install.sh, which has `say`, `die`, `target` and the build.
#
# What goes where:
#   /usr/local/lib/curhat/curhat    the program; curhat.previous is the one before it
#   /usr/local/bin/curhat           runs it with the service's settings, as the service's user
#   /etc/curhat/.env                settings, with the secret
#   /etc/systemd/system/curhat.service
#   /var/lib/curhat                 the database
#   /var/backups/curhat             copies of it
# shellcheck shell=bash

user=curhat
lib=/usr/local/lib/curhat
launcher=/usr/local/bin/curhat
etc=/etc/curhat
data=/var/lib/curhat
backups=/var/backups/curhat
unit=/etc/systemd/system/curhat.service

# Copies from before updates that are kept.
keep_copies=5

system_usage() {
    cat <<'EOF'
usage: sudo ./install.sh system [OPTION...]

Makes this machine a server, or brings the one that it is up to date: a copy of the database is made before. Run again at any
time; settings and data that are there are left alone.

  --program FILE        install this program, instead of building it
  --admin-email EMAIL   of the first super admin (admin@curhat.local)
EOF
}

must_be_root() {
    [[ $(id -u) == 0 ]] || die "run this with sudo: it makes a user, folders and a service"
}

# Whether there is a systemd that can be told to start things. In a container or chroot there is none.
has_systemd() { [[ -d /run/systemd/system ]] && command -v systemctl >/dev/null; }

# random BYTES: letters and digits.
random() { head -c "$1" /dev/urandom | base64 -w 0 | tr -d '/+='; }

setting() { sed -n "s/^$1=//p" "$etc/.env" | tail -n 1; }

# --- Parts ---------------------------------------------------------------------------------------------------------------

# The program that is to be installed; built by whoever called sudo, who has Rust and the folder.
program_to_install() {
    # shellcheck disable=SC2154 # install.sh sets it
    local built=$PWD/$target/release/curhat
    [[ $target == /* ]] && built=$target/release/curhat
    if [[ -n ${SUDO_USER:-} && $SUDO_USER != root ]]; then
        local home
        home=$(getent passwd "$SUDO_USER" | cut -d : -f 6)
        runuser -u "$SUDO_USER" -- env HOME="$home" PATH="$home/.cargo/bin:$PATH" CARGO_TARGET_DIR="$target" ./install.sh build >&2 || exit
    else
        ./install.sh build >&2 || exit
    fi
    echo "$built"
}

make_user() {
    if getent passwd "$user" >/dev/null; then
        return
    fi
    useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin "$user"
    did "made the user $user, who can't sign in"
}

make_folders() {
    install -d -m 0755 -o root -g root "$lib"
    install -d -m 0750 -o root -g "$user" "$etc"
    install -d -m 0700 -o "$user" -g "$user" "$data" "$backups"
}

write_settings() {
    if [[ -e $etc/.env ]]; then
        return
    fi
    local new
    new=$(mktemp "$etc/.env.XXXXXX")
    cat >"$new" <<EOF
# Settings of this server. \`curhat serve --help\` explains each; \`sudo curhat doctor\` looks them over. A change is in force
# after \`sudo systemctl restart curhat\`.

AUTH_JWT_SECRET=$(random 48)
DATA_DIR=$data
BACKUP_DIR=$backups
LOG_FORMAT=json

# Only this machine gets in: put a proxy in front (docs/nginx.md, docs/caddy.md), or give it a certificate of its own:
# BIND_ADDRESS=0.0.0.0 with TLS_CERT and TLS_KEY. The control center belongs on no public address.
BIND_ADDRESS=127.0.0.1
INTERNAL_BIND_ADDRESS=127.0.0.1
PUBLIC_PORT=3000
INTERNAL_PORT=3001
TRUSTED_PROXIES=127.0.0.1,::1

# Until codes are sent for real they stand in the log.
OTP_PROVIDER=stub
PUSH_PROVIDER=log
EOF
    chown "root:$user" "$new"
    chmod 0640 "$new"
    mv "$new" "$etc/.env"
    did "wrote $etc/.env, with a fresh secret"
}

# With the program that made it, where it is still there; whether the server runs or not.
copy_database() {
    local copy
    [[ -e $data/curhat.db && -x $lib/curhat && -z $copied ]] || return 0
    copied=yes
    copy=$backups/before-update-$(date -u +%Y%m%dT%H%M%SZ).db
    "$launcher" backup "$copy" >/dev/null || die "the database could not be copied: nothing was changed"
    did "copied the database to $copy"
    # The names sort by time. The folder is the service's own, so no name in it is trusted to be one word.
    find "$backups" -maxdepth 1 -type f -name 'before-update-*.db' -print0 |
        sort -z | head -z -n "-$keep_copies" | xargs -0 -r rm -f --
}

# install_program FILE: beside the old one first, then in its place at once.
install_program() {
    local before='' now
    if [[ -x $lib/curhat ]]; then
        before=$("$lib/curhat" --version)
        cmp -s "$1" "$lib/curhat" || cp -p "$lib/curhat" "$lib/curhat.previous"
    fi
    install -m 0755 -o root -g root "$1" "$lib/curhat.new"
    mv "$lib/curhat.new" "$lib/curhat"
    install -m 0755 -o root -g root packaging/curhat "$launcher"
    now=$("$lib/curhat" --version)
    did "installed $now${before:+ (before: $before, kept as $lib/curhat.previous)}"
}

install_unit() {
    [[ -d ${unit%/*} ]] || install -d -m 0755 "${unit%/*}"
    if cmp -s packaging/curhat.service "$unit"; then
        return
    fi
    install -m 0644 -o root -g root packaging/curhat.service "$unit"
    did "wrote $unit"
}

# seed_admin EMAIL: only a database that is made now gets one.
seed_admin() {
    [[ ! -e $data/curhat.db ]] || return 0
    local password
    password=$(random 18)
    CC_ADMIN_EMAIL=$1 CC_ADMIN_PASSWORD=$password "$launcher" seed >/dev/null
    first_login="$1 / $password"
    did "made the database, three price tiers and the first super admin"
}

start_service() {
    systemctl daemon-reload
    systemctl enable --quiet curhat
    if ! systemctl restart curhat; then
        journalctl -u curhat -n 20 --no-pager >&2 || true
        die "the service did not start; the lines above say why. $(way_back)"
    fi
    did "started the service; it starts with the machine"
}

way_back() {
    [[ -x $lib/curhat.previous ]] || return 0
    echo "The program before is $lib/curhat.previous; docs/operations.md says how to go back."
}

# The service has said that it is ready; this looks through the door.
check_health() {
    local port answer
    port=$(setting INTERNAL_PORT)
    if [[ -n $(setting TLS_CERT) ]]; then
        did "it says that it is ready; \`curhat try\` looks from outside, as apps do"
        return
    fi
    answer=$(
        exec 3<>"/dev/tcp/127.0.0.1/${port:-3001}"
        printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
        head -n 1 <&3
    ) || die "it runs, but does not answer on port ${port:-3001}. $(way_back)"
    [[ $answer == *' 200 '* ]] || die "it runs, but is not ready: $answer. $(way_back)"
    did "it is up and ready"
}

# What was done, told when it was.
did() { printf '  %s\n' "$*"; }

# --- Commands ------------------------------------------------------------------------------------------------------------

command_system() {
    local program='' email=admin@curhat.local first_login='' copied=''
    while (($#)); do
        case $1 in
        --program)
            [[ -f ${2:-} ]] || die "--program needs a file"
            program=$(realpath "$2")
            shift 2
            ;;
        --admin-email)
            [[ ${2:-} == *@* ]] || die "--admin-email needs an e-mail address"
            email=$2
            shift 2
            ;;
        -h | --help)
            system_usage
            return
            ;;
        *)
            system_usage >&2
            exit 2
            ;;
        esac
    done
    must_be_root
    [[ -n $program ]] || program=$(program_to_install)
    "$program" --version >/dev/null || die "$program is no program for this machine"

    make_user
    make_folders
    write_settings
    copy_database
    install_program "$program"
    copy_database
    install_unit
    seed_admin "$email"
    if has_systemd; then
        start_service
        check_health
    else
        say "there is no systemd running here: the service is written, but not started"
    fi

    echo
    if [[ -n $first_login ]]; then
        echo "First login, shown this once: $first_login"
        echo "Change the password after signing in."
        echo
    fi
    echo "Control center   http://localhost:$(setting INTERNAL_PORT)/, from elsewhere: ssh -L 3001:localhost:$(setting INTERNAL_PORT) this-machine"
    echo "Settings         $etc/.env; then: sudo systemctl restart curhat"
    echo "Log              journalctl -u curhat -f"
    echo "Look it over     sudo curhat doctor"
    echo "What to do when  docs/operations.md"
}

command_uninstall() {
    [[ $# == 0 ]] || die "\`uninstall\` takes no options"
    must_be_root
    if has_systemd && [[ -e $unit ]]; then
        systemctl disable --now --quiet curhat
        did "stopped the service"
    fi
    rm -f "$unit" "$launcher"
    rm -rf "$lib"
    if has_systemd; then systemctl daemon-reload; fi
    did "removed the program and the service"
    echo
    echo "Kept: $data, $backups and $etc/.env, with all data and the secret."
    echo "To delete them for good: sudo rm -r $data $backups $etc && sudo userdel $user"
}
