/** Runs the functions of a history that no event of a day reaches: the import, and the compaction of days that have enough files. */
import { gzipSync } from 'node:zlib';
import { Cloud } from '../../replay/cloud';
import { FunctionRunner } from '../../replay/functions/function-runner';
import { ReplayProblem } from '../../replay/replay-problem';

/** With what the events brought, a day has three files then: more than a compaction leaves alone. */
const IMPORTS = 2;
const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

export async function runHistoryFunctions(cloud: Cloud): Promise<void> {
  const [writer, importer, compactor] = ['HistoryHandler', 'ImportHandler', 'CompactionHandler'].map((part) => runnerOf(cloud, part));
  if (writer === undefined || importer === undefined || compactor === undefined) return;
  for (let times = 0; times < IMPORTS; times++) {
    await invoke(importer, { from: dayOf(Date.now() - 3 * DAY_MILLIS), to: dayOf(Date.now() + DAY_MILLIS) });
    await cloud.deliverHistory();
  }
  const days = [...new Set(cloud.services.history.objects.list().flatMap(({ key }) => /\/day=([\d-]+)\//.exec(key)?.[1] ?? []))];
  const closed = days.filter((day) => day < dayOf(Date.now()));
  await invoke(compactor, { days: closed });
  // Replaced files are deleted when no query can read them any more.
  await invoke(compactor, { days: closed }, Date.now() + 2 * HOUR_MILLIS);
  await redriveNothing(cloud, writer);
  cloud.targets.invoke({ arn: writer.definition.arn }, { body: '{}', place: 'an invocation without log events' });
  await cloud.engine.settle();
}

/** Sends a message to the queue of the writer, as whoever redrives what failed does: one without log events. */
async function redriveNothing({ deployment: { mappings }, services: { broker } }: Cloud, writer: FunctionRunner): Promise<void> {
  const mapping = mappings.find(({ functionName }) => functionName === writer.definition.name);
  const queue = broker.byArn(mapping?.queueArn ?? '');
  if (queue === undefined) throw new ReplayProblem(`Function ${writer.definition.id} reads no queue`);
  const data = gzipSync(JSON.stringify({ messageType: 'CONTROL_MESSAGE' })).toString('base64');
  await broker.sendFromRules(queue, [JSON.stringify({ awslogs: { data } })]);
}

const runnerOf = ({ runners }: Cloud, part: string): FunctionRunner | undefined =>
  runners.find(({ definition }) => definition.id.includes(part) && !definition.id.includes(`Snapshot${part}`));

async function invoke(runner: FunctionRunner, payload: object, at?: number): Promise<void> {
  const { error } = await runner.invoke(JSON.stringify(payload), undefined, { at });
  if (error !== undefined) throw new ReplayProblem(`Function ${runner.definition.id} failed: ${error.errorType}: ${error.errorMessage}`);
}

const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
