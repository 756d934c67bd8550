import { InsightsQueryError, LogLine, runInsightsQuery, Shown } from '../../aws/insights/index';

/** Lines of a log group by its name; undefined if there is none. */
export type LinesOf = (logGroup: string) => readonly LogLine[] | undefined;

/** The first instant of which a log group keeps lines: its creation, or what its retention leaves. In epoch milliseconds. */
export type KeptSince = (logGroup: string) => number;

/** What an AWS API answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

interface StartQuery {
  readonly logGroupName: string;
  readonly queryString: string;
  readonly startTime: number;
  readonly endTime: number;
}

const ok = (value: object): ApiAnswer => ({ status: 200, body: JSON.stringify(value) });
const refused = (type: string, message: string): ApiAnswer => ({ status: 400, body: JSON.stringify({ __type: type, message }) });

const NOT_KEPT = 'The query ends before the log group was created, or before what its retention leaves';

/** The API of CloudWatch Logs Insights over lines in memory. A query runs when its results are asked for. */
export class InsightsStandIn {
  private readonly queries = new Map<string, StartQuery>();
  private readonly endless = new Set<string>();
  private isNextEndless = false;

  constructor(
    private readonly linesOf: LinesOf,
    private readonly keptSince: KeptSince = () => 0,
  ) {}

  /** The next query that is started runs until it is stopped. */
  holdNext(): void {
    this.isNextEndless = true;
  }

  /** The log group of a query; undefined if there is no such query. */
  groupOf(queryId: string): string | undefined {
    return this.queries.get(queryId)?.logGroupName;
  }

  answer(operation: string, body: string): ApiAnswer {
    const input = JSON.parse(body) as StartQuery & { readonly queryId: string };
    switch (operation) {
      case 'StartQuery':
        return this.start(input);
      case 'GetQueryResults':
        return this.results(input.queryId);
      case 'StopQuery':
        return ok({ success: this.queries.delete(input.queryId) });
      default:
        return refused('UnknownOperationException', operation);
    }
  }

  private start(query: StartQuery): ApiAnswer {
    if (this.linesOf(query.logGroupName) === undefined) return refused('ResourceNotFoundException', 'There is no such log group');
    if (query.startTime > query.endTime) return refused('InvalidParameterException', 'The query ends before it starts');
    if (query.endTime * 1000 < this.keptSince(query.logGroupName)) return refused('MalformedQueryException', NOT_KEPT);
    const queryId = `query-${this.queries.size + 1}`;
    this.queries.set(queryId, query);
    if (this.isNextEndless) this.endless.add(queryId);
    this.isNextEndless = false;
    return ok({ queryId });
  }

  private results(queryId: string): ApiAnswer {
    const query = this.queries.get(queryId);
    if (!query) return refused('ResourceNotFoundException', 'There is no such query');
    if (this.endless.has(queryId)) return ok({ status: 'Running', results: [], statistics: { bytesScanned: 0 } });
    try {
      const range = { start: query.startTime * 1000, end: query.endTime * 1000 + 999 };
      const { rows, scannedBytes, matched } = runInsightsQuery(query.queryString, this.linesOf(query.logGroupName)!, range);
      return ok({
        status: 'Complete',
        results: rows.map(cellsOf),
        statistics: { bytesScanned: scannedBytes, recordsMatched: matched },
      });
    } catch (error) {
      if (error instanceof InsightsQueryError) return refused('MalformedQueryException', error.message);
      throw error;
    }
  }
}

const cellsOf = (row: Readonly<Record<string, Shown>>): { field: string; value: string }[] =>
  Object.entries(row).map(([field, value]) => ({ field, value: String(value) }));
