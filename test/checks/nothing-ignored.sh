#!/usr/bin/env bash
# What git ignores exists for whoever wrote it and for nobody else.
set -euo pipefail
cd "$(dirname "$0")/../.."
ignored=$(git ls-files --others --ignored --exclude-standard -- src lab test examples bench docs projenrc | grep -vE '(^|/)(__pycache__|\.venv|cdk\.out|node_modules)/' || true)
[ -z "$ignored" ] || { echo "Ignored by git:"; echo "$ignored"; exit 1; }
