# SPDX-License-Identifier: EUPL-1.2
# The ground that the commands beside this file stand on: Debian's packages and a Python of our own.
# They source it; it works from any folder and asks nothing.
set -euo pipefail
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "Det gick inte: $*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "Det här behöver göras av root, eller av någon som får använda sudo: $*"
  fi
}

is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Install those of the named Debian packages that are missing, with no question and no service started.
need_debian() {
  local missing=() name
  for name in "$@"; do
    is_installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  say "Hämtar från Debian: ${missing[*]}"
  # RUNLEVEL=1 is how Debian's scripts are told that a newly installed service shall not start.
  local apt=(env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -q -y -o DPkg::Lock::Timeout=120)
  local log
  log=$(mktemp)
  if ! { as_root "${apt[@]}" update && as_root "${apt[@]}" install --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "apt-get kunde inte installera ${missing[*]}. Det som apt sade står ovanför."
  fi
  rm -f "$log"
}

# What draws the letters on paper (WeasyPrint): Pango and HarfBuzz, and letters for names that our
# own typeface has none for.
need_paper() {
  need_debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
}

has_python() {
  python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Make .venv and fill it with exactly what a lock says; a stamp of the lock lets the next time skip it.
need_python() {
  local lock=$ROOT/requirements/$1 stamp=$VENV/$1.stamp wanted
  wanted=$(sha256sum <"$lock")
  if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  has_python || need_debian ca-certificates python3 python3-venv
  has_python || fail "Python 3.11 eller nyare behövs (Debian 12 eller nyare har det)."
  "$VENV/bin/python" -c 'import pip' 2>/dev/null || python3 -m venv --clear "$VENV"
  say "Hämtar Pythonpaket enligt requirements/$1"
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --only-binary :all: --no-deps --require-hashes --requirement "$lock" </dev/null \
    || fail "pip kunde inte installera det som står i requirements/$1."
  printf '%s\n' "$wanted" >"$stamp"
}
