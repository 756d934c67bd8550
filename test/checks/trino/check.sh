#!/usr/bin/env bash
# Runs the views and queries of the history on Trino, which Maven fetches. With --write, docs/history.md gets the result.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/checks/registry.sh
unanswered+='|Could not transfer artifact'
command -v mvn >/dev/null || { echo 'There is no mvn here'; exit 75; }
mkdir -p out/trino
registry mvn -B -q -f test/checks/trino/pom.xml "-Dbuild.folder=$PWD/out/trino/build" compile
npx tsx --tsconfig tsconfig.dev.json test/checks/trino/compare.ts "$@"
