#!/bin/sh
# Runs client.mjs, after fetching its packages (npm ci, once). Arguments and exit codes are client.mjs's; 77 where it can't be run here,
# with the reason on stderr.
set -eu
cd "$(dirname "$0")"

cannot() {
  echo "the Node client can't be run here: $*" >&2
  exit 77
}

command -v node >/dev/null || cannot "node is not installed"
command -v npm >/dev/null || cannot "npm is not installed"

install() {
  # npm leaves a copy of the lock file when it is done.
  [ node_modules/.package-lock.json -nt package-lock.json ] ||
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || cannot "its packages can't be fetched from the npm registry"
}

if command -v flock >/dev/null; then
  exec 9>.lock
  flock 9
  install
  exec 9>&-
else
  install
fi

exec node client.mjs "$@"
