#!/usr/bin/env bash
# Sees what breaks in a frozen app and nowhere else: native libraries, child processes, the encrypted database, data.
#
#   packaging/check-frozen.sh DIR     as dist/callassist; the model whisper-base is installed
#
# It works in folders of its own, in a place that is not this repository, without its environment.
set -euo pipefail
shopt -s inherit_errexit
exec </dev/null

app="$(realpath "${1:?which folder?}")"
here="$(dirname "$(realpath "${BASH_SOURCE[0]}")")"
own="$(mktemp -d)"
readonly app here own
trap 'rm -rf "$own"' EXIT

fail() {
    printf 'frozen: %s\n' "$*" >&2
    cat "$own/said" >&2
    exit 1
}

# A program of the app, with folders of its own, nothing of this environment, and no screen.
apart() {
    local program=$1
    shift
    cd "$own"
    exec env -u PYTHONPATH -u VIRTUAL_ENV CALLASSIST_DATA="$own/data" CALLASSIST_LOGS="$own/logs" \
        CALLASSIST_CONFIG="$own/config" CALLASSIST_RUNTIME="$own/run" CALLASSIST_MODELS="$models" \
        QT_QPA_PLATFORM=offscreen PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring "$app/$program" "$@"
}

# Runs a program of the app and keeps what it said; fails unless it exits with `$1`.
expect() {
    local wanted=$1 program=$2 code=0
    shift 2
    (apart "$program" "$@") >"$own/said" 2>&1 || code=$?
    ((code == wanted)) || fail "$program $* exited with $code, not $wanted:"
}

# Leaves the program `$1` in the middle of what it does, as a person would who quits.
quit() {
    local code=0
    kill -TERM "$1"
    wait "$1" || code=$?
    ((code == 0)) || fail "the window exited with $code:"
}

said() { grep -q -- "$1" "$own/said" || fail "it did not say \"$1\":"; }

models="${CALLASSIST_MODELS:-}"
if [[ -z $models ]]; then
    models="$(dirname "$("$app/callassist" models path whisper-base)")"
fi
readonly models

# What must not be in it (docs/dependencies.md).
if find "$app" \( -iname 'libav*' -o -iname '*x264*' -o -iname '*x265*' -o -name 'av' -o -name 'av.libs' \) | grep -q .; then
    fail "there are parts of FFmpeg in $app"
fi

expect 0 callassist --version
said "^callassist $(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../pyproject.toml")$"
printf 'card 4263982640269299\n' >"$own/line.txt"
expect 0 callassist redact line.txt
said '^card \[card\]$'
expect 0 callassist demo --fast
said 'The call is stored, encrypted'
expect 0 callassist db export --call last --text
said '\[card\]'
# On paper, which is laid out in a process of its own.
expect 0 callassist report calls --pdf papers
[[ $(head -c 5 "$own"/papers/call-*.pdf) == %PDF- ]] || fail "the stored call is no PDF:"
# An abusive call to its report: our own weights, the word lists, fonts, and what shapes Arabic on paper.
cp "$here/../tests/calls/conduct-abuse.jsonl" "$own/abuse.jsonl"
expect 0 callassist replay abuse.jsonl --reports reports --json
said '"type": *"incident"'
for number in 1 4; do # in Arabic and in English
    [[ $(head -c 5 "$own/reports/incident-$number.pdf") == %PDF- ]] || fail "incident-$number.pdf is no PDF:"
done
# Devices and the company's notice are this PC's matter; libraries load in a child process.
expect 1 callassist doctor --json
if grep -E '"check": "(versions|libraries|settings|folders|database|model)", "state": "fails"' "$own/said"; then
    fail "the doctor finds that something of the app itself fails:"
fi
said '"about": "fine", "what": "Database: opens'
said 'Silero voice activity loads in a child process'
expect 1 callassist-hook ring 966551234567
said 'CallAssist is not running'

# The window, with the engine and both children of the hearing behind it.
apart callassist >"$own/said" 2>&1 &
window=$!
began=$SECONDS
until (apart callassist-hook ring 966551234567) 2>/dev/null; do
    ((SECONDS < began + 60)) || fail "the window was not there for the softphone within a minute:"
    sleep 0.5
done
quit "$window"
rm -r "$own/data" # no earlier call is to be taken for this one
apart callassist demo --window >"$own/said" 2>&1 &
window=$!
began=$SECONDS
# It rings, is answered, and the agent greets: that is stored while the call goes on.
until (apart callassist db export --call last --text) 2>/dev/null | grep 'thank you for calling' >/dev/null; do
    ((SECONDS < began + 120)) || fail "the agent's greeting was not stored within two minutes:"
    sleep 2
done
quit "$window"
[[ ! -e $own/logs ]] || ! compgen -G "$own/logs/crash-*" >/dev/null || fail "there are crash reports"
printf 'frozen: it hears, keeps, redacts, reports abuse, shows its window with all behind it, and answers\n' >&2
