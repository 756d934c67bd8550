import { setTimeout as wait } from 'node:timers/promises';
import { ShownProblem } from './shown-problem';
import { bytes } from '../../domain/explorer/format';
import { NO_ANSWER, QueryAnswer, Row } from '../../domain/explorer/page';
import { AwsCallFailed, SignedRequests } from '../aws/signed-request';

export interface LogsQuery {
  readonly logGroup: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
}

/** How a query ended that did not succeed: `Failed`, `Cancelled`, `Timeout`, `Unknown`. */
type Status = string;
interface Results {
  readonly status: Status;
  readonly results?: readonly (readonly { readonly field: string; readonly value: string }[])[];
  readonly statistics?: { readonly bytesScanned?: number; readonly recordsMatched?: number };
}

const FIRST_POLL_MILLIS = 250;
const MAX_POLL_MILLIS = 1_000;
const SLOWER = 1.4;

/** Stands for the status of a query that could not be asked for. */
const THROTTLED = 'Throttled';
const UNFINISHED: readonly Status[] = ['Running', 'Scheduled', THROTTLED];
/** Errors of a poll that are none of the query: too many calls, or no time for the next one. */
const RUNS_ON = /Throttl|TooManyRequests|NoTimeLeft/;

/** Runs queries of CloudWatch Logs Insights. One that takes too long or reads too much is stopped. */
export class LogsInsights {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
    private readonly maxScannedBytes: number,
  ) {}

  async run(query: LogsQuery): Promise<QueryAnswer> {
    const queryId = await this.start(query);
    return queryId === undefined ? { ...NO_ANSWER, isNotKept: true } : this.poll(queryId, FIRST_POLL_MILLIS);
  }

  /** Undefined for a range that ends before the lines that the log group keeps begin. */
  private start({ logGroup, text, start, end }: LogsQuery): Promise<string | undefined> {
    const input = { logGroupName: logGroup, queryString: text, startTime: Math.floor(start / 1000), endTime: Math.ceil(end / 1000) };
    return this.call<{ queryId: string }>('StartQuery', input).then(({ queryId }) => queryId, explainRefusal);
  }

  private async poll(queryId: string, pollMillis: number): Promise<QueryAnswer> {
    const { status, results = [], statistics } = await this.results(queryId);
    const bytesScanned = statistics?.bytesScanned ?? 0;
    if (status === 'Complete') return { rows: results.map(rowOf), bytesScanned, matched: statistics?.recordsMatched };
    if (!UNFINISHED.includes(status)) throw new ShownProblem(`The query of Logs Insights ended as ${status}. Try again.`);
    if (bytesScanned > this.maxScannedBytes) return this.stop(queryId, `would read more than ${bytes(this.maxScannedBytes)}`);
    const pause = status === THROTTLED ? MAX_POLL_MILLIS : pollMillis;
    if (this.requests.deadline.millis <= pause) return this.stop(queryId, 'takes too long');
    await wait(pause);
    return this.poll(queryId, Math.min(MAX_POLL_MILLIS, pause * SLOWER));
  }

  /** A query runs on while polls are throttled. Any other error of a poll ends it. */
  private async results(queryId: string): Promise<Results> {
    try {
      return await this.call<Results>('GetQueryResults', { queryId });
    } catch (error) {
      if (error instanceof AwsCallFailed && RUNS_ON.test(error.reported)) return { status: THROTTLED };
      await this.abandon(queryId);
      throw error;
    }
  }

  private async stop(queryId: string, why: string): Promise<never> {
    await this.abandon(queryId);
    throw new ShownProblem(`The query ${why}, and was stopped. Choose a shorter time range.`);
  }

  /** What runs on is charged, although nobody waits for it. The time that was kept is for this. */
  private async abandon(queryId: string): Promise<void> {
    this.requests.deadline.keep(0);
    await this.call('StopQuery', { queryId }).catch(() => undefined);
  }

  private call<Answer>(operation: string, input: object): Promise<Answer> {
    return this.requests.sendJson<Answer>({
      service: 'logs',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` },
      body: JSON.stringify(input),
    });
  }
}

const rowOf = (cells: readonly { readonly field: string; readonly value: string }[]): Row =>
  Object.fromEntries(cells.map(({ field, value }) => [field, value]));

/** No viewer can make a query malformed. What CloudWatch refuses with that code is a range before the log group was created, or beyond its retention. */
function explainRefusal(error: unknown): undefined {
  const code = error instanceof AwsCallFailed && error.reported;
  if (code === 'MalformedQueryException') return undefined;
  throw code === 'LimitExceededException' ? new ShownProblem(TOO_MANY_QUERIES) : error;
}
const TOO_MANY_QUERIES = 'Too many queries of Logs Insights run in this account. Try again in a moment.';
