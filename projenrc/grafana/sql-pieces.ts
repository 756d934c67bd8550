/** Pieces of SQL over the views of a database, for Trino. Grafana replaces `${__from}` and `${__to}` with the range, in milliseconds. */
import { Placeholder } from '../../src/grafana-dashboards/placeholders';

export const viewOf = (name: string): string => `"${Placeholder.DATABASE}".${name}`;

export const FROM = 'from_unixtime(${__from} / 1e3)';
export const TO = 'from_unixtime(${__to} / 1e3)';

/** The first partition that is read: joins repeat it, because they do not pass it on. */
export const SINCE = `date_format(${FROM}, '%Y-%m-%d')`;

/** The partitions of the UTC days of the range. */
export const DAYS = [`day >= ${SINCE}`, `day <= date_format(${TO}, '%Y-%m-%d')`];

/** A sum to the cent. */
export const money = (amount: string): string => `round(sum(${amount}), 2)`;

/** The name of a job definition without its revision. */
export const DEFINITION = `split_part(job_definition, ':', 1)`;

export const where = (conditions: readonly string[]): string => `where ${conditions.join('\n  and ')}`;
