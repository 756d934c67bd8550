/** What goes wrong in a run, decided by its seed alone. */
import { pick, roll } from './roll';

/** Faults as the table names them. */
export const Fault = {
  COPIES: 'Events delivered twice or three times',
  SHUFFLED: 'Streams in random order',
  THROTTLED: 'DynamoDB: throttled',
  SERVER_ERROR: 'DynamoDB: responses with status 500',
  SLOW: 'DynamoDB: slow responses',
  CUT_BEFORE: 'DynamoDB: connections cut before the request took effect',
  CUT_AFTER: 'DynamoDB: connections cut after it took effect',
  DOOMED: 'DynamoDB: requests that fail after all retries',
  UNPROCESSED: 'DynamoDB: batch reads with unprocessed keys',
  SEND_REFUSED: 'SQS: sends rejected',
  ENTRY_REFUSED: 'SQS: single messages of a batch rejected',
  SEND_CUT_BEFORE: 'SQS: connections cut before the send took effect',
  SEND_CUT_AFTER: 'SQS: connections cut after it took effect',
  STAND_IN: 'ECS, Batch, EC2, Auto Scaling: throttled',
  RECORD_REFUSED: 'Firehose: single records of a batch rejected',
  KILLED_FIRST: 'Handlers killed before their first request',
  KILLED_BETWEEN: 'Handlers killed between two requests',
  KILLED_BEFORE_LINES: 'Handlers killed after their writes, before their first log line',
  KILLED_IN_LINES: 'Handlers killed while writing log lines',
  KILLED_BEFORE_ANSWER: 'Handlers killed after their log lines, before their response',
  HUNG_DYNAMODB: 'DynamoDB: no response until the invocation ends',
  HUNG_SQS: 'SQS: no response until the invocation ends',
  UNDONE: 'Messages handled, then redelivered',
  POISON: 'Messages that cannot be parsed',
  OUTAGE: 'Outages long enough to dead-letter messages',
  REDRIVEN: 'Dead letters redriven',
  KILLED_REDRIVEN: 'Messages of killed handlers, redriven under another id',
  ARCHIVE: 'Events replayed from an archive',
} as const;
export type Fault = (typeof Fault)[keyof typeof Fault];

export interface Plan {
  readonly seed: number;
  readonly order: 'shuffled' | 'wild';
  /** How often an event comes two or three times. */
  readonly copies: number;
  /** Whether handlers are killed and messages delivered again although they were handled. */
  readonly redelivers: boolean;
  readonly crashes: number;
  readonly undone: number;
  /** How often a service stops responding during an invocation. */
  readonly hangs: number;
  /** How often the messages of a handler that was killed come back under other ids. */
  readonly redrives: number;
  /** How often a request goes wrong. */
  readonly requests: number;
  readonly largestBatch: number;
  readonly poison: number;
  readonly outage: 'none' | 'dynamodb' | 'sqs';
  readonly archive: boolean;
  /** How many times shorter than usual handlers wait before they retry. Not drawn from the seed. */
  readonly waitsDividedBy: number;
}

/** A large day comes in larger batches, as it would. */
const USUAL_JOBS = 500;

/** Many runs then take minutes. Results must not depend on how long handlers wait. */
const WAITS_DIVIDED_BY = 20;

/** @param realBackoff whether handlers wait as long before they retry as they do in AWS */
export function planOf(seed: number, jobs: number = USUAL_JOBS, realBackoff = false): Plan {
  const of = (what: string): number => roll(seed, 'plan', what);
  const redelivers = of('redelivers') < 0.75;
  return {
    seed,
    redelivers,
    order: of('order') < 0.5 ? 'shuffled' : 'wild',
    copies: of('copies') * 0.4,
    crashes: redelivers ? 0.04 + of('crashes') * 0.16 : 0,
    undone: redelivers ? of('undone') * 0.06 : 0,
    hangs: redelivers && of('hangs') < 0.3 ? 0.05 : 0,
    redrives: redelivers && of('redrives') < 0.5 ? 0.3 : 0,
    requests: 0.003 + of('requests') * 0.03,
    largestBatch: Math.ceil(pick([60, 200, 600, 1500], of('batch')) * Math.max(1, jobs / USUAL_JOBS)),
    poison: Math.floor(of('poison') * 8),
    outage: pick(['none', 'dynamodb', 'sqs'] as const, of('outage')),
    archive: of('archive') < 0.4,
    waitsDividedBy: realBackoff ? 1 : WAITS_DIVIDED_BY,
  };
}

/** Seeds of the runs: the first one is the seed that was given, so that a run that failed is run alone by its own. */
export const seedsOf = (seed: number, runs: number): number[] =>
  Array.from({ length: runs }, (_, run) => (run === 0 ? seed : Math.floor(roll(seed, 'run', run) * 0x7fff_ffff)));
