# Sourced by run.sh: drive_NAME EDITOR starts an editor on $WORK/sample.py, with `perfhint` on the PATH and $WORK as HOME.
# What it sees goes to $WORK/report, a line `ok   ...` or `FAIL ...` for each check.

isolated_nvim() { # EDITOR ARGUMENTS...: sees no files but Neovim's own and the package, which is copied for its help's tags
  cp -r "$root/editors/nvim" "$WORK/"
  timeout 180 "$cache/$1/run" --clean --headless -n -i NONE --cmd "set runtimepath^=$WORK/nvim" "${@:2}"
}

batch_emacs() { # EDITOR ARGUMENTS...
  timeout 180 "$cache/$1/run" -Q --batch -L "$root/editors/emacs" -L "$here/emacs" "${@:2}"
}

# A Lua error must not leave Neovim waiting: hence the last cquit.
drive_nvim() { isolated_nvim "$1" -c "luafile $here/nvim/test.lua" -c cquit; }
with_basedpyright() { PATH=$cache/basedpyright/node_modules/.bin:$PATH "$@"; }

drive_beside_nvim() { with_basedpyright isolated_nvim "$1" -c "luafile $here/nvim/beside.lua" -c cquit; }

drive_eglot() { batch_emacs "$1" -l eglot-test; }
drive_flymake() { batch_emacs "$1" -l flymake-test; }
drive_beside_emacs() { with_basedpyright batch_emacs "$1" -l beside-test; }
drive_lsp_mode() { with_basedpyright batch_emacs "$1" -L "$root/editors/lsp-mode" -l lsp-mode-test; }

drive_lint() {
  local files=("$root"/editors/emacs/*.el)
  [[ $1 != emacs28 ]] || files+=("$root/editors/lsp-mode/lsp-perfhint.el") # lsp-mode is unpacked there
  batch_emacs "$1" -L "$cache/package-lint/lisp" -l lint "${files[@]}"
}

drive_helix() { "$here/helix.sh" "$cache/$1/run" "$root/editors/helix/languages.toml"; }
drive_kate() { "$here/kate.sh" "$cache/$1/run" "$root/editors/kate/settings.json"; }

drive_ale() {
  timeout 100 "$cache/$1/run" --cmd "set runtimepath^=$root/editors/ale" -Nu NONE -i NONE -n -es -S "$here/ale.vim"
}

# As a new user would: what the README says is done, word for word, in an empty home.

readme_block() { # EDITOR LANGUAGE [N]: the Nth block of code in that language in the README's paragraph on the editor
  awk -v editor="**$1**" -v fence="\`\`\`$2" -v wanted="${3:-1}" '
    index($0, "**") == 1 { here = index($0, editor) == 1 }
    here && inside && $0 == "```" { inside = 0 }
    here && inside && seen == wanted { print }
    here && $0 == fence { inside = 1; seen++ }' "$root/README.md"
}

install_by_readme() { # EDITOR LANGUAGE N FILE: does what the README says; the Nth configuration becomes FILE
  (cd "$root" && bash -e <(readme_block "$1" sh)) || return
  mkdir -p "$(dirname "$4")"
  readme_block "$1" "$2" "$3" >"$4"
  local lines
  lines=$(wc -l <"$4")
  verdict "the README needs at most five lines" test "$lines" -ge 1 -a "$lines" -le 5 >>"$WORK/report"
}

drive_readme_nvim() {
  install_by_readme Neovim lua 1 "$HOME/.config/nvim/init.lua" || return
  timeout 100 "$cache/$1/run" --headless "$WORK/sample.py" -c "luafile $here/nvim/readme.lua" -c cquit
}

readme_emacs() { # EDITOR N: a real session on a terminal of its own
  install_by_readme Emacs elisp "$2" "$HOME/.emacs.d/init.el" || return
  TERM=xterm timeout 60 script -qec "stty rows 40 cols 120; '$cache/$1/run' -nw '$WORK/sample.py' -l '$here/emacs/readme.el'" /dev/null
}
drive_readme_eglot() { readme_emacs "$1" 1; }
drive_readme_flymake() { readme_emacs "$1" 2; }
