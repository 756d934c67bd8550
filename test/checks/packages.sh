#!/usr/bin/env bash
# packages.sh LANGUAGE... : makes packages as a release does, from what npm packed, in a folder like a new checkout.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
  xargs -0 cp --parents -t "$work"
ln -s "$PWD/node_modules" "$work/node_modules"
tar --strip-components=1 -xzf dist/js/*.tgz -C "$work"
for language in "$@"; do
  (cd "$work" && npx projen "package:$language")
  rm -rf "dist/$language"
  mv "$work/dist/$language" "dist/$language"
done
npx tsx --tsconfig tsconfig.dev.json test/checks/look-into-packages.ts dist "$@"
