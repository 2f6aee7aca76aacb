#!/usr/bin/env bash
# Set up everything the programs, the demo and the tests need, once; a second run finds the stamp and stops.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.setup-stamp
wanted=$(cat requirements.lock pyproject.toml system-packages.txt scripts/setup.sh $(ls kiosk/ui/i18n/*.ts agent_console/ui/i18n/*.ts forms/fonts.py 2>/dev/null) | sha256sum | cut -d' ' -f1)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

say() { printf '== %s\n' "$*"; }

say 'system packages'
missing=()
while read -r name _; do
  case "$name" in ''|'#'*) continue ;; esac
  # On Ubuntu 24.04 a few libraries carry the suffix t64 and provide the old name.
  dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' && continue
  dpkg-query -W -f '${Status}' "${name}t64" 2>/dev/null | grep -q 'ok installed' && continue
  missing+=("$name")
done < system-packages.txt
if [ ${#missing[@]} -gt 0 ]; then
  run=()
  [ "$(id -u)" = 0 ] || run=(sudo -n)
  if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
    "${run[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
  else
    printf 'These system packages are missing and cannot be installed without root:\n'
    for name in "${missing[@]}"; do grep -E "^$name +" system-packages.txt | sed 's/^/  /'; done
    printf 'Install them with:\n  sudo apt-get install --no-install-recommends %s\n' "${missing[*]}"
  fi
fi

python=
for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13; do
  if command -v "$candidate" > /dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || { printf 'Python 3.11 or newer is needed; set PYTHON=/path/to/python and run again.\n' >&2; exit 1; }

say 'virtual environment'
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --use-pep517 --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .

if [ -f forms/fonts.py ]; then
  say 'fonts for paper'
  .venv/bin/python -m forms.fonts
fi

if ls kiosk/ui/i18n/*.ts agent_console/ui/i18n/*.ts > /dev/null 2>&1; then
  say 'translations'
  for ts in kiosk/ui/i18n/*.ts agent_console/ui/i18n/*.ts; do
    .venv/bin/pyside6-lrelease -silent "$ts" -qm "${ts%.ts}.qm"
  done
fi

printf '%s\n' "$wanted" > "$stamp"
say 'ready'
