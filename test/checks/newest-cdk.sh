#!/usr/bin/env bash
# The newest aws-cdk-lib: `npm test` runs with the lowest one that the library allows. Synthesizes from the packed library,
# then runs the tests of the constructs, in a copy of the project whose aws-cdk-lib and constructs are the newest.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/registry.sh
project=$PWD
tarball="$project/$(ls dist/js/*.tgz)"
# Within the project, because hard links do not reach other file systems.
mkdir -p out
work=$(mktemp -d "$project/out/newest-cdk-XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir "$work/user"
cd "$work/user"
npm init -y >/dev/null
registry npm install --no-audit --no-fund --loglevel=error "$tarball" aws-cdk-lib@latest constructs@latest
node -e "
  const { App, Stack } = require('aws-cdk-lib');
  const { BatchInsights } = require('cdk-batch-insights');
  const app = new App();
  new BatchInsights(new Stack(app, 'S'), 'Insights');
  app.synth();
  console.log('synthesized with aws-cdk-lib ' + require('aws-cdk-lib/package.json').version);
"

mkdir "$work/project"
cd "$work/project"
(cd "$project" && git ls-files -z | tar --null -cf - -T - assets) | tar -xf -
cp -al "$project/node_modules" node_modules
for package in aws-cdk-lib constructs $(cd "$work/user/node_modules" && ls -d @aws-cdk/*); do
  rm -rf "node_modules/$package"
  cp -a "$work/user/node_modules/$package" "node_modules/$package"
done
version() { node -p "require('$1/node_modules/aws-cdk-lib/package.json').version"; }
if [ "$(version "$work/user")" != "$(version "$work/project")" ] || [ "$(version "$project")" = "$(version "$work/project")" ]; then
  echo 'The copy does not have the newest aws-cdk-lib'
  exit 1
fi
# All but the dashboard's snapshot: newer versions add their own defaults to it ("background": "transparent" of text widgets).
npx jest --ci --coverage=false --testNamePattern '^(?!.*is drawn as reviewed)' \
  test/job-event-collector test/instance-registry test/in-flight-snapshot test/run-task-monitoring test/asg-monitoring test/container-insights \
  test/forms test/level-of-detail test/batch-insights test/insights-dashboard test/examples
