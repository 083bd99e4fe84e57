#!/usr/bin/env bash
# helix.sh HELIX LANGUAGES.TOML: a smoke test of perfhint in Helix, which has no headless mode: it runs in a private tmux.
# Run by run.sh (drivers.sh). Looks at the screen: sizes, hover, hint, fix; types; saves.
set -u
helix=$1
socket=$WORK/tmux
trap 'tmux -S "$socket" kill-server 2>/dev/null' EXIT

screen() { tmux -S "$socket" capture-pane -p -t helix; }
press() { tmux -S "$socket" send-keys -t helix "$@"; }
type_text() { press -l "$1"; }
command() { type_text ":$1"; press Enter; }
escape() { # a key right after Escape would be read as Alt and that key
  press Escape
  sleep 0.15
}

soon() { # COMMAND...: until it succeeds
  local i
  for ((i = 0; i < PATIENCE * 20; i++)); do
    "$@" && return
    sleep 0.05
  done
  return 1
}
on_screen() { screen | grep -qE -- "$1"; }
off_screen() { ! on_screen "$1"; }
in_file() { grep -qF -- "$1" "$WORK/sample.py"; }

check() { # NAME COMMAND...
  if soon "${@:2}"; then
    echo "ok   $1"
  else
    echo "FAIL $1 | $(screen | grep -v '^~' | tr '\n' '|')"
  fi >>"$WORK/report"
}

mkdir -p "$HOME/.config/helix"
cp "$2" "$HOME/.config/helix/languages.toml"
printf '[editor.lsp]\ndisplay-inlay-hints = true\n' >"$HOME/.config/helix/config.toml"
printf 'inlay-hints.sizes = "all"\n' >"$WORK/perfhint.toml"
cd "$WORK" || exit
LANG=C.UTF-8 tmux -S "$socket" -f /dev/null -u new-session -d -s helix -x 150 -y 40 "'$helix' sample.py"

check "sizes appear behind the lines" on_screen '\[1, 2, 3\].*[0-9]+ B'
type_text /sizes
press Enter
type_text ' k'
check "hover shows a size" on_screen 'list of 3 int'
escape
type_text ']d'
check "a hint is told" on_screen 'makes every element'
type_text ' a'
check "a fix is offered" on_screen 'Drop the brackets'
press Enter
check "it changes the line" on_screen 'first = any\(row < 0 for row in rows\)'
escape
type_text 'geo'
type_text 'third = all([row > 9 for row in range(9)])'
escape
type_text 'uU'
check "a typed line is there" on_screen 'third = all'
command w
check "it is saved" in_file 'third = all([row > 9 for row in range(9)])'
command q!
check "Helix quits" eval '! tmux -S "$socket" has-session -t helix 2>/dev/null'
! grep -q '^FAIL' "$WORK/report"
