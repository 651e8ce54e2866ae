# A fresh Debian 12 root to try things in, for the scripts beside this one to source. They set `mark` (the file that
# tells a root of theirs) and `what` (for messages), and call:
#
#   make_root "$@"                takes --root DIR from the front of the arguments, makes the root; sets `root`, `rest`
#   enter ROOT                    in a mount namespace of its own: its mounts
#   inside ROOT USER COMMAND…     runs something there
#
# Needs root on a Debian and the network. The fresh root gets this machine's ways to the network: resolver,
# Debian mirror, proxies, certificates. A root in DIR stays, and a second run begins with it; without --root it is a
# temporary one.
# shellcheck shell=bash

readonly suite=bookworm
readonly mirror="${DEBIAN_MIRROR:-http://deb.debian.org/debian}"

say() { printf '\n── %s\n' "$*"; }

fail() {
    printf '%s: %s\n' "${what:?}" "$*" >&2
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

# The user that stands for whoever has no root's rights.
add_agent() { inside "$1" root sh -c 'id agent >/dev/null 2>&1 || useradd --create-home agent'; }

# ── Outside ─────────────────────────────────────────────────────────────────────────────────────────────────

make_root() {
    ((EUID == 0)) || fail "this needs root (debootstrap, chroot)"
    command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install -y debootstrap"

    if [[ ${1-} == --root ]]; then
        root="${2:?--root needs a folder}"
        shift 2
        mkdir -p "$root"
        [[ -e $root/${mark:?} || -z "$(ls -A "$root")" ]] || fail "$root is neither empty nor a fresh root of ours"
    else
        root="$(mktemp -d)"
        trap 'rm -rf --one-file-system "$root"' EXIT
    fi
    [[ ${1-} != --* ]] || fail "unknown option $1"
    # shellcheck disable=SC2034 # the sourcing script's
    rest=("$@")

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
    # ca-certificates picks these up when it is installed; it is not put there for it.
    install -d "$root/usr/local/share/ca-certificates"
    find /usr/local/share/ca-certificates -name '*.crt' -exec cp -t "$root/usr/local/share/ca-certificates" {} +
}
