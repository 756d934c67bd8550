#!/usr/bin/env bash
# cdk-nag 3 needs a newer aws-cdk-lib than the lowest one that the library allows: judges in a copy of the project that has it. `judge.sh VERDICT`
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/checks/registry.sh
project=$PWD
verdict=$project/$1
# Within the project, because hard links do not reach other file systems.
mkdir -p out
work=$(mktemp -d "$project/out/cdk-nag-3-XXXXXX")
trap 'rm -rf "$work"' EXIT

cp test/checks/cdk-nag-3/package*.json "$work"
cd "$work"
registry npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
mv node_modules installed
(cd "$project" && git ls-files -z | tar --null -cf - -T - assets) | tar -xf -
cp -al "$project/node_modules" node_modules
for package in aws-cdk-lib constructs cdk-nag $(cd installed && ls -d @aws-cdk/*); do
  rm -rf "node_modules/$package"
  mv "installed/$package" "node_modules/$package"
done
npx tsx --tsconfig tsconfig.dev.json test/checks/others/judge-cdk-nag.ts "$verdict"
