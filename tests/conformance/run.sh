#!/usr/bin/env bash
# run.sh LOGDIR: every recorded session (*.jsonl) in LOGDIR is valid, with no error and no warning. No log is a failure.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[[ $# -eq 1 && -d $1 ]] || { echo "usage: run.sh LOGDIR" >&2; exit 2; }
mapfile -t logs < <(find "$1" -name '*.jsonl' -type f | sort)
[[ ${#logs[@]} -gt 0 ]] || { echo "run.sh: no *.jsonl in $1" >&2; exit 1; }
exec python3 "$here/validate.py" --strict "${logs[@]}"
