/**
 * Drives each alarm on jobs into ALARM and out of it: `drive-alarms OUT_DIR`. Simulated jobs go through the template's own handlers, snapshots, log groups and
 * metric filters, and each alarm is evaluated by its own definition.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simulateStories } from './simulate-stories';
import { SILENCE, STORIES } from './stories';
import type { StateChange } from '../../../lab/alarms/index';
import { readLines } from '../../../lab/compare/compare';
import { incidents } from '../../../lab/compare/incidents';
import { provideBundles } from '../../../lab/replay/assembly/bundles';
import { Progress } from '../../../lab/replay/progress';
import { replay } from '../../../lab/replay/replay';
import { HOUR } from '../../../lab/simulate/model';

const APP = 'npx tsx --tsconfig tsconfig.dev.json test/checks/alarms/alarms-app.ts';
const START = Date.UTC(2026, 2, 2);
/** As often as snapshots are taken. */
const EVERY_MINUTES = 15;

interface Expected {
  readonly alarm: string;
  readonly story: string;
  readonly from: number;
  readonly to: number;
}

const EXPECTED: readonly Expected[] = [...STORIES, { ...SILENCE, at: SILENCE.from }].flatMap(({ name, at, rings }) =>
  Object.entries<readonly [number, number]>(rings).map(([alarm, [from, to]]) => ({
    alarm,
    story: name,
    from: START + (at + from) * HOUR,
    to: START + (at + to) * HOUR,
  })),
);

/** Logical ids without what CloudFormation adds: `AlarmsOnJobs.AlarmsJobsFailing37E8C2AA`. */
const nameOf = (id: string): string => id.replace(/^.*\bAlarms/, '').replace(/[0-9A-F]{8}$/, '');

/** Alarms of `BatchAlarms`: those on the monitoring itself are not driven here. */
const isDriven = ({ Alarm }: StateChange): boolean => /\bAlarms[A-Z]\w*[0-9A-F]{8}$/.test(Alarm);

function problemsOf(changes: readonly StateChange[]): string[] {
  const rung = changes.filter(({ To }) => To === 'ALARM');
  const isExpected =
    ({ Alarm, At }: StateChange) =>
    ({ alarm, from, to }: Expected): boolean =>
      nameOf(Alarm) === alarm && Date.parse(At) >= from && Date.parse(At) <= to;
  const missing = EXPECTED.filter((expected) => rung.filter((change) => isExpected(change)(expected)).length !== 1);
  const extra = rung.filter((change) => !EXPECTED.some(isExpected(change)));
  const last = new Map(changes.map((change) => [nameOf(change.Alarm), change.To]));
  const stuck = [...last].filter(([, state]) => state !== 'OK').map(([name]) => name);
  return [
    ...missing.map(({ alarm, story, from, to }) => `${alarm} does not enter ALARM once because ${story}, from ${iso(from)} to ${iso(to)}`),
    ...extra.map(({ Alarm, At }) => `${nameOf(Alarm)} enters ALARM at ${At}, for which there is no story`),
    ...stuck.map((name) => `${name} is not OK at the end`),
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();

async function main(folder: string): Promise<void> {
  const { events, world } = simulateStories(START);
  const input = join(folder, 'input');
  mkdirSync(input, { recursive: true });
  writeFileSync(join(input, 'events.ndjson'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  writeFileSync(join(input, 'world.json'), JSON.stringify(world));
  const out = join(folder, 'replayed');
  await provideBundles((step) => process.stderr.write(`${step} …\n`));
  const progress = Progress.onStderr();
  const source = { app: APP, events: join(input, 'events.ndjson') };
  // At the time of the stream: CloudWatch takes no metrics that are more than two weeks old.
  const summary = await replay({ ...source, out, scheduleEveryMinutes: EVERY_MINUTES, keepsTime: true, progress });
  progress.endLine();
  const changes = readLines<StateChange>(join(out, 'alarms.ndjson')).filter(isDriven);
  const problems = [...incidents(summary), ...problemsOf(changes)];
  for (const { Alarm, At, To, Reason } of changes) process.stdout.write(`${At}  ${nameOf(Alarm).padEnd(18)} ${To.padEnd(6)} ${Reason}\n`);
  for (const problem of problems) process.stdout.write(`FAILED  ${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void main(resolve(process.argv[2] ?? 'out/alarms'));
