#!/usr/bin/env bash
# run.sh NAME...: test_NAME.py by the Python that tools/fetch.sh has fetched. PERFHINT_PACKAGES: where that is;
# PERFHINT_BINARY: the program to package (build/release/perfhint).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PERFHINT_PACKAGES=${PERFHINT_PACKAGES:-$HOME/.cache/perfhint/packages}
export PERFHINT_BINARY=${PERFHINT_BINARY:-$here/../../build/release/perfhint}
"$here/tools/fetch.sh" >&2
for name in "$@"; do "$PERFHINT_PACKAGES/venv/bin/python" -B "$here/test_$name.py"; done
