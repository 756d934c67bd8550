import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Fields } from '../../domain/event/fields';
import { noTimeLeft } from '../aws/bounded-http';
import { SignedRequests } from '../aws/signed-request';

export interface AthenaContext {
  readonly endpoint: string;
  readonly database: string;
  readonly workGroup: string;
}

const POLL_MILLIS = 1_000;

/** Runs queries in a work group of Amazon Athena. */
export class Athena {
  constructor(
    private readonly requests: SignedRequests,
    private readonly context: AthenaContext,
    private readonly pollMillis = POLL_MILLIS,
  ) {}

  /** Returns the id of a query once it succeeded, and throws in all other cases: also if the query runs on beyond the deadline. */
  async run(sql: string): Promise<string> {
    const { database, workGroup } = this.context;
    const started = await this.call('StartQueryExecution', {
      QueryString: sql,
      // A call that is sent again starts no second query.
      ClientRequestToken: randomUUID(),
      QueryExecutionContext: { Database: database },
      WorkGroup: workGroup,
    });
    const queryId = started.name('QueryExecutionId');
    while (!(await this.hasSucceeded(queryId))) {
      if (this.requests.deadline.millis <= this.pollMillis) throw noTimeLeft();
      await wait(this.pollMillis);
    }
    return queryId;
  }

  private async hasSucceeded(queryId: string): Promise<boolean> {
    const answer = await this.call('GetQueryExecution', { QueryExecutionId: queryId });
    const status = answer.object('QueryExecution')?.object('Status');
    const state = status?.optionalName('State');
    if (state === 'QUEUED' || state === 'RUNNING') return false;
    if (state === 'SUCCEEDED') return true;
    throw new Error(`The query ended as ${state}: ${errorName(status?.reason('StateChangeReason'))}`);
  }

  private async call(operation: string, input: object): Promise<Fields> {
    const answer = await this.requests.sendJson({
      service: 'athena',
      endpoint: this.context.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonAthena.${operation}` },
      body: JSON.stringify(input),
    });
    return Fields.of(answer, operation);
  }
}

/** `HIVE_BAD_DATA: …`: what follows can quote rows. */
const errorName = (reason = ''): string => /^[A-Z_]+(?=:)/.exec(reason)?.[0] ?? 'no error name';
