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
# Each kind that lab/simulate/events/canaries.ts makes: the absence of one that was never there says nothing.
for kind in password input token run.sh user argument date profile db; do
  case $kind in run.sh) pattern='CANARY-[0-9a-f]*/run\.sh' ;; *) pattern="CANARY-[0-9a-f]*-$kind" ;; esac
  grep -q "$pattern" "$events" || fail "No canary of the kind '$kind' in $events"
done
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
