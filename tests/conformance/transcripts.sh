#!/usr/bin/env bash
# Replays the session transcripts with their messages recorded, and validates every one against LSP's meta model.
# PERFHINT_TESTS: the test binary (build/release/tests/perfhint_tests).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
PERFHINT_SESSION_LOGS=$logs "${PERFHINT_TESTS:-$here/../../build/release/tests/perfhint_tests}" \
  --gtest_filter='*SessionTest*' --gtest_brief=1
"$here/run.sh" "$logs"
