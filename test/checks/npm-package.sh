#!/usr/bin/env bash
# The published npm package: small, without run-time dependencies, with the handlers' bundles and without what only they need.
set -euo pipefail
cd "$(dirname "$0")/../.."
tarball=$(ls dist/js/*.tgz)
bytes=$(wc -c <"$tarball")
echo "$bytes bytes packed"
[ "$bytes" -le 1500000 ]
files=$(tar tzf "$tarball")
grep -q '^package/assets/job-event-collector/collector.lambda/index.js$' <<<"$files"
grep -q '^package/assets/instance-registry/registry.lambda/index.js$' <<<"$files"
grep -q '^package/API.md$' <<<"$files"
! grep -E '^package/(lab|test|bench|examples|lib/runtime)/|\.lambda\.(js|d\.ts)$' <<<"$files"
node -e "
  const { dependencies = {} } = JSON.parse(require('child_process').execSync('tar xzOf $tarball package/package.json'));
  if (Object.keys(dependencies).length > 0) throw new Error('Run-time dependencies: ' + Object.keys(dependencies));
"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null && npm install --silent "$OLDPWD/$tarball" aws-cdk-lib@"$(node -p "require('$OLDPWD/node_modules/aws-cdk-lib/package.json').version")" constructs >/dev/null
  node -e "
    const { App, Stack } = require('aws-cdk-lib');
    const { BatchInsights } = require('cdk-batch-insights');
    const app = new App();
    new BatchInsights(new Stack(app, 'S'), 'Insights');
    console.log(app.synth().stacks.length + ' stack synthesized from the packed library');
  ")
