#!/usr/bin/env bash
# cdk-nag, cfn-lint and checkov over every form of the library (test/forms): no finding without a written reason, no reason without a finding.
# The judges in Python are installed below out/, checkov in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/others/venv.sh
checkov=checkov==3.3.30
checkov_venv=out/checkov-venv
if [ "$(cat "$checkov_venv/packages" 2>/dev/null || true)" != "$checkov" ]; then
  python3 -m venv "$checkov_venv"
  "$checkov_venv/bin/pip" install --quiet --disable-pip-version-check "$checkov"
  echo "$checkov" >"$checkov_venv/packages"
fi
rm -rf out/forms
CDK_OUTDIR=out/forms npx tsx --tsconfig tsconfig.dev.json test/forms/app.ts
npx tsx --tsconfig tsconfig.dev.json test/checks/others/judge.ts "$others_venv/bin/cfn-lint" "$checkov_venv/bin/checkov" out/forms out/judges.json
