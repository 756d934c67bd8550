/**
 * A replay in which everything that a role is for comes to pass: a wild day, some of whose instances no event told of, an event that cannot
 * be read, and an Auto Scaling that answers nothing while the stack is deployed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../patterns/json';
import { Progress } from '../../replay/progress';
import { replay } from '../../replay/replay';
import { AwsEvent } from '../../simulate/events/envelope';
import { simulate } from '../../simulate/simulate';

const APP = 'npx tsx --tsconfig tsconfig.dev.json lab/permissions/forms/main.ts';
const JOBS = 40;
const SEED = 7;
/** Each of them is known by look-ups alone. */
const UNTOLD = 3;
/** Lambda invokes three times, and the handler tries four times in each. */
const CALLS_OF_AN_INVOCATION = 12;
const STACKS_WITH_TRIGGER = 2;

export async function replayForms(out: string, progress: Progress): Promise<string> {
  mkdirSync(out, { recursive: true });
  const events = join(out, 'given.ndjson');
  const day = simulate({ jobs: JOBS, seed: SEED, chaos: 'wild' });
  writeFileSync(events, [...day.events].filter(isTold).concat(unreadable()).map((event) => `${JSON.stringify(event)}\n`).join(''));
  writeFileSync(join(out, 'world.json'), JSON.stringify(day.world));
  await replay({
    app: APP, events, out, progress, scheduleEveryMinutes: 24 * 60,
    autoScaling: { throttledCalls: CALLS_OF_AN_INVOCATION * STACKS_WITH_TRIGGER, throttledActions: ['DescribeAutoScalingGroups'] },
  });
  return out;
}

function isTold(event: AwsEvent): boolean {
  const { detail } = event;
  const arn = isObject(detail) ? detail.containerInstanceArn : undefined;
  return event['detail-type'] !== 'ECS Container Instance State Change' || parseInt(String(arn).slice(-2), 16) % UNTOLD > 0;
}

const unreadable = (): AwsEvent[] => [{
  'version': '0', 'id': '00000000-0000-4000-8000-000000000000', 'detail-type': 'Batch Job State Change', 'source': 'aws.batch', 'account': '123456789012',
  'time': new Date().toISOString(), 'region': 'us-east-1', 'resources': [], 'detail': {},
}];
