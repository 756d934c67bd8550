#!/usr/bin/env bash
# The published npm package: small, without run-time dependencies, with the handlers' bundles and without what only they need.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/registry.sh
tarball=$(realpath "${1:-$(ls dist/js/*.tgz)}")
bytes=$(wc -c <"$tarball")
echo "$bytes bytes packed"
if [ "$bytes" -gt 1000000 ]; then
  echo 'The package is larger than 1,000,000 bytes'
  exit 1
fi
files=$(tar tzf "$tarball")
for needed in API.md LICENSE assets/{job-event-collector/collector,instance-registry/registry}.lambda/{index.js,THIRD-PARTY-NOTICES.txt}; do
  if ! grep -qxF "package/$needed" <<<"$files"; then
    echo "$needed is not in the package"
    exit 1
  fi
done
if grep -E '^package/(lab|test|bench|examples|projenrc|out|lib/runtime)/|\.lambda\.(js|d\.ts)$' <<<"$files"; then
  echo 'The files above do not belong in the package'
  exit 1
fi
node -e "
  const { dependencies = {} } = JSON.parse(require('child_process').execSync('tar xzOf $tarball package/package.json'));
  if (Object.keys(dependencies).length > 0) throw new Error('Run-time dependencies: ' + Object.keys(dependencies));
"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null && registry npm install --no-audit --no-fund --loglevel=error "$tarball" aws-cdk-lib@"$(node -p "require('$OLDPWD/node_modules/aws-cdk-lib/package.json').version")" constructs
  node -e "
    const { App, Stack } = require('aws-cdk-lib');
    const { BatchInsights } = require('cdk-batch-insights');
    const app = new App();
    new BatchInsights(new Stack(app, 'S'), 'Insights');
    console.log(app.synth().stacks.length + ' stack synthesized from the packed library');
  ")
