import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Alternative, byFirehose, byOwnWriter, fileBytes, historyCost, HistoryCost, inCloudWatchLogs, inDynamoDb } from './history-cost';

const SITES: readonly (readonly [jobs: number, recordsPerInvocation: number])[] = [
  [10_000, 1],
  [1_000_000, 10],
  [1_000_000_000, 50],
];
const COSTS = SITES.map(([jobs, recordsPerInvocation]) => historyCost(jobs, recordsPerInvocation));

const usd = (value: number): string => {
  if (value < 0.01) return `$${value.toPrecision(1)}`;
  if (value < 10) return `$${value.toFixed(2)}`;
  return `$${Math.round(value).toLocaleString('en-US')}`;
};
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const bytes = (value: number): string => {
  const [unit, size] = value < 1e6 ? ['KB', 1e3] : value < 1e9 ? ['MB', 1e6] : ['GB', 1e9];
  return `${Number((value / size).toPrecision(2))} ${unit}`;
};
const row = (name: string, show: (cost: HistoryCost) => string): string => `| ${[name, ...COSTS.map(show)].join(' | ')} |`;

const documented = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');

describe('what a job history costs', () => {
  test.each([
    row('files a day, as the stream writes them', ({ beforeCompaction }) => `${Math.round(beforeCompaction.aDay)}`),
    row('bytes a day, as the stream writes them', ({ beforeCompaction }) => bytes(beforeCompaction.bytesADay)),
    row('files a day, after compaction', ({ afterCompaction }) => `${afterCompaction.aDay}`),
    row('bytes a day, after compaction', ({ afterCompaction }) => bytes(afterCompaction.bytesADay)),
    row('bytes of a year', ({ afterCompaction }) => bytes(afterCompaction.bytesADay * 365)),
    row('Amazon Data Firehose: records, conversion, partitions', (cost) => usd(cost.usd.streams)),
    row('the function that writes to the stream', (cost) => usd(cost.usd.functions)),
    row('requests to write files', (cost) => usd(cost.usd.requests)),
    row('compaction', (cost) => usd(cost.usd.compaction)),
    row('storage of a year of records, for a year', (cost) => usd(cost.usd.storage)),
    row('alarms', (cost) => usd(cost.usd.alarms)),
    row('**together, a year**', ({ totalUsd }) => usd(totalUsd)),
    row('**together, a day**', ({ totalUsd }) => usd(totalUsd / 365)),
    row('a query over a day of totals', ({ query }) => usd(query.dayUsd)),
    row('a query over a year of totals', ({ query }) => usd(query.yearUsd)),
    row('the same, without compaction', ({ query }) => usd(query.yearUsdUncompacted)),
  ])('is documented: %s', (line) => {
    expect(documented('docs/cost.md')).toContain(`${line}\n`);
  });

  test.each<[string, Alternative[]]>([
    ['1. Firehose → Parquet in S3, compaction by Athena', COSTS.map(byFirehose)],
    ['3. Records in DynamoDB, read by the Athena–DynamoDB connector', SITES.map(([jobs]) => inDynamoDb(jobs))],
    ['4. A Lambda function that writes Parquet itself', COSTS.map(byOwnWriter)],
    ['5. CloudWatch Logs for longer', SITES.map(([jobs]) => inCloudWatchLogs(jobs))],
  ])('is compared with the alternatives: %s', (name, costs) => {
    const cells = [...costs.map((cost) => usd(cost.usd)), ...costs.slice(1).map((cost) => usd(cost.queryUsd))];
    expect(documented('docs/adr/0030-history.md')).toContain(`| ${[name, ...cells].join(' | ')} |\n`);
  });

  test.each([
    row('files a year, before → after compaction', ({ beforeCompaction, afterCompaction }) =>
      [beforeCompaction, afterCompaction].map(({ aDay }) => count(aDay * 365)).join(' → '),
    ),
    row('bytes a year, before → after compaction', ({ beforeCompaction, afterCompaction }) =>
      [beforeCompaction, afterCompaction].map(({ bytesADay }) => bytes(bytesADay * 365)).join(' → '),
    ),
    row('requests of a query over a year, before → after compaction', ({ beforeCompaction, afterCompaction }) =>
      [beforeCompaction, afterCompaction].map(({ aDay }) => count(aDay * 365 * 3)).join(' → '),
    ),
  ])('is compared before and after compaction: %s', (line) => {
    expect(documented('docs/adr/0030-history.md')).toContain(`${line}\n`);
  });

  test('grows with the number of jobs, except for the alarms', () => {
    const totals = COSTS.map(({ totalUsd, usd: { alarms } }) => totalUsd - alarms);
    expect(totals).toEqual([...totals].sort((one, other) => one - other));
    expect(new Set(COSTS.map(({ usd: { alarms } }) => alarms)).size).toBe(1);
  });
});

test('a file has the bytes that were measured, and between two of them a value between theirs', () => {
  expect([1, 10, 1000].map(fileBytes)).toEqual([8_660, 20_316, 265_475]);
  expect(fileBytes(20)).toBe((20_316 + 27_478) / 2);
  expect(fileBytes(0.5)).toBe(8_660);
  expect(fileBytes(1_000_000)).toBe(265_000_000);
});
