#!/usr/bin/env bash
# Fetches what packages are built and tested with: tools.txt into a virtual environment, taplo from npm, and the wheel of
# setuptools that pre-commit builds its hooks with. A second call sees the stamp and returns at once.
#   PERFHINT_PACKAGES  where to put it (default: ~/.cache/perfhint/packages)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

taplo=0.7.0
setuptools=84.2.1
dir=${PERFHINT_PACKAGES:-$HOME/.cache/perfhint/packages}
stamp="taplo $taplo, setuptools $setuptools, $(cksum <tools.txt)"

[ "$(cat "$dir/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
echo "fetching the tools for packages into $dir"
rm -rf "$dir"
mkdir -p "$dir"
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check -r tools.txt
"$dir/venv/bin/pip" download --quiet --disable-pip-version-check --dest "$dir/wheels" "setuptools==$setuptools"
npm install --prefix "$dir" --ignore-scripts --no-save --no-audit --no-fund --loglevel=error "@taplo/cli@$taplo"
echo "$stamp" >"$dir/stamp"
