#!/usr/bin/env bash
# Installs Chromium where there is no browser. `browser.sh --is-there` only looks.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/registry.sh
for program in chromium chromium-browser google-chrome; do
  if command -v "$program"; then exit 0; fi
done
[ "${1:-}" != --is-there ] || exit 1
registry apt-get -o APT::Update::Error-Mode=any update -qq
registry apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
