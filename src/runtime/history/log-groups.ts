import { Fields } from '../../domain/event/fields';
import { LogLine } from '../../domain/history/log-line';
import { readFoundLines } from '../../domain/history/subscription';
import { TimeRange } from '../../domain/history/time-range';
import { SignedRequests } from '../aws/signed-request';

/** What to find: lines of a log group within a time. */
export interface LogSearch {
  readonly logGroup: string;
  readonly filter: string;
  readonly range: TimeRange;
}

/** A search reads a log group for some seconds before it responds. */
const SEARCH_MILLIS = 60_000;
/** An account can search some times a second, in all of its log groups. */
const MAX_TRIES = 8;

/** The call of CloudWatch Logs that finds lines. */
export class LogGroups {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
  ) {}

  /**
   * Finds lines, page by page. A page may be empty although others follow.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
   */
  async *find({ logGroup, filter, range }: LogSearch): AsyncGenerator<readonly LogLine[]> {
    let nextToken: string | undefined;
    do {
      const answer = await this.requests.sendJson({
        service: 'logs',
        endpoint: this.endpoint,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Logs_20140328.FilterLogEvents' },
        // Both times are part of what is searched.
        body: JSON.stringify({ logGroupName: logGroup, filterPattern: filter, startTime: range.from, endTime: range.to - 1, nextToken }),
        idleMillis: SEARCH_MILLIS,
        maxTries: MAX_TRIES,
      });
      const page = Fields.of(answer, 'FilterLogEvents');
      yield readFoundLines(page);
      nextToken = page.optionalString('nextToken');
    } while (nextToken);
  }
}
