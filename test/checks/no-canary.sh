#!/usr/bin/env bash
# Simulated jobs carry canaries in their environment, command, parameters, secrets and tags: none may be in anything that a replay wrote.
set -euo pipefail
events=$1
shift
planted=$(grep -o 'CANARY-' "$events" | wc -l)
echo "$planted canaries in $events"
[ "$planted" -gt 1000 ]
for replayed in "$@"; do
  [ -s "$replayed/records.ndjson" ] && [ -s "$replayed/metrics.ndjson" ] && [ -d "$replayed/tables" ] && [ -d "$replayed/logs" ]
  if grep -rl 'CANARY-' "$replayed"; then
    echo "The files above hold canaries"
    exit 1
  fi
  echo "none in $replayed"
done
