#!/usr/bin/env bash
# run.sh PERFHINT_CLIENT_FUZZ [OPTIONS]: random clients against the server (client_fuzz.cpp says which options); every
# tenth session is validated against LSP's meta model, with no error and no warning.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
"$@" --logs "$logs"
"$here/../../conformance/run.sh" "$logs" >"$logs/said" || {
  grep -v ': 0 errors, 0 warnings$' "$logs/said"
  echo "fuzz_client: the number in a log's name is its --seed"
  exit 1
}
echo "fuzz_client: $(grep -c ': 0 errors, 0 warnings$' "$logs/said") sessions are valid by LSP's meta model"
