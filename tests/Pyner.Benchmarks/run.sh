#!/bin/sh
# Compares whole programs: the limit program (same system calls, no parsing), Pyner, XmlReader, inflating alone. One command:
#   tests/Pyner.Benchmarks/run.sh [SUBMISSIONS] [FOLDER]
# SUBMISSIONS (50000) of a generated corpus are made in FOLDER (/tmp/pyner-benchmark) and kept for the next time.
# Needs a C compiler beside the .NET SDK. ROUNDS=5 sets how often each program runs, SLOW_ROUNDS=5 how often XmlReader does.
# Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
submissions=${1:-50000}
folder=${2:-/tmp/pyner-benchmark}
corpus=$folder/corpus-$submissions
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-tree-and-archive-$submissions.md}

"$benchmarks/programs.sh" "$folder"
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
if [ ! -f "$corpus.tar.gz" ]; then
  tar -C "$corpus" --sort=name -czf "$corpus.tar.gz.partial" .
  mv "$corpus.tar.gz.partial" "$corpus.tar.gz"
fi
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" compare \
  --corpus "$corpus" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" \
  --rounds "${ROUNDS:-5}" --slow-rounds "${SLOW_ROUNDS:-5}"
echo "written to $report" >&2
