/** What the named query of idle capacity says of a month, beside what the instances that it prices cost. */
import { Month } from './simulate-month';
import { costOver } from './true-costs';
import { JsonObject } from '../../../lab/aws/json';
import { readLogRecords } from '../../../lab/compare/log-records';
import { leavingOf } from '../../../lab/simulate/around/lives';
import { Host } from '../../../lab/simulate/model';
import { attemptCosts } from '../../../lab/simulate/truth/costs';
import { hasContainers } from '../../../lab/simulate/truth/countable';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { RecordType } from '../../../src/domain/names/records';
import { IDLE_QUERY } from '../../../src/job-history/sql/idle-query';
import { DAY_MS, rowsOf } from '../../job-history/sql/history-records';
import { HistoryTables } from '../../job-history/sql/history-tables';

/** The days that the query reads, before today. */
const DAYS = 30;

export interface QueriedCapacity {
  readonly environment: string;
  readonly isSpot: boolean;
  readonly queried: number;
  readonly true: number;
}

/** Each compute environment that the query prices, with the cost of all of its instances that left and whose type some job with a cost used. */
export async function queriedCapacity(month: Month, records: readonly JsonObject[], replayed: string): Promise<QueriedCapacity[]> {
  const tables = await HistoryTables.create();
  await tables.write('jobs', rowsOf('jobs', records as unknown as JobRecord[]));
  await tables.write(
    'instances',
    rowsOf('instances', readLogRecords(replayed).filter(({ RecordType: type }) => type === RecordType.INSTANCE) as never),
  );
  await tables.open('jobs', 'instances');
  const rows = await tables.query(IDLE_QUERY.sql);
  tables.close();
  const priced = pricedKinds(month);
  return rows.flatMap(({ compute_environment: name, capacity_usd: usd }) => {
    if (typeof usd !== 'number') return [];
    const { cost, isSpot } = trueCapacity(month, String(name), priced);
    return [{ environment: String(name), isSpot, queried: usd, true: cost }];
  });
}

const kindOf = ({ type, spot }: Host): string => `${type} ${spot ? 'SPOT' : 'ON_DEMAND'}`;

/** Instance types and lifecycles that the query has a price of: some job with a cost ran there. */
const pricedKinds = ({ days, prices }: Month): ReadonlySet<string> =>
  new Set(
    days
      .flatMap(({ jobs }) => jobs)
      .filter((job) => hasContainers(job) && isRead(job.end?.stoppedAt ?? NaN))
      .flatMap((job) =>
        attemptCosts(prices, job).flatMap(({ own = 0 }, index) => {
          const host = job.attempts[index].placement?.host;
          return host && own > 0 ? [kindOf(host)] : [];
        }),
      ),
  );

const isRead = (millis: number): boolean => millis >= Math.floor(Date.now() / DAY_MS - DAYS) * DAY_MS;

function trueCapacity({ days, prices }: Month, environment: string, priced: ReadonlySet<string>): { cost: number; isSpot: boolean } {
  const lives = days.flatMap(({ around }) => around.lives).filter(({ host }) => host.environment.name === environment);
  const left = lives.flatMap((life) => {
    const leaving = leavingOf(life);
    const isCounted = leaving && isRead(leaving.at) && priced.has(kindOf(life.host));
    return isCounted ? [{ host: life.host, to: leaving.at }] : [];
  });
  const cost = left.reduce((sum, { host, to }) => sum + costOver(prices, host, { from: host.registeredAt, to }), 0);
  return { cost, isSpot: left.some(({ host }) => host.spot) };
}
