#!/usr/bin/env bash
# run.sh [TEST|GROUP...]: perfhint in real editors, headless; fetches them when they are not there yet (fetch.sh).
# A test is DRIVER:EDITOR (drivers.sh, fetch.sh); the groups are nvim and emacs, which are the default, and all.
# PERFHINT_BINARY: the perfhint to test (build/release/perfhint). LOGS: folder to keep the recorded sessions in.
# SEED: of the random edits. PATIENCE: seconds to wait for what should come at once.
# Every test closes with `N passed, N failed`; exit 1 if anything failed.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=$(realpath -m "${PERFHINT_BINARY:-$root/build/release/perfhint}")
cache=$(realpath -m "${PERFHINT_EDITORS:-$HOME/.cache/perfhint/editors}")
export SEED=${SEED:-42} PATIENCE=${PATIENCE:-30}
[[ -x $binary ]] || { echo "run.sh: no perfhint at $binary (set PERFHINT_BINARY)" >&2; exit 2; }
source "$here/drivers.sh"

nvim=(nvim:nvim readme_nvim:nvim)
emacs=(eglot:emacs flymake:emacs lint:emacs readme_eglot:emacs readme_flymake:emacs)
all=("${nvim[@]}" nvim:nvim07 nvim:nvim012 readme_nvim:nvim07 readme_nvim:nvim012
  "${emacs[@]}" eglot:emacs28 flymake:emacs28 lint:emacs28 readme_eglot:emacs28 readme_flymake:emacs28
  beside_nvim:nvim07 beside_nvim:nvim beside_nvim:nvim012 beside_emacs:emacs beside_emacs:emacs28
  helix:helix ale:ale lsp_mode:emacs28 kate:kate)

needs() { # TEST: what fetch.sh is to fetch
  case $1 in
    beside_* | lsp_mode:*) echo "${1#*:} basedpyright" ;;
    lint:*) echo "${1#*:} package-lint" ;;
    *) echo "${1#*:}" ;;
  esac
}

verdict() { # NAME COMMAND...: one more check, from outside the editor
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

check_from_outside() { # DRIVER EDITOR STATUS-OF-THE-EDITOR
  verdict "$2 ends well" test "$3" -eq 0
  [[ -e $WORK/session.jsonl ]] || return
  verdict "no server is left behind" no_server_is_left
  verdict "the session is valid LSP" python3 "$root/tests/conformance/validate.py" --strict "$WORK/session.jsonl"
  # Only these stop the server and wait; of Emacs 28 it is known that it kills what it has asked to stop.
  [[ $1 != @(nvim|eglot) || $2 = emacs28 ]] || verdict "the server exits with 0" grep -qx 0 "$WORK/exit"
  [[ $1 = @(nvim|eglot|helix) ]] || return
  verdict "the server was told the text that was saved" \
    python3 "$here/replay.py" "$WORK/session.jsonl" "$WORK/sample.py" "$([[ $1 = helix ]] && echo 5 || echo 100)"
  verdict "its hints are those of perfhint check" \
    python3 "$here/last_hints.py" "$WORK/session.jsonl" "$WORK/sample.py" "$binary"
}

# The editors find `perfhint` on the PATH, as users' do; this one records the session and its exit code.
make_perfhint() {
  mkdir "$WORK/bin"
  cat >"$WORK/bin/perfhint" <<END
#!/usr/bin/env bash
[[ \$1 = lsp ]] || exec "$binary" "\$@"
"$binary" "\$@" --log-messages "$WORK/session.jsonl" 2>>"$WORK/server.log"
echo \$? >"$WORK/exit"
END
  chmod +x "$WORK/bin/perfhint"
}

run_test() { # DRIVER EDITOR
  local failed begin=$SECONDS
  WORK=$(mktemp -d)
  export WORK
  make_perfhint
  cp "$here/sample.py" "$WORK/"
  touch "$WORK/report" "$WORK/server.log"
  (export HOME=$WORK PATH=$WORK/bin:$PATH; "drive_$1" "$2") </dev/null >"$WORK/output" 2>&1
  check_from_outside "$1" "$2" $? >>"$WORK/report"
  cat "$WORK/report"
  failed=$(grep -ac '^FAIL ' "$WORK/report")
  [[ $failed = 0 ]] || tail -n 20 "$WORK/output" "$WORK/server.log"
  [[ -z ${LOGS:-} ]] || { mkdir -p "$LOGS"; cp "$WORK"/session.jsonl "$LOGS/$1-$2.jsonl"; }
  echo "$1:$2: $(grep -ac '^ok   ' "$WORK/report") passed, $failed failed, $((SECONDS - begin)) s"
  rm -rf "$WORK"
  [[ $failed = 0 ]]
}

[[ $# -gt 0 ]] || set -- nvim emacs
tests=()
for name in "$@"; do
  case $name in
    nvim) tests+=("${nvim[@]}") ;;
    emacs) tests+=("${emacs[@]}") ;;
    all) tests+=("${all[@]}") ;;
    *:*) tests+=("$name") ;;
    *) echo "run.sh: no test called $name" >&2; exit 2 ;;
  esac
done
for test in "${tests[@]}"; do needs "$test"; done | tr ' ' '\n' | sort -u | xargs "$here/fetch.sh" || exit 1
status=0
for test in "${tests[@]}"; do run_test "${test%:*}" "${test#*:}" || status=1; done
exit $status
