/** The Logs Insights query of a chart, with what a dashboard knows filled in. */
import { JobQueueFilter, filterCommands } from './job-queue-filter';
import { CONSOLE_DOMAIN, CONSOLE_REGION, PERIOD_END, PERIOD_LENGTH, TIME_BIN } from './record-query';
import { LogChart } from './section-description';

export interface QueryContext {
  readonly filter: JobQueueFilter;
  /** The time range that the dashboard opens with. */
  readonly seconds: number;
  readonly region: string;
  readonly consoleDomain: string;
}

/** The query, over the job queues of the filter only; instances belong to no job queue. */
export function queryText({ from, query: [first, ...rest] }: Pick<LogChart, 'from' | 'query'>, context: QueryContext): string[] {
  const { filter, seconds, region, consoleDomain } = context;
  const commands = from === 'instances' ? [] : filterCommands(filter);
  const { length, end } = textPeriod(seconds);
  return [first, ...commands, ...rest].map((line) =>
    line
      .replaceAll(CONSOLE_DOMAIN, consoleDomain)
      .replaceAll(CONSOLE_REGION, region)
      .replaceAll(TIME_BIN, timeBin(seconds))
      .replaceAll(PERIOD_LENGTH, String(length))
      .replaceAll(PERIOD_END, end),
  );
}

/** Some twelve to thirty periods in the range that the dashboard opens with. */
function timeBin(seconds: number): string {
  const hours = seconds / 3600;
  if (hours <= 6) return '15m';
  if (hours <= 30) return '1h';
  return hours <= 7 * 24 ? '6h' : '1d';
}

/** Periods that begin where the text of a time can be cut: ten minutes, an hour or a day. */
function textPeriod(seconds: number): { readonly length: number; readonly end: string } {
  const hours = seconds / 3600;
  if (hours <= 6) return { length: '2026-01-01T00:0'.length, end: '0' };
  return hours <= 48 ? { length: '2026-01-01T00'.length, end: ':00' } : { length: '2026-01-01'.length, end: '' };
}
