#!/usr/bin/env bash
# `npm test`. With CI set, tests of pages fail without a browser. Where none could be installed, the check `browser` reports that, and they are left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash test/checks/browser.sh --is-there || unset CI
npm test
