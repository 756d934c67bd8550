import { InsightsStandIn } from '../../../lab/replay/standins/logs-insights';
import { encodeFact, Fact } from '../../../src/domain/job/facts';
import { Explorer } from '../../../src/runtime/explorer/explorer';
import { makeExplorer } from '../../../src/runtime/explorer/make-explorer';
import { ENDPOINT, JOB_ID, NOW } from '../../domain/explorer/frames';
import { Answer, answerJson, Wire, WireRequest } from '../stage/wire';

export const LOG_GROUP = 'collector-logs';
export const SNAPSHOTS = 'snapshot-logs';

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** An explorer before CloudWatch Logs and DynamoDB as they are in the lab. */
export class DeployedExplorer {
  readonly logs = new Wire();
  readonly dynamodb = new Wire();
  readonly lines: string[] = [];
  readonly groups = new Map<string, Line[]>();
  readonly items = new Map<string, object>();
  readonly settings: Record<string, string> = {};
  /** The first instant of which the log groups keep lines. */
  keptSince = 0;
  private insights = this.makeInsights();

  reset(): void {
    [this.logs, this.dynamodb].forEach((wire) => wire.reset());
    this.lines.length = 0;
    this.items.clear();
    this.groups.clear();
    this.groups.set(LOG_GROUP, []).set(SNAPSHOTS, []);
    Object.keys(this.settings).forEach((name) => delete this.settings[name]);
    this.keptSince = 0;
    this.insights = this.makeInsights();
    this.logs.answer = (request) => this.query(request);
    this.dynamodb.answer = ({ body }) => {
      const { Key } = JSON.parse(body) as { Key: { JobId: { S: string } } };
      return answerJson({ Item: this.items.get(Key.JobId.S) });
    };
  }

  private makeInsights(): InsightsStandIn {
    return new InsightsStandIn(
      (name) => this.groups.get(name),
      () => this.keptSince,
    );
  }

  query({ operation, body }: WireRequest): Answer {
    return this.insights.answer(operation, body);
  }

  log(record: object | string, daysAgo = 0, group = LOG_GROUP): void {
    const message = typeof record === 'string' ? record : JSON.stringify(record);
    this.groups.get(group)!.push({ timestamp: NOW - 60_000 - daysAgo * 86_400_000, message });
  }

  store(facts: readonly Fact[], more: object = {}): void {
    this.items.set(JOB_ID, {
      JobId: { S: JOB_ID },
      ...Object.fromEntries(facts.map(encodeFact).map(([name, S]) => [name, { S }])),
      ...more,
    });
  }

  /** The queries that were started. */
  get started(): { readonly queryString: string; readonly startTime: number; readonly endTime: number; readonly logGroupName: string }[] {
    return this.logs.of('StartQuery').map(({ body }) => JSON.parse(body));
  }

  make(): Explorer {
    return makeExplorer(
      {
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: this.logs.url,
        AWS_ENDPOINT_URL_DYNAMODB: this.dynamodb.url,
        LOG_GROUP,
        SNAPSHOT_LOG_GROUP: SNAPSHOTS,
        JOB_TABLE: 'jobs',
        CONSOLE_DOMAIN: 'console.aws.amazon.com',
        MAX_ROWS: '10000',
        MAX_RANGE_SECONDS: String(365 * 86_400),
        MAX_SCANNED_BYTES: '1000000',
        MAX_TABLE_ITEMS: '400000',
        URL_SUFFIX: 'amazonaws.com',
        ...this.settings,
      },
      () => NOW,
      (line) => this.lines.push(line),
    );
  }

  async show(event: unknown, explorer = this.make()): Promise<string> {
    return (await explorer.show(event, ENDPOINT)) as string;
  }
}

/** Begins before the tests of a file, and ends after them. */
export function useExplorer(): DeployedExplorer {
  const deployed = new DeployedExplorer();
  const before = { ...process.env };
  beforeAll(async () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example-secret',
      AWS_SESSION_TOKEN: 'session-token',
    });
    await Promise.all([deployed.logs.listen(), deployed.dynamodb.listen()]);
  });
  beforeEach(() => deployed.reset());
  afterAll(async () => {
    process.env = before;
    await Promise.all([deployed.logs.stop(), deployed.dynamodb.stop()]);
  });
  return deployed;
}
