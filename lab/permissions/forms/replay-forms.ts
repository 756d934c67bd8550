/**
 * Replays that use everything that a role is for: a wild day without the events of some instances and states, an event that
 * cannot be read, and an Auto Scaling that answers nothing while the stack is deployed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { FORMS } from './forms';
import { notifyAgain } from './notify-again';
import { openExplorer } from './open-explorer';
import { runHistoryFunctions } from './run-history-functions';
import { isObject, JsonObject } from '../../aws/json';
import { Progress } from '../../replay/progress';
import { replay } from '../../replay/replay';
import { ScheduledSpan } from '../../scheduler/run-schedules';
import { STORIES } from '../../scheduler/stories';
import { AwsEvent } from '../../simulate/events/envelope';
import { HOUR } from '../../simulate/model';
import { simulate } from '../../simulate/simulate';

const JOBS = 40;
const SEED = 10;
/** Often enough that a snapshot finds what the one before it wrote. */
const SCHEDULE_EVERY_MINUTES = 180;
/** As many as scheduled jobs have stories: one is refused for good, and needs the dead-letter queue. */
const NIGHTS = STORIES.length;
/** Lambda invokes three times, and the handler tries four times in each. */
const CALLS_AT_DEPLOYMENT = 12;

/** Answers the folders of the replays, one for each form. */
export async function replayForms(out: string, progress: Progress): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const events = join(out, 'given.ndjson');
  const day = simulate({ jobs: JOBS, seed: SEED, chaos: 'wild' });
  const given = [...day.events];
  writeFileSync(
    events,
    given
      .filter(isDelivered)
      .concat(unreadable())
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  );
  writeFileSync(join(out, 'world.json'), JSON.stringify(day.world));
  const folders: string[] = [];
  for (const [name, form] of Object.entries(FORMS)) {
    progress.report(`Form ${name}`);
    const folder = join(out, name);
    const autoScaling = { throttledCalls: CALLS_AT_DEPLOYMENT, throttledActions: ['DescribeAutoScalingGroups'] };
    await replay({
      template: synthesize(name, form, join(folder, 'cloud-assembly')),
      events,
      out: folder,
      autoScaling,
      scheduleEveryMinutes: SCHEDULE_EVERY_MINUTES,
      scheduled: nightsBefore(given[0]),
      after: async (cloud) => {
        await openExplorer(cloud);
        await runHistoryFunctions(cloud);
        await notifyAgain(cloud);
      },
    });
    folders.push(folder);
  }
  return folders;
}

/** Not after it: nothing may happen in the future. */
const nightsBefore = ({ time }: AwsEvent): ScheduledSpan => ({ from: Date.parse(time) - NIGHTS * 24 * HOUR, to: Date.parse(time) });

/** Answers the file of the template, in an assembly of its own. */
function synthesize(name: string, form: (stack: Stack) => void, outdir: string): string {
  const app = new App({ outdir });
  form(new Stack(app, name));
  app.synth();
  return join(outdir, `${name}.template.json`);
}

/** Leaves out events so that the handlers look up instances (of unmanaged environments and some others) and jobs wait for missing states. */
function isDelivered(event: AwsEvent): boolean {
  const detail: JsonObject = isObject(event.detail) ? event.detail : {};
  const { clusterArn, containerInstanceArn, status, jobId } = detail;
  if (event['detail-type'] === 'ECS Container Instance State Change') {
    return !String(clusterArn).includes('_Batch_') && !isOneOfThree(containerInstanceArn);
  }
  return status !== 'RUNNING' || !isOneOfThree(jobId);
}

const isOneOfThree = (id: unknown): boolean => parseInt(String(id).replace(/:\d+$/, '').slice(-2), 16) % 3 === 0;

const unreadable = (): AwsEvent[] => [
  {
    version: '0',
    id: '00000000-0000-4000-8000-000000000000',
    'detail-type': 'Batch Job State Change',
    source: 'aws.batch',
    account: '123456789012',
    time: new Date().toISOString(),
    region: 'us-east-1',
    resources: [],
    detail: {},
  },
];
