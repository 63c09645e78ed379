#!/bin/sh
# Prepares .venv with the locked packages, the few system libraries that draw PDFs, and Tesseract,
# which reads scans.
# Safe to run again: a second run with nothing changed takes well under a second and needs no network.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
python=${PYTHON:-}

if [ -z "$python" ]; then
    for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found. Install it, then run this again." >&2
    exit 2
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "This needs an administrator: $*" >&2
        exit 2
    fi
}

apt_install() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Please install these with your system's own tools, then run this again: $*" >&2
        exit 2
    fi
    echo "Installing system packages: $* (asking for administrator rights if they are needed)" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "$@" >/dev/null
}

wanted=$(cat setup/requirements.lock pyproject.toml setup/install.sh | cksum)
if [ -f "$venv/.installed" ] && [ "$(cat "$venv/.installed")" = "$wanted" ]; then
    exit 0
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install python3-venv
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"

missing=$("$venv/bin/python" - <<'PY'
from ctypes import CDLL
need = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
import sys
if sys.platform == "linux":
    for library, package in need.items():
        try:
            CDLL(library)
        except OSError:
            print(package)
PY
)
if ! command -v tesseract >/dev/null 2>&1 ||
    ! tesseract --list-langs 2>/dev/null | grep -qx 'Latin\|script/Latin'; then
    missing="$missing tesseract-ocr tesseract-ocr-script-latn"
fi
# The names are one word each, so splitting them here is what is meant.
# shellcheck disable=SC2086
[ -z "${missing# }" ] || apt_install $missing

echo "Installing the locked Python packages into $venv" >&2
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r setup/requirements.lock
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
printf '%s' "$wanted" >"$venv/.installed"
