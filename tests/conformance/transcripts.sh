#!/usr/bin/env bash
# Replays the session transcripts with their messages recorded, and validates every one against LSP's meta model, but for
# those in which the client breaks the protocol (tests/sessions/README.md).
# PERFHINT_TESTS: the test binary (build/release/tests/perfhint_tests).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
PERFHINT_SESSION_LOGS=$logs "${PERFHINT_TESTS:-$here/../../build/release/tests/perfhint_tests}" \
  --gtest_filter='*SessionTest*' --gtest_brief=1
for broken in $(grep -lx '# The client breaks the protocol: .*' "$here"/../sessions/*.lsp); do
  rm "$logs/$(basename "$broken" .lsp).jsonl"
done
"$here/run.sh" "$logs"
