#!/usr/bin/env bash
# fetch.sh [nvim] [emacs]: unpack real editors under $PERFHINT_EDITORS (~/.cache/perfhint/editors), without root.
# apt works in a private folder with its own sources, so the machine's packages and lists stay as they are; what is
# unpacked already is left alone. Neovim is Debian 13's and brings its own libc; Emacs is Debian 12's backport.
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

fetch_nvim() {
  local dir=$1
  mkdir -p "$dir/apt" && : >"$dir/apt/status" # nothing counts as installed: libc comes along
  download "$dir" trixie "$dir/apt/status" neovim patchelf
  unpack "$dir"
  # Running through the loader would leave /proc/self/exe pointing at it, and Neovim could not find its runtime.
  local loader lib
  loader=$(find "$dir/root" -name 'ld-linux*.so.*' | head -1)
  lib=$dir/root/usr/lib/$(basename "$(dirname "$(find "$dir/root/usr/lib" -name libc.so.6 | head -1)")")
  "$loader" --library-path "$lib" "$dir/root/usr/bin/patchelf" --set-interpreter "$loader" --force-rpath \
    --set-rpath "$lib" "$dir/root/usr/bin/nvim"
  ln -s root/usr/bin/nvim "$dir/run"
}

fetch_emacs() {
  local dir=$1
  download "$dir" bookworm-backports /var/lib/dpkg/status emacs-nox
  unpack "$dir"
  local usr=$dir/root/usr version libexec
  version=$(basename "$(find "$usr/share/emacs" -maxdepth 1 -name '[0-9]*' | head -1)")
  libexec=$(find "$usr/libexec/emacs/$version" -mindepth 1 -maxdepth 1 | head -1)
  # Emacs has its folders compiled in; the environment moves them.
  cat >"$dir/run" <<END
#!/usr/bin/env bash
export EMACSDATA=$usr/share/emacs/$version/etc EMACSDOC=$usr/share/emacs/$version/etc EMACSPATH=$libexec
export EMACSLOADPATH=$(find "$usr/share/emacs/$version/lisp" -type d -not -path '*/obsolete*' | paste -sd:)
export LD_LIBRARY_PATH=$(find "$usr/lib" -maxdepth 1 -name '*-linux-gnu*' | head -1)
exec $usr/bin/emacs-nox --dump-file $(find "$libexec" -name '*.pdmp' | head -1) "\$@"
END
  chmod +x "$dir/run"
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
    "$dir/run" --version </dev/null | head -1 >"$dir/done"
    [[ -s $dir/done ]] || { echo "fetch.sh: $editor does not start" >&2; rm -f "$dir/done"; exit 1; }
  fi
  echo "$editor: $(cat "$dir/done")"
done
