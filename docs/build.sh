#!/usr/bin/env bash
# build.sh [setup]: the site, from this folder and what PERFHINT_BINARY tells, into PERFHINT_DOCS (build/docs); `setup` only
# fetches what that needs. Packages are fetched when the lock file has changed, and checked by its hashes; no network else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json node_modules/.installed-lock
fi
[ "${1:-}" != setup ] || exit 0
out=${PERFHINT_DOCS:-$PWD/../build/docs}
mkdir -p "$out"
find "$out" -mindepth 1 -delete  # pages that are no more
PERFHINT_DOCS=$out node node_modules/@11ty/eleventy/cmd.cjs --quiet >&2
