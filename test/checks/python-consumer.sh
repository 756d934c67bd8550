#!/usr/bin/env bash
# Installs the Python wheel as a user would, synthesizes the Python example, and compares its template with the TypeScript example's.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/registry.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
registry "$work/venv/bin/pip" install --quiet --disable-pip-version-check dist/python/*.whl "aws-cdk-lib==$(node -p "require('aws-cdk-lib/package.json').version")"
CDK_OUTDIR="$work/python" "$work/venv/bin/python" examples/python/app.py
CDK_OUTDIR="$work/typescript" npx tsx --tsconfig tsconfig.dev.json examples/typescript/main.ts
diff "$work/python/BatchInsightsExample.template.json" "$work/typescript/BatchInsightsExample.template.json"
echo 'The Python and the TypeScript example synthesize the same template.'
