#!/bin/sh
# What a submission costs in archives of more and more of them, what memory, what checkpoints cost, and how soon a killed job goes on. One command:
#   tests/Pyner.Benchmarks/scale/run.sh [SIZES] [FOLDER]
# SIZES ("10000 100000 1000000"): archives of so many small submissions are generated in FOLDER (/tmp/pyner-benchmark) and kept for the next time; a million
# take 1.2 GB as tar.gz and 16 GB as tar. FORMATS="tar.gz" (or "tar.gz tar"), MAX_EXPERIMENTS=3 a submission, ROUNDS=5. Needs a C compiler beside the .NET SDK.
# Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
sizes=${1:-10000 100000 1000000}
folder=${2:-/tmp/pyner-benchmark}
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-scale-${sizes##* }.md}

"$benchmarks/programs.sh" "$folder"
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" scale \
  --corpus "$folder" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" \
  --rounds "${ROUNDS:-5}" --sizes "$sizes" --formats "${FORMATS:-tar.gz}" --max-experiments "${MAX_EXPERIMENTS:-3}"
echo "written to $report" >&2
