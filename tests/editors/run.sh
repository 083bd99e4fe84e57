#!/usr/bin/env bash
# run.sh [nvim] [emacs]: perfhint in real editors, headless; fetches them when they are not there yet (fetch.sh).
# PERFHINT_BINARY: the perfhint to test (build/release/perfhint). LOGS: folder to keep the recorded sessions in.
# SEED: of the random edits. Every editor closes with `N passed, N failed`; exit 1 if anything failed.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=$(realpath -m "${PERFHINT_BINARY:-$root/build/release/perfhint}")
cache=$(realpath -m "${PERFHINT_EDITORS:-$HOME/.cache/perfhint/editors}")
export SEED=${SEED:-42} PATIENCE=${PATIENCE:-20}
[[ -x $binary ]] || { echo "run.sh: no perfhint at $binary (set PERFHINT_BINARY)" >&2; exit 2; }

start_nvim() {
  cp -r "$root/editors/nvim" "$WORK/"
  XDG_CONFIG_HOME=$WORK/config XDG_DATA_HOME=$WORK/data XDG_STATE_HOME=$WORK/state XDG_CACHE_HOME=$WORK/cache \
    timeout 180 "$cache/$1/run" --clean --headless -n -i NONE --cmd "set runtimepath^=$WORK/nvim" \
    -c "luafile $here/nvim/test.lua" -c cquit
}

start_emacs() {
  timeout 180 "$cache/$1/run" -Q --batch -L "$root/editors/emacs" -l "$here/emacs_test.el"
}

verdict() { # verdict NAME COMMAND...: one more check, from outside the editor
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then echo "ok   $name"; else echo "FAIL $name | $(tail -5 <<<"$output" | tr '\n' ' ')"; fi
}

# The bracket keeps grep from finding itself.
servers() { grep -lz -- "$WORK/[s]ession.jsonl" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3; }

no_server_is_left() {
  local i
  for i in {1..50}; do
    [[ -n $(servers) ]] || return 0
    sleep 0.1
  done
  servers | xargs -r kill
  return 1
}

check_editor() { # in WORK: sample.py and bin/perfhint are there; output, report and session.jsonl come
  "start_${1%%[0-9]*}" "$1" </dev/null >"$WORK/output" 2>&1
  verdict "$1 ends well" test $? -eq 0
  verdict "no server is left behind" no_server_is_left
  verdict "the server exits with 0" grep -qx 0 "$WORK/exit"
  verdict "the server was told the text that was saved" python3 "$here/replay.py" "$WORK/session.jsonl" "$WORK/sample.py"
  verdict "its hints are those of perfhint check" python3 "$here/last_hints.py" "$WORK/session.jsonl" "$WORK/sample.py" "$binary"
  verdict "the session is valid LSP" python3 "$root/tests/conformance/validate.py" --strict "$WORK/session.jsonl"
}

run_editor() {
  local editor=$1 failed
  WORK=$(mktemp -d)
  export WORK
  mkdir "$WORK/bin"
  cp "$here/sample.py" "$WORK/"
  # The editors find `perfhint` on the PATH, as users' do; this one records the session and its exit code.
  cat >"$WORK/bin/perfhint" <<END
#!/usr/bin/env bash
[[ \$1 = lsp ]] || exec "$binary" "\$@"
"$binary" "\$@" --log-messages "$WORK/session.jsonl" 2>>"$WORK/server.log"
echo \$? >"$WORK/exit"
END
  chmod +x "$WORK/bin/perfhint"
  touch "$WORK/report" "$WORK/server.log"
  HOME=$WORK PATH=$WORK/bin:$PATH check_editor "$editor" >>"$WORK/report"
  cat "$WORK/report"
  failed=$(grep -ac '^FAIL ' "$WORK/report")
  [[ $failed = 0 ]] || tail -n 20 "$WORK/output" "$WORK/server.log"
  [[ -z ${LOGS:-} ]] || { mkdir -p "$LOGS"; cp "$WORK/session.jsonl" "$LOGS/$editor.jsonl"; }
  echo "$editor: $(grep -ac '^ok   ' "$WORK/report") passed, $failed failed"
  rm -rf "$WORK"
  [[ $failed = 0 ]]
}

[[ $# -gt 0 ]] || set -- nvim emacs
status=0
"$here/fetch.sh" "$@" || exit 1
for editor in "$@"; do run_editor "$editor" || status=1; done
exit $status
