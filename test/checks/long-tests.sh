#!/usr/bin/env bash
# The tests that `npm test` leaves out, because together they take longer than it may: test/jest/long-tests.ts. Their handlers are those that `npm test` built.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash test/checks/browser.sh --is-there || unset CI
files=$(grep -oE "test/[A-Za-z0-9/.-]+\.test\.ts" test/jest/long-tests.ts)
[ -n "$files" ]
# shellcheck disable=SC2086
npx jest --ci --coverage=false --testPathIgnorePatterns /node_modules/ --runTestsByPath $files
