#!/usr/bin/env bash
# Freezes CallAssist for Linux: dist/callassist, a folder that runs on a PC without Python.
#
#   packaging/freeze.sh
#
# It works in an environment of its own, build/venv, made from uv.lock without the packages that must not be in the app:
# what is not installed can't slip in. Set-up has installed uv and the system's libraries.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# PyAV's wheels carry GPL parts (docs/dependencies.md); the other two are never imported.
readonly left_out=(av onnxruntime hf-xet)
export UV_PROJECT_ENVIRONMENT=build/venv UV_PYTHON_DOWNLOADS=never
unset VIRTUAL_ENV
PATH="$PWD/.cache/tools/bin:$PATH"

stop() {
    printf 'freeze: %s\n' "$*" >&2
    exit 1
}

# A company's own certificate authority is in the system's bundle, which uv does not read unasked.
if [[ -r /etc/ssl/certs/ca-certificates.crt ]]; then
    export SSL_CERT_FILE="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}"
fi
uv --version >/dev/null 2>&1 || stop "uv is missing; packaging/setup.sh environment installs it"
uv sync --quiet --frozen --no-default-groups --group packaging --no-editable --reinstall-package callassist \
    "${left_out[@]/#/--no-install-package=}"
build/venv/bin/python - <<'PYTHON' || stop "this Python has no shared library; on Debian: apt-get install -y libpython3.11"
import sys
from PyInstaller.depend.bindepend import get_python_library_path

get_python_library_path()
PYTHON
build/venv/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller \
    packaging/callassist.spec
du -sh dist/callassist | sed 's/^/freeze: /' >&2
