#!/usr/bin/env bash
# Runs the quick starts of docs/languages.md in Python, Java and Go with the packages, and compares their templates with that of TypeScript.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/registry.sh
unanswered+='|Could not transfer artifact|dial tcp|i/o timeout|proxyconnect'
for tool in python3 mvn go; do
  command -v "$tool" >/dev/null || { echo "There is no $tool here"; exit 75; }
done
dist=$PWD/dist
cdk=$(node -p "require('aws-cdk-lib/package.json').version")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# block LANGUAGE : the first block of code in that language
block() { awk -v fence="\`\`\`$1" '$0 == fence && !done { on = 1; next } on && /^```$/ { on = 0; done = 1 } on' docs/languages.md; }

# compare LANGUAGE
compare() {
  diff "$work/$1/BatchMonitoring.template.json" "$work/typescript/BatchMonitoring.template.json" >"$work/differences" && return
  echo "The template of $1 differs:"
  cut -c1-200 "$work/differences" | head -20
  exit 1
}

mkdir -p out/quick-start # Inside of the project, where the modules are.
block ts >out/quick-start/main.ts
CDK_OUTDIR="$work/typescript" npx tsx --tsconfig tsconfig.dev.json out/quick-start/main.ts

mkdir "$work/py"
block python >"$work/py/app.py"
python3 -m venv "$work/venv"
registry "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$dist"/python/*.whl "aws-cdk-lib==$cdk"
CDK_OUTDIR="$work/python" "$work/venv/bin/python" "$work/py/app.py"
compare python

mkdir -p "$work/maven/src/main/java/com/example"
block java >"$work/maven/src/main/java/com/example/Main.java"
block xml | sed -e 's/VERSION/0.0.0/' -e "s|<dependencies>|<repositories><repository><id>dist</id><url>file://$dist/java</url></repository></repositories><dependencies>|" >"$work/maven/pom.xml"
(cd "$work/maven" && CDK_OUTDIR="$work/java" registry mvn -q "-Dmaven.repo.local=$work/m2" compile exec:java)
compare java

mkdir "$work/gopher"
block go >"$work/gopher/main.go"
(
  cd "$work/gopher"
  go mod init example.com/batch-monitoring
  go mod edit -require "github.com/aws/aws-cdk-go/awscdk/v2@v$cdk" -replace "github.com/cdk-batch-insights/cdk-batch-insights-go/cdkbatchinsights=$dist/go/cdkbatchinsights"
  registry go mod tidy
  CDK_OUTDIR="$work/go" registry go run main.go
)
compare go
echo 'The quick starts in TypeScript, Python, Java and Go synthesize the same template.'
