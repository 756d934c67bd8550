import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { batchOf, INSTANCE_EVENT, newJobEvent } from './events';
import { interleave } from './interleave';

const ROUNDS = 15;
const COLLECTOR = join(__dirname, '../assets/job-event-collector/collector.lambda/index.js');
const REGISTRY = join(__dirname, '../assets/instance-registry/registry.lambda/index.js');
const EMPTY = join(__dirname, 'empty-handler.cjs');

/** A fresh process each time: from its begin to the end of the first invocation, one write to DynamoDB included. */
export function measureColdStarts(environment: Record<string, string>): Promise<Record<'empty' | 'collector' | 'registry', number>> {
  for (const file of [COLLECTOR, REGISTRY]) {
    if (!existsSync(file)) throw new Error(`${file} is not there: run "npx projen bundle" first`);
  }
  return interleave(ROUNDS, {
    empty: () => start(EMPTY, environment, []),
    collector: () => start(COLLECTOR, environment, [newJobEvent()]),
    registry: () => start(REGISTRY, environment, [INSTANCE_EVENT]),
  });
}

function start(file: string, env: Record<string, string>, bodies: readonly string[]): number {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', join(__dirname, 'cold-start-process.cjs'), file, JSON.stringify(batchOf(bodies))],
    {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
  return Number(stderr);
}
