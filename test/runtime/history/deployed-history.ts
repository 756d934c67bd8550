import { gzipSync } from 'node:zlib';
import { Context } from 'aws-lambda';
import { FirehoseServer } from './firehose-server';
import { LogsServer } from './logs-server';
import { lambdaHandler } from '../../../src/runtime/delivery';
import { ImportResult } from '../../../src/runtime/history/log-import';
import { makeHistoryWriter, makeLogImport } from '../../../src/runtime/history/make-history';
import { deliverTo, Message } from '../stage/deliveries';
import { LogLines } from '../stage/log-lines';

export const NOW = Date.parse('2026-03-10T12:00:00Z');

export interface LogEvent {
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

/** The function that writes the history and the one that imports, beside servers of Firehose and CloudWatch Logs. */
export class DeployedHistory {
  /** Puts them up for the tests of a file. */
  static use(): DeployedHistory {
    const deployed = new DeployedHistory();
    beforeAll(() => Promise.all([deployed.firehose.wire.listen(), deployed.logs.wire.listen()]));
    beforeEach(() => deployed.reset());
    afterAll(() => Promise.all([deployed.firehose.wire.stop(), deployed.logs.wire.stop()]));
    return deployed;
  }

  readonly firehose = new FirehoseServer();
  readonly logs = new LogsServer();
  readonly lines = new LogLines(() => NOW);
  streams: Record<string, string> = {};

  reset(): void {
    this.firehose.reset();
    this.logs.reset();
    this.lines.clear();
    this.streams = { jobs: 'stream-of-jobs', transitions: 'stream-of-transitions' };
    Object.assign(process.env, this.environment);
  }

  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_ENDPOINT_URL_FIREHOSE: this.firehose.wire.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: this.logs.wire.url,
      STREAMS: JSON.stringify(this.streams),
      LOG_GROUPS: JSON.stringify({ jobs: 'collector', transitions: 'collector' }),
      URL_SUFFIX: 'amazonaws.com',
    };
  }

  /** Sends a payload as CloudWatch Logs does: to the function itself. Throws if the function does. */
  async send(payload: unknown, left: () => number = () => 60_000): Promise<void> {
    const writer = makeHistoryWriter(this.environment, () => NOW, this.write);
    await lambdaHandler((deliveries) => writer.process(deliveries), writer.deadline)(payload as object, context(left));
  }

  /** Sends payloads again from a queue; returns the ids of those that failed. */
  redrive(messages: readonly Message[]): Promise<string[]> {
    const writer = makeHistoryWriter(this.environment, () => NOW, this.write);
    return deliverTo((deliveries) => writer.process(deliveries), messages);
  }

  import(message: unknown, left: () => number = () => 900_000): Promise<ImportResult> {
    const logImport = makeLogImport(this.environment, () => NOW, this.write);
    logImport.deadline.begin(left);
    return logImport.run(message);
  }

  private readonly write = (line: string): void => void this.lines.raw.push(line);
}

const context = (left: () => number): Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'> => ({
  awsRequestId: 'request',
  getRemainingTimeInMillis: left,
});

/** What CloudWatch Logs sends to a subscription. */
export const payloadOf = (data: unknown): { awslogs: { data: string } } => ({
  awslogs: { data: gzipSync(typeof data === 'string' ? data : JSON.stringify(data)).toString('base64') },
});
export const dataMessage = (logEvents: readonly unknown[]) =>
  payloadOf({
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: 'collector',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents,
  });

export const job = (id: string, fields: object = {}): Record<string, unknown> => ({
  RecordType: 'job',
  SchemaVersion: 1,
  JobId: id,
  Status: 'SUCCEEDED',
  StoppedAt: '2026-03-01T10:00:00.000Z',
  AttemptCount: 1,
  SpotInterruptions: 0,
  Attempts: [{ Number: 1 }],
  ...fields,
});
export const transitions = (fields: object = {}) => ({ RecordType: 'transitions', At: '2026-03-01T10:00Z', JobsRunning: 1, ...fields });

let logged = 0;
export const logEvent = (record: unknown, timestamp = NOW): LogEvent => ({
  id: `line-${++logged}`,
  timestamp,
  message: typeof record === 'string' ? record : JSON.stringify(record),
});
