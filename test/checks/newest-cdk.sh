#!/usr/bin/env bash
# The packed library with the newest aws-cdk-lib: the tests run with the lowest one that it allows.
set -euo pipefail
cd "$(dirname "$0")/../.."
tarball="$PWD/$(ls dist/js/*.tgz)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent "$tarball" aws-cdk-lib@latest constructs@latest >/dev/null
node -e "
  const { App, Stack } = require('aws-cdk-lib');
  const { BatchInsights } = require('cdk-batch-insights');
  const app = new App();
  new BatchInsights(new Stack(app, 'S'), 'Insights');
  app.synth();
  console.log('synthesized with aws-cdk-lib ' + require('aws-cdk-lib/package.json').version);
"
