#!/bin/sh
# What tables cost: the same jobs with and without them, what they take on the disk, and the export to SQLite. One command:
#   tests/Pyner.Benchmarks/tables/run.sh [SUBMISSIONS] [FOLDER]
# SUBMISSIONS (50000) of a generated corpus are made in FOLDER (/tmp/pyner-benchmark) and kept for the next time. ROUNDS=5.
# Needs a C compiler beside the .NET SDK. Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
submissions=${1:-50000}
folder=${2:-/tmp/pyner-benchmark}
corpus=$folder/corpus-$submissions
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-tables-$submissions.md}

"$benchmarks/programs.sh" "$folder"
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
if [ ! -f "$corpus.tar.gz" ]; then
  tar -C "$corpus" --sort=name -czf "$corpus.tar.gz.partial" .
  mv "$corpus.tar.gz.partial" "$corpus.tar.gz"
fi
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" tables \
  --corpus "$corpus" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" --rounds "${ROUNDS:-5}"
echo "written to $report" >&2
