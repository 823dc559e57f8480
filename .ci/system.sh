#!/usr/bin/env bash
# `./install.sh system` and `uninstall`, tried in a Debian of their own: `sudo .ci/system.sh [PROGRAM]`.
#
# It needs root and debootstrap. In the root that it makes no systemd runs: a stand-in takes systemctl's place, which starts the
# unit's command as the unit's user and waits until it listens. What only a running systemd can tell (that the hardening of the
# unit lets the program work) is not tried here; that the unit is well formed is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/debug/curhat}")
root=${SYSTEM_ROOT:-$(mktemp -d)}

if [[ -z ${INSIDE:-} ]]; then
    [[ $(id -u) == 0 ]] || { echo "run this as root" >&2; exit 1; }
    # A fresh temporary folder is closed to everyone else, and so would be everything in it to the service's user.
    chmod 755 "$root"
    if [[ ! -x $root/bin/bash ]]; then
        debootstrap --variant=minbase --include=systemd,iproute2,curl bookworm "$root" >/dev/null
    fi
    [[ -n ${SYSTEM_ROOT:-} ]] || trap 'rm -rf --one-file-system "$root"' EXIT
    rm -rf "$root/src/curhat"
    mkdir -p "$root/src/curhat"
    cp -r install.sh packaging Cargo.toml .ci "$root/src/curhat/"
    cp "$program" "$root/src/curhat/program"
    # A network of its own, so that its ports are nobody else's; processes too, so that none outlives the test.
    INSIDE=yes unshare --net --mount --pid --fork --kill-child chroot "$root" /src/curhat/.ci/system.sh /src/curhat/program
    exit
fi

# --- Inside --------------------------------------------------------------------------------------------------------------

fail() {
    printf 'FAILED: %s\n' "$@" >&2
    exit 1
}
# says PATTERN TEXT
says() { grep -q -- "$1" <<<"$2" || fail "no \"$1\" in:" "$2"; }

[[ -e /dev/null && -e /dev/urandom ]] || fail "the root has no devices"
mount -t proc proc /proc
ip link set lo up
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
./install.sh uninstall >/dev/null
rm -rf /var/lib/curhat /var/backups/curhat /etc/curhat
userdel curhat 2>/dev/null || true
mkdir -p /run/systemd/system

cat >/usr/local/sbin/systemctl <<'EOF'
#!/bin/bash
stop() { [[ ! -s /run/curhat.pid ]] || { kill "$(</run/curhat.pid)" 2>/dev/null; tail --pid="$(</run/curhat.pid)" -f /dev/null; }; : >/run/curhat.pid; }
case $* in
restart*)
    stop
    cd /etc/curhat || exit 1
    : >/var/log/curhat.log
    setpriv --reuid curhat --regid curhat --init-groups /usr/local/lib/curhat/curhat serve >>/var/log/curhat.log 2>&1 &
    echo $! >/run/curhat.pid
    for _ in {1..300}; do
        grep -q '"listening"' /var/log/curhat.log && exit 0
        kill -0 $! 2>/dev/null || exit 1
        sleep 0.1
    done
    exit 1
    ;;
*--now*) stop ;;
esac
EOF
chmod 755 /usr/local/sbin/systemctl
printf '#!/bin/sh\ncat /var/log/curhat.log\n' >/usr/local/sbin/journalctl
chmod 755 /usr/local/sbin/journalctl

echo "--- the first time"
said=$(./install.sh system --program program --admin-email ops@example.org)
says 'made the user curhat' "$said"
says 'it is up and ready' "$said"
says 'First login, shown this once: ops@example.org / ' "$said"
password=$(sed -n 's|^First login.*ops@example.org / ||p' <<<"$said")
[[ $(stat -c '%a %U:%G' /etc/curhat/.env) == '640 root:curhat' ]] || fail "the settings are not closed"
[[ $(stat -c '%a %U' /var/lib/curhat) == '700 curhat' ]] || fail "the data is not closed"
[[ $(stat -c '%a' /var/lib/curhat/curhat.db) == 600 ]] || fail "the database is not closed"
secret=$(grep AUTH_JWT_SECRET /etc/curhat/.env)
((${#secret} > 60)) || fail "the secret is short"
curhat doctor >/tmp/doctor || fail "the doctor sees red" "$(</tmp/doctor)"
said=$(curhat try --url http://127.0.0.1:3000 --internal-url http://127.0.0.1:3001 --email ops@example.org --password "$password")
says '^ok   staff' "$said"

echo "--- an update"
said=$(./install.sh system --program program)
says 'copied the database to /var/backups/curhat/before-update-' "$said"
says 'it is up and ready' "$said"
! grep -q 'First login' <<<"$said" || fail "another admin"
[[ $(grep AUTH_JWT_SECRET /etc/curhat/.env) == "$secret" ]] || fail "another secret"
copy=$(find /var/backups/curhat -name 'before-update-*.db')
[[ $(stat -c '%a %U' "$copy") == '600 curhat' ]] || fail "the copy is not closed"

echo "--- a program that is none changes nothing"
before=$(sha256sum /usr/local/lib/curhat/curhat)
printf 'no program' >/tmp/none
chmod 755 /tmp/none
! ./install.sh system --program /tmp/none 2>/dev/null || fail "it took anything"
[[ $(sha256sum /usr/local/lib/curhat/curhat) == "$before" ]] || fail "the program is gone"

echo "--- a setting that is wrong is told"
sed -i 's/^PUBLIC_PORT=.*/PUBLIC_PORT=many/' /etc/curhat/.env
said=$(./install.sh system --program program 2>&1) && fail "it started"
says 'PUBLIC_PORT is "many"' "$said"
says 'the service did not start' "$said"
sed -i 's/^PUBLIC_PORT=.*/PUBLIC_PORT=3000/' /etc/curhat/.env

echo "--- the drill: back to a copy, as docs/operations.md says"
./install.sh system --program program >/dev/null
curhat backup /var/backups/curhat/drill.db >/dev/null
curhat restore /var/backups/curhat/drill.db 2>/dev/null && fail "it restored under a running server"
systemctl disable --now curhat
curhat restore /var/backups/curhat/drill.db >/dev/null
systemctl restart curhat
says 'has a new password' "$(curhat admin reset-password ops@example.org)"

echo "--- uninstall keeps the data, and a new one takes it up"
./install.sh uninstall >/dev/null
[[ ! -e /usr/local/lib/curhat && ! -e /usr/local/bin/curhat && ! -e /etc/systemd/system/curhat.service ]] || fail "something is left"
[[ -s /var/lib/curhat/curhat.db && -s /etc/curhat/.env ]] || fail "the data is gone"
said=$(./install.sh system --program program)
says 'copied the database' "$said"
! grep -q 'First login' <<<"$said" || fail "another admin"
says 'it is up and ready' "$said"

echo "--- the unit"
if command -v systemd-analyze >/dev/null; then
    systemd-analyze verify /etc/systemd/system/curhat.service 2>&1 | grep -i curhat && fail "the unit is not well formed"
    systemd-analyze security --offline=true /etc/systemd/system/curhat.service | tail -n 1
fi
./install.sh uninstall >/dev/null
echo "all well"
