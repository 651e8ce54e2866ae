#!/usr/bin/env bash
# Proves that the Debian package works where nothing else is: installs it in a minimal Debian 12 and lets an ordinary
# user there, without any Python, install a model, hear the sample call, ask the doctor and run the hook.
#
#   packaging/try-deb.sh [--root DIR] PACKAGE.deb
#
# Needs root on a Debian, 3 GB of disk and the network; see fresh-root.sh.
set -euo pipefail
shopt -s inherit_errexit
exec </dev/null

readonly mark=.callassist-deb-root what="deb"
packaging="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly packaging
# shellcheck source=packaging/fresh-root.sh
source "$packaging/fresh-root.sh"

readonly log=/home/agent/said.txt

# Runs something as the ordinary user and keeps what it said, on either stream; fails unless it exits with `$2`.
expect() {
    local root=$1 wanted=$2 code=0
    shift 2
    say "$*"
    # Not in the root's name: what it says is read here.
    inside "$root" agent "$@" >"$root$log" 2>&1 || code=$?
    cat "$root$log"
    ((code == wanted)) || fail "$* exited with $code, not $wanted"
}

# Fails unless what was said last has `$2` in it.
said() { grep -q -- "$2" "$1$log" || fail "it did not say \"$2\""; }

# The doctor finds no devices here and no notice, so it may say that no transcript is possible; all else must be well.
check_doctor() {
    local root=$1 check
    expect "$root" 1 callassist doctor --json
    for check in versions libraries settings folders database model link; do
        said "$root" "\"check\": \"$check\""
        if grep "\"check\": \"$check\"" "$root$log" | grep -q '"state": "fails"'; then
            fail "the doctor finds that the $check fails"
        fi
    done
    said "$root" '"about": "not_confirmed"'
}

try_package() {
    local root=$1 package=$2 began=$SECONDS
    enter "$root"
    say "apt-get install $(basename "$package")"
    inside "$root" root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get -qq update &&
        apt-get -qq install -y --no-install-recommends -o DPkg::Use-Pty=0 $package >/dev/null"
    add_agent "$root"
    if inside "$root" agent sh -c 'command -v python3' >/dev/null; then
        fail "there is a Python in this root, so this would prove little"
    fi

    expect "$root" 0 callassist --version
    said "$root" '^callassist [0-9]'
    expect "$root" 0 callassist models install whisper-base
    expect "$root" 0 callassist demo --fast
    said "$root" 'The call is stored, encrypted'
    expect "$root" 0 callassist db export --call last --text
    said "$root" '\[card\]'
    check_doctor "$root"
    expect "$root" 1 callassist-hook ring +966551234567
    said "$root" 'CallAssist is not running'
    expect "$root" 2 callassist-hook
    inside "$root" root apt-get -qq purge -y callassist >/dev/null
    [[ ! -e $root/opt/callassist && ! -e $root/usr/bin/callassist ]] || fail "removing it left something behind"
    say "RESULT: $(basename "$package") works in a fresh Debian ($suite) without Python; $((SECONDS - began)) s"
}

if [[ ${1-} == --inside ]]; then
    shift
    try_package "$@"
    exit
fi

make_root "$@"
[[ ${#rest[@]} == 1 && -r ${rest[0]} ]] || fail "which package? packaging/deb.sh makes one in dist"
cp "${rest[0]}" "$root/var/cache/"
unshare --mount --propagation private "$0" --inside "$root" "/var/cache/$(basename "${rest[0]}")"
