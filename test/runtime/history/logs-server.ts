import { LogEvent } from './deployed-history';
import { Answer, answerError, answerJson, Wire, WireRequest } from '../stage/wire';

/** CloudWatch Logs with the lines of log groups. */
export class LogsServer {
  readonly wire = new Wire();
  readonly groups = new Map<string, LogEvent[]>();
  /** Lines of a page. */
  pageSize = 3;
  /** Each page is followed by as many empty ones. */
  emptyPages = 0;
  /** What to answer instead of a page. */
  fail: (call: number) => Answer = () => undefined;
  /** The order in which lines are found. */
  order: (events: readonly LogEvent[]) => readonly LogEvent[] = (events) => [...events].sort((a, b) => a.timestamp - b.timestamp);

  reset(): void {
    this.wire.reset();
    this.wire.answer = (request) => this.answer(request);
    this.groups.clear();
    this.pageSize = 3;
    this.emptyPages = 0;
    this.fail = () => undefined;
    this.order = (events) => [...events].sort((a, b) => a.timestamp - b.timestamp);
  }

  private answer({ operation, headers, body }: WireRequest): Answer {
    if (operation !== 'FilterLogEvents' || headers['content-type'] !== 'application/x-amz-json-1.1') {
      return answerError('UnknownOperationException');
    }
    const failure = this.fail(this.wire.requests.length);
    if (failure) return failure;
    const {
      logGroupName,
      filterPattern,
      startTime,
      endTime,
      nextToken = '0',
    } = JSON.parse(body) as Record<string, string> & Record<'startTime' | 'endTime', number>;
    const events = this.groups.get(logGroupName);
    const kind = /^\{ \$\.RecordType = "([a-z-]+)" \}$/.exec(filterPattern)?.[1];
    if (!events || !kind) return answerError('ResourceNotFoundException');
    const found = this.order(
      events.filter(
        ({ timestamp, message }) => timestamp >= startTime && timestamp <= endTime && message.includes(`"RecordType":"${kind}"`),
      ),
    );
    return this.page(found, Number(nextToken));
  }

  /** Pages are numbered; those between full ones are empty. */
  private page(found: readonly LogEvent[], number: number): Answer {
    const every = this.emptyPages + 1;
    const first = Math.floor(number / every) * this.pageSize;
    const some = number % every === 0 ? found.slice(first, first + this.pageSize) : [];
    const isLast = first + this.pageSize >= found.length && number % every === every - 1;
    return answerJson({
      events: some.map(({ id, ...event }) => ({ ...event, eventId: id, logStreamName: 's', ingestionTime: event.timestamp })),
      searchedLogStreams: [],
      ...(!isLast && { nextToken: String(number + 1) }),
    });
  }
}
