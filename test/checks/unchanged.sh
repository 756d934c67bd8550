#!/usr/bin/env bash
# The checks wrote nothing that git does not ignore.
set -euo pipefail
cd "$(dirname "$0")/../.."
git status --porcelain
git diff --exit-code --stat
[ -z "$(git status --porcelain)" ]
