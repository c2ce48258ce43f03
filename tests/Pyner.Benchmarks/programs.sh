#!/bin/sh
# Builds into FOLDER what every comparison of whole programs needs: the limit program, the measuring program, the benchmarks, and Pyner itself.
#   tests/Pyner.Benchmarks/programs.sh FOLDER
set -eu
folder=$1
benchmarks=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
mkdir -p "$folder"
cc -O2 -pthread -o "$folder/limit" "$benchmarks/limit/limit.c"
cc -O2 -o "$folder/measure" "$benchmarks/measure/measure.c"
dotnet build "$benchmarks" --configuration Release --verbosity quiet --nologo >&2
"$benchmarks/../../pyner" --version >&2
