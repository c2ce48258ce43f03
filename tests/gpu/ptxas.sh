#!/bin/sh
# Gets NVIDIA's assembler, with which PtxasTests checks the kernels: one file (19 MB) out of Debian's nvidia-cuda-toolkit (84 MB, non-free), nothing of which is
# installed. Needs a Debian, not root. Prints the program's path, for PYNER_PTXAS.
#   tests/gpu/ptxas.sh [FOLDER]      default: artifacts/ptxas of the checkout
set -eu

fail() {
  echo "ptxas.sh: $*" >&2
  exit 2
}

folder=${1:-$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)/artifacts/ptxas}
if [ -x "$folder/ptxas" ]; then
  echo "$folder/ptxas"
  exit
fi
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && [ "$(. /etc/os-release && echo "$ID")" = debian ] ||
  fail "this is no Debian; install NVIDIA's CUDA toolkit, or name its ptxas in PYNER_PTXAS"
mkdir -p "$folder"
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $(. /etc/os-release && echo "$VERSION_CODENAME") non-free" >"$work/sources.list"

# Lists and files of its own: what is installed here, and from where, stays as it is.
apt() {
  (cd "$work" && apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" \
    -o Dir::Cache="$work" -o APT::Sandbox::User= "$@" >&2)
}

apt update && apt download nvidia-cuda-toolkit || fail "Debian's nvidia-cuda-toolkit could not be fetched"
dpkg-deb --fsys-tarfile "$work"/nvidia-cuda-toolkit_*.deb | tar -x -C "$work" ./usr/bin/ptxas
mv "$work/usr/bin/ptxas" "$folder/ptxas"
echo "$folder/ptxas"
