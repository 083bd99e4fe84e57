#!/usr/bin/env bash
# fetch.sh [EDITOR...]: unpack real editors under $PERFHINT_EDITORS (~/.cache/perfhint/editors), without root.
# nvim (0.10), emacs (30): the default. nvim07, nvim012, emacs28 (with eglot 1.9 and lsp-mode), helix, kate, and what
# stands beside: ale (for the system's vim), basedpyright (from npm), package-lint (for Emacs).
# apt works in a private folder with its own sources, so the machine's packages and lists stay as they are; what is
# unpacked already is left alone. Programs of a later Debian bring their own libc.
set -euo pipefail

cache=$(realpath -m "${PERFHINT_EDITORS:-$HOME/.cache/perfhint/editors}")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

mirror() { # the Debian mirror this machine already uses
  apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m1 -E '/debian/?$' || echo http://deb.debian.org/debian
}

# download FOLDER SUITE STATUS PACKAGE...: the packages and what they need beyond STATUS (a dpkg status file)
download() {
  local private=$1/apt suite=$2 status=$3 base=$(mirror)
  shift 3
  mkdir -p "$private"/{lists/partial,cache/archives/partial}
  printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$base" "$suite" >"$private/sources.list"
  [[ $suite != *-backports ]] || printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$base" "${suite%-backports}" >>"$private/sources.list"
  local options=(-q -o "Dir::State=$private" -o "Dir::State::lists=$private/lists" -o "Dir::State::status=$status"
    -o "Dir::Cache=$private/cache" -o "Dir::Etc::sourcelist=$private/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o APT::Install-Recommends=false
    -o Debug::NoLocking=true -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=3)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" install --yes --download-only --target-release "$suite" "$@"
}

unpack() { # unpack FOLDER: every downloaded package into FOLDER/root
  mkdir -p "$1/root"
  local deb
  for deb in "$1"/apt/cache/archives/*.deb; do dpkg -x "$deb" "$1/root"; done
  rm -rf "$1/apt"
}

fetch_beside() { # FOLDER SUITE PACKAGE...: what this machine lacks of them; it runs with this machine's libc
  download "$1" "$2" /var/lib/dpkg/status "${@:3}"
  unpack "$1"
}

# FOLDER SUITE PACKAGE PROGRAM: with all its libraries.
# Running through the loader would leave /proc/self/exe pointing at it, and Neovim could not find its runtime: patchelf.
fetch_alone() {
  local dir=$1 suite=$2 package=$3 program=$1/root/$4
  mkdir -p "$dir/apt" && : >"$dir/apt/status" # nothing counts as installed: libc comes along
  download "$dir" "$suite" "$dir/apt/status" "$package" patchelf
  unpack "$dir"
  local loader libraries
  loader=$(find "$dir/root" -name 'ld-linux*.so.*' | head -1)
  libraries=$(find "$dir/root" -name libc.so.6 -printf '%h:')$dir/root/usr/lib/$(uname -m)-linux-gnu
  "$loader" --library-path "$libraries" "$dir/root/usr/bin/patchelf" --set-interpreter "$loader" --force-rpath \
    --set-rpath "$libraries" "$program"
}

fetch_neovim() { # FOLDER SUITE
  fetch_alone "$1" "$2" neovim usr/bin/nvim
  ln -s root/usr/bin/nvim "$1/run"
}

fetch_nvim07() { fetch_neovim "$1" bookworm; }
fetch_nvim() { fetch_neovim "$1" trixie; }
fetch_nvim012() { fetch_neovim "$1" forky; }

wrap_emacs() { # FOLDER: Emacs has its folders compiled in; the environment moves them.
  local usr=$1/root/usr version libexec packages
  version=$(basename "$(find "$usr/share/emacs" -maxdepth 1 -name '[0-9]*' | head -1)")
  libexec=$(find "$usr/libexec/emacs/$version" -mindepth 1 -maxdepth 1 | head -1)
  packages=$(find "$usr/share/emacs/site-lisp/elpa-src" -mindepth 1 -maxdepth 1 -printf '%p:' 2>/dev/null || true)
  cat >"$1/run" <<END
#!/usr/bin/env bash
export EMACSDATA=$usr/share/emacs/$version/etc EMACSDOC=$usr/share/emacs/$version/etc EMACSPATH=$libexec
export EMACSLOADPATH=$packages$(find "$usr/share/emacs/$version/lisp" -type d -not -path '*/obsolete*' | paste -sd:)
export LD_LIBRARY_PATH=$(find "$usr/lib" -maxdepth 1 -name '*-linux-gnu*' | head -1)
exec $usr/bin/emacs-nox --dump-file $(find "$libexec" -name '*.pdmp' | head -1) "\$@"
END
  chmod +x "$1/run"
}

fetch_emacs() {
  fetch_beside "$1" bookworm-backports emacs-nox
  wrap_emacs "$1"
}

fetch_emacs28() {
  fetch_beside "$1" bookworm emacs-nox elpa-eglot elpa-lsp-mode
  wrap_emacs "$1"
}

fetch_helix() {
  fetch_alone "$1" trixie hx usr/lib/hx/hx
  printf '#!/usr/bin/env bash\nHELIX_RUNTIME=%s/root/usr/lib/hx/runtime exec %s/root/usr/lib/hx/hx "$@"\n' "$1" "$1" >"$1/run"
  chmod +x "$1/run"
}

fetch_kate() {
  local usr=$1/root/usr
  fetch_beside "$1" bookworm kate
  cat >"$1/run" <<END
#!/usr/bin/env bash
libraries=$usr/lib/$(uname -m)-linux-gnu
export XDG_DATA_DIRS=$usr/share:/usr/share QT_QPA_PLATFORM=offscreen LD_LIBRARY_PATH=\$libraries
export QT_PLUGIN_PATH=\$libraries/qt5/plugins
exec $usr/bin/kate "\$@"
END
  chmod +x "$1/run"
}

fetch_ale() { # it is no program: the system's vim loads it
  fetch_beside "$1" bookworm vim-ale
  printf '#!/usr/bin/env bash\nexec vim --cmd "set runtimepath^=%s/root/usr/share/vim-ale" "$@"\n' "$1" >"$1/run"
  chmod +x "$1/run"
}

fetch_package-lint() { # for Emacs
  fetch_beside "$1" trixie elpa-package-lint
  local sources=$1/root/usr/share/emacs/site-lisp/elpa-src
  ln -s "$(find "$sources" -mindepth 1 -maxdepth 1 -name 'package-lint-*')" "$1/lisp"
  printf '#!/usr/bin/env bash\nbasename "$(realpath %s/lisp)"\n' "$1" >"$1/run"
  chmod +x "$1/run"
}

fetch_basedpyright() {
  local hash=sha512-98BUK6yuNcUCgaEVaaFzhW4ReGjB8Tip9XBX4s7rGIsoKtc1Be7O4PB0A8Z4zV42FKvfUR5hwYzRYafU/BVTtQ==
  npm install --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error basedpyright@1.40.1
  grep -qF "$hash" "$1/package-lock.json" || { echo "fetch.sh: basedpyright is not the one that is known" >&2; exit 1; }
  ln -s node_modules/.bin/basedpyright "$1/run"
}

[[ $# -gt 0 ]] || set -- nvim emacs
mkdir -p "$cache"
for editor in "$@"; do
  dir=$cache/$editor
  if [[ ! -e $dir/done ]]; then
    declare -F "fetch_$editor" >/dev/null || { echo "fetch.sh: no editor called $editor" >&2; exit 2; }
    rm -rf "$dir"
    mkdir -p "$dir"
    echo "fetching $editor into $dir" >&2
    ("fetch_$editor" "$dir") >"$cache/$editor.log" 2>&1 || { tail -20 "$cache/$editor.log" >&2; exit 1; }
    HOME=$dir "$dir/run" --version </dev/null 2>/dev/null | head -1 >"$dir/done" || true
    [[ -s $dir/done ]] || { echo "fetch.sh: $editor does not start" >&2; rm -f "$dir/done"; exit 1; }
  fi
  echo "$editor: $(cat "$dir/done")"
done
