#!/usr/bin/env bash
# The whole pipeline by software that is not ours: MiniStack deploys a synthesized app by CloudFormation, takes events on its EventBridge, and runs
# rules, queues, the bundled handlers and tables; each handler may do what its role allows. Tables, job records and metrics must be what the lab's
# replay makes of the same events. Then it deploys what it knows of a scheduled job. Everything listens on 127.0.0.1 alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/checks/python-tools/install.sh
python_tools ministack
out=out/ministack
rm -rf "$out"
mkdir -p "$out/tmp"
template=$out/replayed/cloud-assembly/BatchInsightsExample.template.json
tsx='npx tsx --tsconfig tsconfig.dev.json'
lab="$tsx lab/main.ts"

# Shuffled, doubled and late events, and captured ones between them.
$lab simulate --jobs 60 --seed 11 --chaos wild --out "$out/simulated"
cat test/fixtures/captured-batch-job-events.ndjson "$out/simulated/events.ndjson" >"$out/events.ndjson"
# MiniStack has no container instances that came before the first event: neither shall the replay.
node -e "
  const world = JSON.parse(require('fs').readFileSync('$out/simulated/world.json', 'utf8'));
  require('fs').writeFileSync('$out/world.json', JSON.stringify({ ...world, Instances: [], AutoScalingGroups: [] }));
"
$lab replay --app "$tsx test/checks/ministack/app.ts" --events "$out/events.ndjson" --world "$out/world.json" --out "$out/replayed" >"$out/replay.log" 2>&1 || { tail -n 50 "$out/replay.log"; exit 1; }
CDK_OUTDIR=$out/scheduled $tsx test/checks/ministack/scheduled-app.ts

port=$(node -e "const server = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(server.address().port); server.close(); })")
# In a session of its own, with the processes of the functions: all of them end with it.
AUTH=true TMPDIR="$PWD/$out/tmp" BIND_HOST=127.0.0.1 GATEWAY_PORT=$port MINISTACK_HOST=127.0.0.1 MINISTACK_ACCOUNT_ID=123456789012 IOT_MTLS_ENABLED=0 \
  setsid "$tools/python" test/checks/ministack/serve.py >"$out/ministack.log" 2>&1 &
ministack=$!
stop_ministack() {
  kill -- -"$ministack" 2>/dev/null || true
  for _ in $(seq 25); do kill -0 -- -"$ministack" 2>/dev/null || break; sleep 0.2; done
  kill -KILL -- -"$ministack" 2>/dev/null || true
  rm -rf "$out/tmp"
}
trap stop_ministack EXIT
for _ in $(seq 150); do
  curl --silent --fail --output /dev/null "http://127.0.0.1:$port/_ministack/health" && break
  sleep 0.2
done
timeout 240 "$tools/python" test/checks/ministack/run.py "http://127.0.0.1:$port" "$template" "$out/events.ndjson" "$out/world.json" "$out/deployed" \
  || { grep -vE ' (INFO|DEBUG) ' "$out/ministack.log" | tail -n 30; exit 1; }
timeout 120 "$tools/python" test/checks/ministack/scheduled.py "http://127.0.0.1:$port" "$out/scheduled/ScheduledJob.template.json"
npx tsx --tsconfig tsconfig.dev.json test/checks/ministack/compare.ts "$out/replayed" "$out/deployed" "$out/events.ndjson" out/ministack.json
