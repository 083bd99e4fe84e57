#!/usr/bin/env bash
# fetch.sh: what packages are built and tested with: python.txt into a virtual environment, taplo from npm, and the wheel
# of setuptools that pre-commit builds its hooks with; each by its hash. A second call sees the stamp and returns at once.
#   PERFHINT_PACKAGES  where to put it (default: ~/.cache/perfhint/packages)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

dir=${PERFHINT_PACKAGES:-$HOME/.cache/perfhint/packages}
stamp=$(cat python.txt setuptools.txt package-lock.json | cksum)

[ "$(cat "$dir/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
echo "fetching the tools for packages into $dir"
rm -rf "$dir"
mkdir -p "$dir"
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r python.txt
"$dir/venv/bin/pip" download --quiet --disable-pip-version-check --require-hashes --dest "$dir/wheels" -r setuptools.txt
cp package.json package-lock.json "$dir/"
npm ci --prefix "$dir" --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$stamp" >"$dir/stamp"
