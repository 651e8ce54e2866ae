#!/usr/bin/env bash
# Installs what is missing for running and testing CallAssist from a checkout; nothing where nothing is.
#
#   packaging/setup.sh [STEP…]     steps: system, environment, model; all of them, in this order, by default
#
# system       Debian packages of system-packages.txt, by apt where that is allowed; else names them and stops
# environment  uv, then the packages of uv.lock in .venv
# model        the default speech model, for this user (callassist models path whisper-base says where)
# packing      what freezing and packing the app need (build-packages.txt), like `system`; not among the default steps
# testing      what the tests want (test-packages.txt); where it can't be installed it is named, and that is all; likewise
#
# Reads no standard input. Index, mirror, proxy and certificates are those of the caller's environment and
# configuration (PIP_*, UV_*, SSL_CERT_FILE, https_proxy, pip.conf, uv.toml).
set -euo pipefail
shopt -s inherit_errexit
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly model=whisper-base
readonly tools=.cache/tools
# The oldest known to read the lock. The one installed where there is none is that of uv-requirements.txt.
readonly oldest_uv=0.8.0
readonly network="Is it the network? A proxy goes into https_proxy, own certificates into SSL_CERT_FILE."

export DEBIAN_FRONTEND=noninteractive
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
unset VIRTUAL_ENV

say() { printf 'set-up: %s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

# A company's own certificate authority is in the system's bundle, which neither uv nor pip reads unasked.
use_system_certificates() {
    local bundle=/etc/ssl/certs/ca-certificates.crt
    if [[ -r $bundle ]]; then
        export SSL_CERT_FILE="${SSL_CERT_FILE:-$bundle}"
        export PIP_CERT="${PIP_CERT:-$SSL_CERT_FILE}"
    fi
}

# ── Looking ─────────────────────────────────────────────────────────────────────────────────────────────────

# Prints the first Python on the PATH that pyproject.toml's requires-python allows.
suitable_python() {
    local requires candidate
    requires="$(sed -n 's/^requires-python = "\(.*\)"$/\1/p' pyproject.toml)"
    for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$candidate" - "$requires" <<'PYTHON' 2>/dev/null; then
import re
import sys

lowest, below = (tuple(map(int, bound)) for bound in re.findall(r"(\d+)\.(\d+)", sys.argv[1]))
sys.exit(not lowest <= sys.version_info[:2] < below)
PYTHON
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# Prints a uv that runs and is new enough. A name on the PATH is not proof that it runs (pyenv's shims).
usable_uv() {
    local candidate version
    for candidate in uv "$tools/bin/uv" "${HOME:-}/.local/bin/uv"; do
        version="$("$candidate" --version 2>/dev/null)" || continue
        version="${version#uv }"
        if printf '%s\n' "$oldest_uv" "${version%% *}" | sort --version-sort --check=silent; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

has_python() {
    local uv
    suitable_python >/dev/null || { uv="$(usable_uv)" && "$uv" python find >/dev/null 2>&1; }
}

has_uv_or_venv() {
    local python
    if ! usable_uv >/dev/null; then
        python="$(suitable_python)" && "$python" -c 'import ensurepip, venv' 2>/dev/null
    fi
}

# Succeeds where what a line of a list of packages asks for is there; `$2` is the loader's list of libraries.
is_present() {
    case $1 in
        file:*) [[ -e ${1#file:} ]] ;;
        library:*) [[ -z $2 || $2 == *"${1#library:} ("* ]] ;;
        python) has_python ;;
        uv) has_uv_or_venv ;;
        *) stop "a list of packages: cannot look for \"$1\"" ;;
    esac
}

# Prints the packages of a list that are not there.
missing_packages() {
    local list=$1 libraries package sought
    # Empty where the system has no ldconfig (macOS, musl): libraries cannot be looked for there.
    libraries="$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)"
    while read -r package sought _; do
        [[ -z $package || $package == '#'* ]] || is_present "$sought" "$libraries" || printf '%s\n' "$package"
    done <"$list"
}

# ── Steps ───────────────────────────────────────────────────────────────────────────────────────────────────

install_system() {
    local found missing=() as_root=()
    found="$(missing_packages "$1")"
    [[ -n $found ]] || return 0
    mapfile -t missing <<<"$found"
    if ! command -v apt-get >/dev/null; then
        stop "there is no apt here; install what these packages of Debian hold, then try again: ${missing[*]}"
    fi
    if ((EUID != 0)); then
        as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
        if ! sudo -n true 2>/dev/null; then
            say "system packages are missing, and installing them takes root. Have this run, then try again:"
            stop "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
        fi
    fi
    say "installing ${missing[*]}"
    # One repository out of reach need not matter: whether it does, the installation says.
    "${as_root[@]}" apt-get -qq update || say "apt-get update reported trouble; going on with what is known"
    "${as_root[@]}" apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
        "${missing[@]}" >/dev/null || stop "apt could not install them, for the reason above"
}

install_uv() {
    local python
    python="$(suitable_python)" || stop "there is no suitable Python; packaging/setup.sh system installs one"
    say "installing uv into $tools"
    "$python" -m venv --clear "$tools"
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement packaging/uv-requirements.txt ||
        stop "pip could not install uv, for the reason above. $network"
}

install_environment() {
    local uv
    use_system_certificates
    if ! usable_uv >/dev/null; then
        install_uv
    fi
    uv="$(usable_uv)" || stop "uv was installed into $tools and does not run; remove $tools and try again"
    # Frozen: the lock is what was tested. That it fits pyproject.toml is a test's business, not the user's.
    if ! "$uv" sync --frozen --check --quiet 2>/dev/null; then
        say "installing the packages of uv.lock into .venv"
        "$uv" sync --frozen || stop "uv could not install them, for the reason above. $network"
    fi
}

install_model() {
    use_system_certificates
    if ! .venv/bin/callassist models path "$model" >/dev/null 2>&1; then
        say "installing the speech model $model"
        .venv/bin/callassist models install "$model" >&2
    fi
}

for step in "${@:-all}"; do
    case $step in
        system) install_system packaging/system-packages.txt ;;
        packing) install_system packaging/build-packages.txt ;;
        # In a shell of its own, which may stop: what is missing then was named, and the tests that want it skip.
        testing) (install_system packaging/test-packages.txt) || say "going on without; the tests that want them skip" ;;
        environment) install_environment ;;
        model) install_model ;;
        all)
            install_system packaging/system-packages.txt
            install_environment
            install_model
            ;;
        *) stop "unknown step \"$step\"; there are: system, environment, model, packing, testing" ;;
    esac
done
