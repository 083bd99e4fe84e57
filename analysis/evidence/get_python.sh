#!/bin/bash
# Usage: get_python.sh [VERSION...]          (none: 3.9 3.11 3.13 3.14 3.15)
# Fetches optimised CPythons (PGO, LTO) of Debian's suites into the user's cache folder, each with its own libc, beside
# the system and without root, and prints the path of each one's launcher. What is there already is not fetched again.
# evidence.py finds them there: plain builds (pyenv's) penalise builtins written in C, so they are second choice.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/perfhint/pythons

suite_of() {
  case $1 in
    3.9) echo bullseye ;;
    3.11) echo bookworm ;;
    3.13) echo trixie ;;
    3.14 | 3.15) echo sid ;;
    *) echo "get_python.sh: no Debian suite known for CPython $1" >&2; return 1 ;;
  esac
}

# An apt of its own: empty dpkg status, so that the whole closure down to libc6 comes along.
private_apt() {  # FOLDER ARGUMENTS...
  local state=$1
  shift
  apt-get -qq -o Dir::State="$state" -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
    -o Dir::Cache="$state/cache" -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o APT::Install-Recommends=false \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none -o Debug::NoLocking=true "$@"
}

write_launcher() {  # VERSION FOLDER: Debian's binaries are not relocatable, so the suite's own loader starts them
  local loader libraries name=''
  loader=$(find "$2/root" -name 'ld-linux-*.so.2' -print -quit)
  libraries=$(find "$2/root" \( -name libc.so.6 -o -name libz.so.1 -o -name 'libssl.so.*' \) -printf '%h\n' |
    sort -u | tr '\n' :)
  if "$loader" --help 2>/dev/null | grep -q -- --argv0; then name='--argv0 "$0"'; fi  # glibc 2.33 and later
  cat > "$2/python$1" <<LAUNCHER
#!/bin/bash
export PYTHONHOME=$2/root/usr
exec $loader --library-path ${libraries%:} $name $2/root/usr/bin/python$1 "\$@"
LAUNCHER
  chmod +x "$2/python$1"
}

fetch() {  # VERSION
  local version=$1 suite mirror state folder=$cache/$1
  suite=$(suite_of "$version")
  state=$folder.apt
  rm -rf "$state" "$folder"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$folder/root"
  : > "$state/status"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/debian/\?$')  # the mirror this machine uses
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$state/sources.list"
  private_apt "$state" update >&2
  local packages=("python$version")
  [ "$version" != 3.9 ] || packages+=(python3-distutils)  # pip needs it there, and Debian has it apart
  private_apt "$state" install -y --download-only "${packages[@]}" >&2
  for package in "$state"/cache/archives/*.deb; do dpkg -x "$package" "$folder/root"; done
  write_launcher "$version" "$folder"
  rm -rf "$state"
}

[ $# -gt 0 ] || set -- 3.9 3.11 3.13 3.14 3.15
failed=0
for version in "$@"; do
  launcher=$cache/$version/python$version
  if [ ! -x "$launcher" ] && ! (fetch "$version"); then
    echo "get_python.sh: CPython $version could not be fetched" >&2
    failed=1
    continue
  fi
  "$launcher" -c 'import sys; assert sys.version_info[:2] == tuple(map(int, sys.argv[1].split(".")))' "$version"
  echo "$launcher"
done
exit $failed
