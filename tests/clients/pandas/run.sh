#!/bin/sh
# Runs tables.py. Arguments and exit codes are its own; 77 where it can't be run here, with the reason on stderr.
set -eu
cd "$(dirname "$0")"

cannot() {
  echo "the pandas client can't be run here: $*" >&2
  exit 77
}

command -v python3 >/dev/null || cannot "python3 is not installed"
python3 -c 'import pandas, pyarrow' 2>/dev/null || cannot "python3 has no pandas with pyarrow (pip install pandas pyarrow)"

exec python3 tables.py "$@"
