import { JobItems } from './job-items';
import { LogsInsights, LogsQuery } from './logs-insights';
import { ShownProblem } from './shown-problem';
import { Children } from '../../domain/explorer/array-roll-up';
import { shortened } from '../../domain/explorer/format';
import { JobFindings, readJobRecord } from '../../domain/explorer/job-page';
import { QueryAnswer } from '../../domain/explorer/page';
import { childrenQuery, jobQuery, nodesQuery } from '../../domain/explorer/queries';
import { jobIdIn } from '../../domain/explorer/query-text';
import { JobRecord } from '../../domain/names/job-record-fields';

export interface JobSearchSettings {
  readonly logGroup: string;
  readonly maxRows: number;
  readonly maxRangeMillis: number;
}

const DAY_MILLIS = 86_400_000;
/** CloudWatch Logs indexes fields for so long: within it, a query for an id reads next to nothing. */
const INDEXED_DAYS = 30;
const INDEXED_MILLIS = INDEXED_DAYS * DAY_MILLIS;
/** A record is written minutes after its job ended; after an outage, days. */
const LATE_MILLIS = 14 * DAY_MILLIS;

/** Epoch milliseconds. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

const ONLY_SHOWN = 'only those in the time range of the dashboard were read.';
const HOW_TO_LIMIT = 'To read fewer of them, set the time range of the dashboard to the days in which the job may have ended.';

interface Found {
  readonly record?: JobRecord;
  readonly answer: QueryAnswer;
}

/** Finds all that is known of a job. */
export class JobSearch {
  constructor(
    private readonly insights: LogsInsights,
    private readonly items: JobItems,
    private readonly settings: JobSearchSettings,
    private readonly now: () => number,
  ) {}

  /**
   * Looks where fields are indexed first. What is older costs more to read, and is read only for a job that is not found there.
   * @param shown the time range of the dashboard, which limits what is read of the older records, if it has any of them
   */
  async find(asked: string, shown?: TimeRange): Promise<JobFindings> {
    const id = jobIdIn(asked);
    if (id === undefined) throw new ShownProblem(`"${shortened(asked, 80)}" is not the id of a job.`);
    const end = this.now();
    const begin = end - this.settings.maxRangeMillis;
    const indexed = Math.max(begin, end - INDEXED_MILLIS);
    const problems: string[] = [];
    const [recent, item] = await Promise.all([
      this.recordOf(id, indexed, end, problems),
      this.items.get(id).catch((error: Error) => void problems.push(`The jobs in flight could not be read. ${error.message}`)),
    ]);
    const isFound = recent.record !== undefined || item !== undefined;
    const older = isFound ? undefined : await this.olderRecordOf(id, { start: begin, end: indexed }, shown, problems);
    const findings = { id, record: recent.record ?? older?.record, item: item ?? undefined };
    const children = await this.childrenOf(findings, end);
    return {
      ...findings,
      children,
      answers: [recent, older].flatMap((found) => found?.answer ?? []).concat(children ?? []),
      problems,
      searchedMillis: end - begin,
    };
  }

  private async olderRecordOf(id: string, all: TimeRange, shown: TimeRange | undefined, problems: string[]): Promise<Found | undefined> {
    const isLimited = shown !== undefined && shown.start < all.end;
    const { start, end } = isLimited ? { start: Math.max(all.start, shown.start), end: Math.min(all.end, shown.end) } : all;
    if (start >= end) return undefined;
    try {
      const found = await this.recordOf(id, start, end, problems);
      if (isLimited && !found.record) problems.push(`Of the records older than ${INDEXED_DAYS} days, ${ONLY_SHOWN}`);
      return found;
    } catch (error) {
      if (!(error instanceof ShownProblem)) throw error;
      problems.push(
        `The job is not among the records of the last ${INDEXED_DAYS} days, and older ones have no index. ${error.message} ${HOW_TO_LIMIT}`,
      );
      return undefined;
    }
  }

  private async recordOf(id: string, start: number, end: number, problems: string[]): Promise<Found> {
    const answer = await this.query(jobQuery(id), start, end);
    const records = answer.rows.map((row) => readJobRecord(String(row['@message']), id));
    if (records.includes(undefined)) problems.push('A line of the log with this job could not be read.');
    return { record: records.find((record) => record !== undefined), answer };
  }

  /** Children and nodes are submitted with their parent and end before it does. */
  private async childrenOf({ id, record, item }: Omit<JobFindings, 'answers'>, now: number): Promise<Children | undefined> {
    const isMultiNode = record?.NodeCount !== undefined;
    if (record?.ArraySize === undefined && !isMultiNode && !item?.isArray) return undefined;
    const started = Date.parse(String(record?.CreatedAt)) || item?.entries[0].at;
    const stopped = Date.parse(String(record?.StoppedAt)) || now;
    const start = Math.max(started ?? 0, now - this.settings.maxRangeMillis);
    const limit = this.settings.maxRows;
    const answer = await this.query(
      isMultiNode ? nodesQuery(id, limit) : childrenQuery(id, limit),
      start,
      Math.max(start + 1, Math.min(now, stopped + LATE_MILLIS)),
    );
    return { ...answer, limit, ...(isMultiNode && { title: 'Nodes' }) };
  }

  private query(text: string, start: number, end: number): Promise<QueryAnswer> {
    const query: LogsQuery = { logGroup: this.settings.logGroup, text, start, end };
    return this.insights.run(query);
  }
}
