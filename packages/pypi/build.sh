#!/usr/bin/env bash
# build.sh PERFHINT FOLDER: the wheel of that program, with the platform tag that auditwheel finds it has. The same program and
# SOURCE_DATE_EPOCH give the same bytes. PERFHINT_PACKAGES: see tests/packages/tools/fetch.sh.
set -euo pipefail
binary=$(realpath "$1") folder=$(realpath -m "$2")
cd "$(dirname "${BASH_SOURCE[0]}")"
export PATH=${PERFHINT_PACKAGES:-$HOME/.cache/perfhint/packages}/venv/bin:$PATH
plain=$(mktemp -d)
trap 'rm -rf "$plain"' EXIT
PERFHINT_BINARY=$binary hatchling build -t wheel -d "$plain" >&2
auditwheel repair --strip --wheel-dir "$folder" "$plain"/*.whl >&2
ls "$folder"/perfhint-*.whl
