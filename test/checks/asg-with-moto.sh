#!/usr/bin/env bash
# Runs the bundled handler of AsgMonitoring against Amazon EC2 Auto Scaling as moto plays it, with AWS's own Python SDK to make the groups and to look at
# them: what is on the wire is checked by software that is not ours.
set -euo pipefail
cd "$(dirname "$0")/../.."
handler=assets/asg-monitoring/groups.lambda/index.js
source test/checks/python-tools/install.sh
python_tools moto
# Others may run it at this moment.
[ -f assets/asg-monitoring/groups.lambda/index.js ] || npx projen bundle:asg-monitoring/groups.lambda >/dev/null 2>&1

port=$(node -e "const server = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(server.address().port); server.close(); })")
"$tools/moto_server" -H 127.0.0.1 -p "$port" >out/moto-server.log 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  curl --silent --fail --output /dev/null "http://127.0.0.1:$port/moto-api/" && break
  sleep 0.2
done
"$tools/python" test/checks/asg-with-moto.py "http://127.0.0.1:$port" "$handler"
