#!/bin/sh
# Checks and measures Pyner's kernels on a GPU. Two halves, so that the machine with the GPU needs nothing but its driver:
#   tests/gpu/run.sh build [FILE]       with the .NET SDK, anywhere: makes one file that carries everything (default: artifacts/gpu/pyner-gpu-checks)
#   tests/gpu/run.sh                    builds it where that can be done, and runs it here
#   sh run.sh FILE [OPTION...]          runs a file made before, on a machine without .NET: carry FILE and this script there
# Options are those of the program (FILE --help lists them). On a machine without a GPU it runs to its end on ILGPU's simulation, at tiny sizes, and says so.
set -eu

build() { # FILE
  root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
  file=${1:-$root/artifacts/gpu/pyner-gpu-checks}
  folder=$(dirname "$file")
  mkdir -p "$folder"
  # Untrimmed: ILGPU finds its own parts, and those of the kernels, by reflection.
  dotnet publish "$root/tests/Pyner.Xml.Gpu.Checks/Pyner.Xml.Gpu.Checks.csproj" --configuration Release --artifacts-path "$root/artifacts/build" \
    --output "$folder" --use-current-runtime --self-contained true -p:PublishSingleFile=true -p:PublishTrimmed=false \
    -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:DebugType=embedded -p:GenerateDocumentationFile=false \
    -nodeReuse:false --verbosity quiet --nologo >&2
  [ "$folder/pyner-gpu-checks" = "$file" ] || mv "$folder/pyner-gpu-checks" "$file"
  echo "$file"
}

file=
case ${1-} in
  build)
    build "${2-}"
    exit
    ;;
  '' | -*) file=$(build '') ;;
  *)
    file=$1
    shift
    ;;
esac

# The driver is what makes a GPU usable; its devices are there even where nvidia-smi is not.
if ls /dev/nvidia[0-9]* /dev/dxg >/dev/null 2>&1 || command -v nvidia-smi >/dev/null 2>&1; then
  size=
  command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi --query-gpu=name,driver_version,memory.total,pcie.link.gen.current,pcie.link.width.current --format=csv || true
else
  echo "No NVIDIA GPU on this machine: everything runs on ILGPU's simulation of one, at tiny sizes."
  size=--tiny
fi

report=${PYNER_GPU_REPORT:-pyner-gpu-report.md}
rm -f "$report"
# shellcheck disable=SC2086 # no option, or one
"$file" $size --report "$report" "$@"
if [ -f "$report" ]; then echo "The benchmark's report is in $report."; fi

if [ -n "$size" ]; then
  echo "compute-sanitizer was not run: there is no GPU."
elif command -v compute-sanitizer >/dev/null 2>&1; then
  for tool in memcheck racecheck initcheck synccheck; do
    echo "== compute-sanitizer --tool $tool"
    compute-sanitizer --tool "$tool" --error-exitcode 3 "$file" --tiny --only checks
  done
else
  echo "compute-sanitizer was not run: it is not on this machine (it comes with the CUDA toolkit)."
fi
