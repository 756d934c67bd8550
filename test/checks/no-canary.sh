#!/usr/bin/env bash
# Simulated jobs carry canaries in their environment, command, parameters, secrets and tags: none may be in anything that a replay wrote.
# no-canary.sh EVENTS REPLAY_DIR...
set -euo pipefail
fail() {
  echo "$1"
  exit 1
}
events=$1
shift
planted=$(grep -o 'CANARY-' "$events" | wc -l)
echo "$planted canaries in $events"
[ "$planted" -gt 1000 ] || fail 'Too few canaries for their absence to say anything'
[ $# -gt 0 ] || fail 'Name the folders that replays wrote'
for replayed in "$@"; do
  for file in records.ndjson metrics.ndjson summary.json; do
    [ -s "$replayed/$file" ] || fail "$replayed/$file is missing or empty"
  done
  for folder in tables logs; do
    [ -n "$(find "$replayed/$folder" -type f -size +0 | head -n 1)" ] || fail "$replayed/$folder holds nothing"
  done
  # Status 1 of grep is "found nowhere"; 2 is a file that it could not read.
  status=0
  grep -rl 'CANARY-' "$replayed" || status=$?
  [ "$status" -ne 0 ] || fail 'The files above hold canaries'
  [ "$status" -eq 1 ] || fail "Not all of $replayed could be read"
  echo "none in $replayed"
done
