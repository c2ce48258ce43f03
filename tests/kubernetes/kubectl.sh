#!/bin/sh
# Gets a kubectl with a kustomize of today, with which Pyner.Kubernetes.Tests builds the manifests: one file out of Debian 13's package kubectl (Debian 12's is
# of 2021), which is not installed. Needs a Debian, not root. Prints the program's path, for PYNER_KUBECTL.
#   tests/kubernetes/kubectl.sh [FOLDER]      default: artifacts/kubectl of the checkout
set -eu

fail() {
  echo "kubectl.sh: $*" >&2
  exit 2
}

folder=${1:-$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)/artifacts/kubectl}
if [ -x "$folder/kubectl" ]; then
  echo "$folder/kubectl"
  exit
fi
keys=/usr/share/keyrings/debian-archive-keyring.gpg
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && [ -e "$keys" ] ||
  fail "this is no Debian; install kubectl 1.27 or later, or name one in PYNER_KUBECTL"
mkdir -p "$folder"
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
echo "deb [signed-by=$keys] http://deb.debian.org/debian trixie main" >"$work/sources.list"

# Lists and files of its own: what is installed here, and from where, stays as it is.
apt() {
  (cd "$work" && apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" \
    -o Dir::Cache="$work" -o APT::Sandbox::User= "$@" >&2)
}

apt update && apt download kubectl/trixie || fail "Debian's kubectl could not be fetched"
dpkg-deb --fsys-tarfile "$work"/kubectl_*.deb | tar -x -C "$work" ./usr/bin/kubectl
"$work/usr/bin/kubectl" version --client >/dev/null 2>&1 || fail "Debian 13's kubectl does not run here"
mv "$work/usr/bin/kubectl" "$folder/kubectl"
echo "$folder/kubectl"
