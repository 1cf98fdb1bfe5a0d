# What ./run and ./test both need from the machine. Sourced by them, in the project's folder; POSIX sh.

VENV=.venv

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# Sets PYTHON to an interpreter of 3.11 or newer; fails if there is none. PYTHON in the environment is asked first.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

has_library() { "${PYTHON:-false}" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
has_command() {
    for candidate in "$@"; do command -v "$candidate" >/dev/null 2>&1 && return 0; done
    return 1
}

# Prints the Debian packages that are missing, of those that running needs and, with the argument "test", testing too.
missing_packages() {
    if find_python; then
        "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
        has_library libpango-1.0.so.0 || echo libpango-1.0-0
        has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
        has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
        has_library libmagic.so.1 || echo libmagic1
    else
        echo python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1
    fi
    [ -e /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ] ||
        { has_command fc-list && [ -n "$(fc-list 'Noto Sans')" ]; } || echo fonts-noto-core
    [ "${1:-}" = test ] || return 0
    has_command chromium chromium-browser google-chrome || echo chromium
    has_command pdftotext || echo poppler-utils
    has_command qpdf || echo qpdf
    has_library libatomic.so.1 || echo libatomic1 # the browser driver's own runtime wants it
}

# Installs what is missing when root; otherwise prints the one line to run, and stops.
need_packages() {
    packages=$(missing_packages "${1:-}" | tr '\n' ' ' | sed 's/ $//')
    [ -n "$packages" ] || { find_python; return 0; }
    has_command apt-get || stop "Missing, under their Debian names: $packages. Install them and start again."
    if [ "$(id -u)" -ne 0 ]; then
        stop "Some system packages are missing. Run this line, then start again:

    sudo apt-get update && sudo apt-get install -y $packages"
    fi
    say "Installing system packages: $packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || stop "apt-get update failed; is there a connection to the Debian archive?"
    # shellcheck disable=SC2086  # a list of package names
    apt-get install -y -qq --no-install-recommends $packages >/dev/null || stop "Could not install: $packages"
    find_python || stop "Renaksi needs Python 3.11 or newer (Debian 12 has it); this system offers none."
    packages=$(missing_packages "${1:-}" | tr '\n' ' ')
    [ -z "$packages" ] || stop "Still missing after installation: $packages"
}

# Makes the virtual environment and installs the locked requirements named as arguments; skips what has not changed.
need_requirements() {
    if ! "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        say "Making a virtual environment in $VENV"
        "$PYTHON" -m venv --clear "$VENV" || stop "Could not make $VENV"
    fi
    for lock in "$@"; do
        stamp="$VENV/installed-$lock"
        sum=$(cksum <"$lock")
        [ "$sum" != "$(cat "$stamp" 2>/dev/null)" ] || continue
        say "Installing $lock"
        install_lock "$lock" || stop "Could not install $lock"
        printf '%s\n' "$sum" >"$stamp"
    done
}

# uv is several times faster than pip; where it cannot be had, pip does the same with the same hashes.
install_lock() {
    export UV_PYTHON_DOWNLOADS=never
    if { [ -x "$VENV/bin/uv" ] || "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements-uv.txt; } &&
        "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$1"; then
        return 0
    fi
    say "uv could not install $1; trying pip"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
}
