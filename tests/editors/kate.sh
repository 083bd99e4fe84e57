#!/usr/bin/env bash
# kate.sh KATE SETTINGS.JSON: a smoke test of perfhint in Kate, which draws nowhere and cannot be asked what it shows:
# it takes the settings, starts perfhint, opens the file, and is told hints. Run by run.sh (drivers.sh).
set -u
config=$HOME/.config
mkdir -p "$config/kate/lspclient" "$WORK/runtime"
chmod 700 "$WORK/runtime"
cp "$2" "$config/kate/lspclient/settings.json"
# Kate asks before it starts a program; the answer that a user would give is kept here.
cat >"$config/katerc" <<END
[Kate Plugins]
lspclientplugin=true

[lspclient]
AllowedServerCommandLines=$WORK/bin/perfhint lsp
ServerConfiguration=file://$config/kate/lspclient/settings.json
END
printf '[Kate Plugins]\nlspclientplugin=true\n' >"$config/anonymous.katesession"

XDG_RUNTIME_DIR=$WORK/runtime "$1" -n -b --startanon "$WORK/sample.py" &
kate=$!
trap 'kill $kate' EXIT

session_has() { grep -q "$@" "$WORK/session.jsonl" 2>/dev/null; }
check() { # NAME COMMAND...
  local i
  for ((i = 0; i < PATIENCE * 10; i++)); do
    "${@:2}" && { echo "ok   $1" >>"$WORK/report"; return; }
    sleep 0.1
  done
  echo "FAIL $1" >>"$WORK/report"
}
check "Kate starts perfhint by the settings" session_has '"method": *"initialize"'
check "and opens the file" session_has '"method": *"textDocument/didOpen"'
check "hints are told" session_has 'publishDiagnostics.*materialized-arg-any-all'
! grep -q '^FAIL' "$WORK/report"
