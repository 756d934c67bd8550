import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AttributeValue, BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { tokenOf } from '../src/domain/event/message-token';
import { encodeFact, ENDED, Fact } from '../src/domain/job/facts';
import { SnapshotVariable } from '../src/domain/names/environment';
import { chunks } from '../src/runtime/chunks';

const BUNDLE = join(__dirname, '../assets/in-flight-snapshot/snapshot.lambda/index.js');
const IN_FLIGHT = 20_000;
const FINISHED = 100_000;
/** One job of so many is in flight. */
const ONE_IN = (IN_FLIGHT + FINISHED) / IN_FLIGHT;
const QUEUES = 10;
const AT = Date.parse('2026-11-20T12:00:00Z');
const DAY_MILLIS = 86_400_000;
const EXPIRES_AT = String((AT + DAY_MILLIS) / 1000);
/** What the function has. */
export const MEMORY_MIB = 256;
/** Leaves the rest of it to what is not JavaScript: code, sockets, buffers. */
const HEAP_MIB = 128;
const PER_WRITE = 25;
const SIDE_BY_SIDE = 8;

/** What the snapshot's handler has beside the variables of the workbench, which keep their values. */
const SNAPSHOT: Readonly<Record<Exclude<keyof typeof SnapshotVariable, 'JOB_TABLE' | 'METRIC_NAMESPACE'>, string>> = {
  SCAN_SEGMENTS: '4',
  EMPTY_QUEUE_SECONDS: '604800',
  INSTANCE_TABLE: '',
};

export interface SnapshotRun {
  /** From the begin of the process to the end of the invocation. */
  readonly seconds: number;
  /** Of one CPU. A function of 256 MB has a seventh of one. */
  readonly cpuSeconds: number;
  readonly peakRssMib: number;
  readonly logBytes: number;
  /** What DynamoDB bills for it. */
  readonly readUnits: number;
}

/** One snapshot of a large job table by the real bundle, in a process of its own with the memory of the function. */
export async function measureSnapshot(environment: Record<string, string>): Promise<SnapshotRun> {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} is not there: run "npx projen bundle" first`);
  const client = new DynamoDBClient({});
  await fill(client, environment.JOB_TABLE);
  const readUnits = await unitsOf(client, environment.JOB_TABLE);
  client.destroy();
  return { ...(await takeSnapshot({ ...environment, ...SNAPSHOT })), readUnits };
}

async function fill(client: DynamoDBClient, table: string): Promise<void> {
  const writes = chunks(
    Array.from({ length: IN_FLIGHT + FINISHED }, (_, index) => index),
    PER_WRITE,
  );
  for (const [index, group] of chunks(writes, SIDE_BY_SIDE).entries()) {
    await Promise.all(
      group.map((numbers) =>
        client.send(
          new BatchWriteItemCommand({
            RequestItems: { [table]: numbers.map((number) => ({ PutRequest: { Item: itemOf(number) } })) },
          }),
        ),
      ),
    );
    if (index % 100 === 0) process.stdout.write(`\r  ${index * SIDE_BY_SIDE * PER_WRITE} of ${IN_FLIGHT + FINISHED} jobs `);
  }
  process.stdout.write('\r');
}

/** A job with as many attributes as the collector writes. */
function itemOf(number: number): Record<string, AttributeValue> {
  const isFinished = number % ONE_IN !== 0;
  const token = tokenOf(`message-${number}`);
  const submitted = AT - DAY_MILLIS + number * 500;
  const fact = (state: Fact['state'], seconds: number) => encodeFact({ state, atMillis: submitted + seconds * 1000, attempt: 1, token });
  const facts = [
    fact('PENDING', 1),
    fact('RUNNABLE', 5),
    ...(isFinished || number % (4 * ONE_IN) === 0 ? [fact('STARTING', 65), fact('RUNNING', 90)] : []),
  ];
  return {
    JobId: { S: `${String(number).padStart(8, '0')}-7108-4c4e-99f7-2fd92e1a8941` },
    JobName: { S: `nightly-render-of-frame-${number}` },
    JobQueue: { S: `queue-of-team-${Math.floor(number / ONE_IN) % QUEUES}` },
    JobDefinition: { S: 'render-one-frame:17' },
    CreatedAt: { N: String(submitted) },
    Vcpus: { N: '4' },
    MemoryMiB: { N: '8192' },
    ExpiresAt: { N: EXPIRES_AT },
    ...Object.fromEntries(facts.map(([name, value]) => [name, { S: value }])),
    ...(isFinished ? { [ENDED]: { S: token } } : {}),
  };
}

async function unitsOf(client: DynamoDBClient, TableName: string): Promise<number> {
  let [units, next] = [0, undefined as Record<string, AttributeValue> | undefined];
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        ExclusiveStartKey: next,
        ReturnConsumedCapacity: 'TOTAL',
        FilterExpression: 'attribute_not_exists(JobId)',
      }),
    );
    units += page.ConsumedCapacity?.CapacityUnits ?? 0;
    next = page.LastEvaluatedKey;
  } while (next);
  return units;
}

async function takeSnapshot(env: Record<string, string>): Promise<Omit<SnapshotRun, 'readUnits'>> {
  const event = JSON.stringify({ 'detail-type': 'Scheduled Event', time: new Date(AT).toISOString() });
  const parameters = ['--no-warnings', `--max-old-space-size=${HEAP_MIB}`, join(__dirname, 'in-flight-process.cjs'), BUNDLE, event];
  const child = spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [logBytes, told] = [0, ''];
  child.stdout.on('data', (data: Buffer) => {
    logBytes += data.length;
  });
  child.stderr.on('data', (data: Buffer) => {
    told += data.toString();
  });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`the snapshot ended with ${String(code)}: ${told.slice(-1000)}`);
  return { ...(JSON.parse(told) as Omit<SnapshotRun, 'readUnits' | 'logBytes'>), logBytes };
}
