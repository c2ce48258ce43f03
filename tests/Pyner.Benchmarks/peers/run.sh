#!/bin/sh
# Compares Pyner with programs on pugixml, libxml2, expat and .NET's XmlReader that do the same counting, and with the limit program. One command:
#   tests/Pyner.Benchmarks/peers/run.sh [SUBMISSIONS] [FOLDER]
# SUBMISSIONS (50000) of a generated corpus are made in FOLDER (/tmp/pyner-benchmark) and kept for the next time.
# Needs a C++ compiler (C++20) and three libraries beside the .NET SDK; says what is missing, or installs it where INSTALL=1 and apt-get are at hand.
# ROUNDS=5 sets how often the limit program and Pyner run, SLOW_ROUNDS=5 how often the others do. Writes docs/benchmarks/, or the file that REPORT names.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
benchmarks=$root/tests/Pyner.Benchmarks
submissions=${1:-50000}
folder=${2:-/tmp/pyner-benchmark}
corpus=$folder/corpus-$submissions
report=${REPORT:-$root/docs/benchmarks/$(date -u +%Y-%m-%d)-peers-$submissions.md}

mkdir -p "$folder/peers"
compile() { c++ -std=c++20 -O3 -march=native -pthread -isystem /usr/include/libxml2 "$@"; }
has() { echo "#include <$1>" | compile -fsyntax-only -x c++ - 2>/dev/null; }

missing=
command -v c++ >/dev/null || missing="$missing g++"
has pugixml.hpp || missing="$missing libpugixml-dev"
has libxml/parser.h || missing="$missing libxml2-dev"
has expat.h || missing="$missing libexpat1-dev"
if [ -n "$missing" ]; then
  if [ "${INSTALL:-}" != 1 ] || ! command -v apt-get >/dev/null; then
    echo "missing:$missing; install them (apt-get install$missing), or let this do it with INSTALL=1" >&2
    exit 2
  fi
  # shellcheck disable=SC2086 # names of packages, one by one
  apt-get install -y -qq $missing >&2
fi

"$benchmarks/programs.sh" "$folder"
compile -o "$folder/peers/pugixml" "$benchmarks/peers/pugixml.cpp" -lpugixml
compile -o "$folder/peers/libxml2" "$benchmarks/peers/libxml2.cpp" -lxml2
compile -o "$folder/peers/expat" "$benchmarks/peers/expat.cpp" -lexpat
[ -f "$corpus.truth.json" ] || "$root/pyner" corpus --submissions "$submissions" --seed 1 "$corpus"
"$benchmarks/bin/Release/net10.0/Pyner.Benchmarks" peers "$folder/peers/pugixml $folder/peers/libxml2 $folder/peers/expat" \
  --corpus "$corpus" --pyner "$root/pyner" --limit "$folder/limit" --measure "$folder/measure" --report "$report" \
  --rounds "${ROUNDS:-5}" --slow-rounds "${SLOW_ROUNDS:-5}"
echo "written to $report" >&2
