#!/bin/sh
# Builds everything in Release but Pyner.AppHost, which takes Aspire's SDK, and runs every test project. The last line is `N passed, N failed, N skipped`.
# The exit code is not zero when a test or a test project failed, and when no test ran at all.
set -eu
cd "$(dirname "$0")"

echo "Building Pyner.Micro.slnf: everything but Pyner.AppHost, which takes Aspire's SDK"
dotnet build Pyner.Micro.slnf --configuration Release --nologo --verbosity quiet

results=artifacts/test
rm -rf "$results"
mkdir -p "$results"

# The number behind a word of the summary that a test project closes with, 0 if it is not there.
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

passed=0
failed=0
skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  echo "== $name"
  log=$results/$name.log
  code=0
  dotnet test --project "$project" --configuration Release --no-build --no-ansi --no-progress >"$log" 2>&1 || code=$?
  cat "$log"
  failures=$(count failed "$log")
  # A project that ended badly without saying which test failed (a crash, no tests in it) is one failure.
  if [ "$code" -ne 0 ] && [ "$failures" -eq 0 ]; then failures=1; fi
  passed=$((passed + $(count succeeded "$log")))
  failed=$((failed + failures))
  skipped=$((skipped + $(count skipped "$log")))
done

code=0
if [ "$failed" -ne 0 ] || [ "$passed" -eq 0 ]; then code=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"
