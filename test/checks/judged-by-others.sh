#!/usr/bin/env bash
# cdk-nag 2 and 3, cfn-lint and checkov over every form of the library (test/forms): no finding without a written reason, no reason without a finding.
# cdk-nag and cfn-lint also judge a whole app with 600 job queues, a VPC and a permissions boundary in stages of a pipeline, whose stacks must be deployable.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/python-tools/install.sh
python_tools cfn-lint
cfn_lint=$tools/cfn-lint
python_tools checkov
rm -rf out/forms
CDK_OUTDIR=out/forms npx tsx --tsconfig tsconfig.dev.json test/forms/app.ts
rm -rf out/consumer
CDK_OUTDIR=out/consumer npx tsx --tsconfig tsconfig.dev.json test/checks/others/consumer.ts
# The stacks of the stages: aws-cdk-lib writes dependencies that references imply, and the app names the zones of its VPC.
"$cfn_lint" --ignore-checks W3005 W3010 --regions eu-west-1 -- out/consumer/assembly-*/*.template.json
npx tsx --tsconfig tsconfig.dev.json test/checks/others/judge-cdk-nag.ts out/cdk-nag-2.json
bash test/checks/cdk-nag-3/judge.sh out/cdk-nag-3.json
npx tsx --tsconfig tsconfig.dev.json test/checks/others/judge.ts "$cfn_lint" "$tools/checkov" out/forms out/judges.json out/cdk-nag-2.json out/cdk-nag-3.json
