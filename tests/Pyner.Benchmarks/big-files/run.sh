#!/bin/sh
# Whether a file of gigabytes holds up a job, and what memory it takes. One command:
#   tests/Pyner.Benchmarks/big-files/run.sh [FILES] [FOLDER]
# FILES ("sample:2 sample:10 experiment:2", kind and GB): each is written as a stream, one at a time, into a tree of SUBMISSIONS=50000 ordinary submissions in
# FOLDER (/tmp/pyner-benchmark), as its first submission and then as its last, and deleted. ROUNDS=3. VERIFY=0 leaves out the recount by `pyner verify`.
# Needs a C compiler beside the .NET SDK, and memory for the tree to stay in the page cache. Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
files=${1:-sample:2 sample:10 experiment:2}
folder=${2:-/tmp/pyner-benchmark}
submissions=${SUBMISSIONS:-50000}
corpus=$folder/corpus-$submissions
tree=$folder/big-files-$submissions
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-big-files.md}

"$benchmarks/programs.sh" "$folder"
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
# Links to the corpus's files, so that nothing is added to the corpus itself.
rm -rf "$tree"
cp -al "$corpus" "$tree"
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" big-files \
  --corpus "$tree" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" \
  --rounds "${ROUNDS:-3}" --files "$files" --ordinary "$submissions" --verify "${VERIFY:-1}"
rm -rf "$tree"
echo "written to $report" >&2
