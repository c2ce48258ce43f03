#!/bin/sh
# What the services take, RabbitMQ and Redis included, against one process doing the same; and how many batches a second they get through. One command:
#   tests/Pyner.Benchmarks/services/run.sh [SUBMISSIONS] [FOLDER]
# SUBMISSIONS (50000) of a generated corpus are made in FOLDER (/tmp/pyner-benchmark) and kept for the next time. ROUNDS=5.
# Needs a C compiler, RabbitMQ and Redis beside the .NET SDK. Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
submissions=${1:-50000}
folder=${2:-/tmp/pyner-benchmark}
corpus=$folder/corpus-$submissions
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-services-$submissions.md}

"$benchmarks/programs.sh" "$folder"
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" services \
  --corpus "$corpus" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" --rounds "${ROUNDS:-5}"
echo "written to $report" >&2
