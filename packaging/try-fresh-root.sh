#!/usr/bin/env bash
# Proves that a clean clone sets itself up on a fresh Debian 12: makes a minimal root with debootstrap, clones
# this repository's last commit into it, and runs make there.
#
#   packaging/try-fresh-root.sh [--root DIR] [TARGET…]      targets of make; default: setup test demo
#
# Needs root on a Debian, 4 GB of disk and the network. The fresh root gets git and make, as whoever cloned
# has, and this machine's ways to the network: resolver, Debian mirror, proxies, certificates. A
# root in DIR stays, and a second run begins with it; without --root it is a temporary one.
#
# Its mounts are made in a mount namespace of their own, so that removing the root reaches nothing else.
set -euo pipefail
shopt -s inherit_errexit
exec </dev/null

readonly suite=bookworm
readonly mirror="${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
readonly clone=/home/agent/callassist
readonly mark=.callassist-fresh-root
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly repository

say() { printf '\n── %s\n' "$*"; }

fail() {
    printf 'fresh root: %s\n' "$*" >&2
    exit 1
}

# ── Inside the namespace: from here on the root's own mounts exist ──────────────────────────────────────────

enter() {
    local root=$1
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mount -t devpts devpts "$root/dev/pts"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
}

# Runs a command in the root with nothing of our environment but the ways to the network.
inside() {
    local root=$1 user=$2
    shift 2
    local kept=()
    mapfile -t kept < <(env | grep -iE '^(https?_proxy|no_proxy|pip_index_url|uv_default_index)=' || true)
    chroot "$root" /usr/sbin/runuser -u "$user" -- env -i "${kept[@]}" HOME="$(home_of "$user")" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb "$@"
}

home_of() { if [[ $1 == root ]]; then echo /root; else echo "/home/$1"; fi; }

clone_into() {
    local root=$1
    say "git and make, as whoever cloned has"
    inside "$root" root env DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get -qq update && apt-get -qq install -y --no-install-recommends git make >/dev/null'
    inside "$root" root sh -c 'id agent >/dev/null 2>&1 || useradd --create-home agent'

    say "a clean clone of $(git -C "$repository" log -1 --format='%h %s')"
    rm -rf "${root:?}$clone"
    git clone --quiet "file://$repository" "$root$clone"
    inside "$root" root chown -R agent: "$clone"
}

try_targets() {
    local root=$1 target before
    shift
    enter "$root"
    clone_into "$root"

    # The mark is empty until the system packages have been installed: a second run finds them there.
    if [[ ! -s $root/$mark ]]; then
        say "someone without root's rights is told what to have installed"
        if inside "$root" agent make -C "$clone" setup; then
            fail "set-up went through without the system packages"
        fi
        [[ ! -e $root$clone/.venv ]] || fail "set-up did not stop where packages were missing"
    fi

    say "root: packaging/setup.sh system"
    inside "$root" root "$clone/packaging/setup.sh" system
    echo "system packages are installed" >"$root/$mark"

    for target in "$@"; do
        say "someone without root's rights: make $target"
        before=$SECONDS
        inside "$root" agent make -C "$clone" "$target"
        printf '   make %s took %d s\n' "$target" $((SECONDS - before))
    done

    say "a second set-up finds nothing to do"
    time inside "$root" agent make -C "$clone" setup
}

if [[ ${1-} == --inside ]]; then
    shift
    try_targets "$@"
    exit
fi

# ── Outside ─────────────────────────────────────────────────────────────────────────────────────────────────

((EUID == 0)) || fail "this needs root (debootstrap, chroot)"
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install -y debootstrap"

if [[ ${1-} == --root ]]; then
    root="${2:?--root needs a folder}"
    shift 2
    mkdir -p "$root"
    [[ -e $root/$mark || -z "$(ls -A "$root")" ]] || fail "$root is neither empty nor a fresh root of ours"
else
    root="$(mktemp -d)"
    trap 'rm -rf --one-file-system "$root"' EXIT
fi
[[ ${1-} != --* ]] || fail "unknown option $1"
(($#)) || set -- setup test demo

if [[ ! -e $root/$mark ]]; then
    say "a minimal Debian ($suite) in $root"
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
    touch "$root/$mark"
fi
chmod 755 "$root"
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
printf 'deb %s %s main\n' "$mirror" "$suite" "$mirror" "$suite-updates" >"$root/etc/apt/sources.list"
apt-config dump | { grep -E '^Acquire::(https?::|Check-(Valid-Until|Date) )' || true; } \
    >"$root/etc/apt/apt.conf.d/90network"
# ca-certificates picks these up when set-up installs it; it is not put there for it.
install -d "$root/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp -t "$root/usr/local/share/ca-certificates" {} +

unshare --mount --propagation private "$0" --inside "$root" "$@"
