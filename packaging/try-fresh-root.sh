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

readonly mark=.callassist-fresh-root what="fresh root"
readonly clone=/home/agent/callassist
packaging="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
repository="$(dirname "$packaging")"
readonly packaging repository
# shellcheck source=packaging/fresh-root.sh
source "$packaging/fresh-root.sh"

clone_into() {
    local root=$1
    say "git and make, as whoever cloned has"
    inside "$root" root env DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get -qq update && apt-get -qq install -y --no-install-recommends git make >/dev/null'
    add_agent "$root"

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
        if [[ $target == frozen* || $target == deb ]]; then
            say "root: packaging/setup.sh packing"
            inside "$root" root "$clone/packaging/setup.sh" packing
        fi
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

make_root "$@"
((${#rest[@]})) || rest=(setup test demo)
unshare --mount --propagation private "$0" --inside "$root" "${rest[@]}"
