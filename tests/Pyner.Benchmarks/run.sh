#!/bin/sh
# Compares whole programs: the limit program (same system calls, no parsing), Pyner, XmlReader, inflating alone. One command:
#   tests/Pyner.Benchmarks/run.sh [SUBMISSIONS] [FOLDER]
# SUBMISSIONS (50000) of a generated corpus are made in FOLDER (/tmp/pyner-benchmark) and kept for the next time.
# Needs a C compiler beside the .NET SDK. ROUNDS=5 sets how often each program runs. Writes docs/benchmarks/.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
submissions=${1:-50000}
folder=${2:-/tmp/pyner-benchmark}
corpus=$folder/corpus-$submissions
report=$root/docs/benchmarks/$(date -u +%Y-%m-%d)-tree-and-archive-$submissions.md

mkdir -p "$folder"
cc -O2 -pthread -o "$folder/limit" "$root/tests/Pyner.Benchmarks/limit/limit.c"
dotnet build "$root/tests/Pyner.Benchmarks" --configuration Release --verbosity quiet --nologo
"$root/pyner" --version >&2
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
if [ ! -f "$corpus.tar.gz" ]; then
  tar -C "$corpus" --sort=name -czf "$corpus.tar.gz.partial" .
  mv "$corpus.tar.gz.partial" "$corpus.tar.gz"
fi
"$root/tests/Pyner.Benchmarks/bin/Release/net10.0/Pyner.Benchmarks" compare \
  --corpus "$corpus" --pyner "$root/pyner" --limit "$folder/limit" --report "$report" --rounds "${ROUNDS:-5}"
echo "written to $report" >&2
