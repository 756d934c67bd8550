import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DASHBOARD_TEMPLATE } from './fixture-template';
import { JobRecord, jobRecords, logLines } from '../aws/insights/job-records';

export interface Fixture {
  readonly out: string;
  readonly records: readonly JobRecord[];
  remove(): void;
}

const ndjson = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).join('\n');

/** An output folder as replay writes it, with a dashboard of every kind of widget over a day of jobs. */
export function writeFixture(jobs = 300): Fixture {
  const out = mkdtempSync(join(tmpdir(), 'view-'));
  const records = jobRecords(jobs);
  for (const folder of ['cloud-assembly', 'logs', 'tables']) mkdirSync(join(out, folder));
  const files = {
    'cloud-assembly/Shop.template.json': JSON.stringify(DASHBOARD_TEMPLATE),
    'logs/JobRecords.ndjson': ndjson(logLines(records)),
    'logs/InstanceRecords.ndjson': ndjson(
      records.slice(0, 7).map(({ StoppedAt }) => ({ timestamp: Date.parse(String(StoppedAt)), message: '{}' })),
    ),
    'service-metrics.ndjson': ndjson(servicePoints(Date.parse(String(records[0].StoppedAt)))),
    'records.ndjson': ndjson(records),
    'metrics.ndjson': ndjson(records.flatMap(dataPoints)),
    'tables/JobTable.ndjson': '',
    'summary.json': '{}',
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(out, file), content);
  return { out, records, remove: () => rmSync(out, { recursive: true }) };
}

/** What AWS's own services would measure. */
function servicePoints(Timestamp: number): readonly object[] {
  const point = (Namespace: string, Name: string, Dimensions: object, value: number): object => ({
    Namespace,
    Name,
    Dimensions,
    Timestamp,
    Values: [value],
    Counts: [1],
    Unit: 'None',
  });
  return [
    point('AWS/ECS', 'CPUReservation', { ClusterName: 'one' }, 40),
    point('AWS/ECS', 'CPUReservation', { ClusterName: 'two' }, 60),
    point('AWS/AutoScaling', 'GroupInServiceInstances', { AutoScalingGroupName: 'a' }, 3),
  ];
}

/** What the collector would measure of a job, over everything and by queue. */
function dataPoints(record: JobRecord): readonly object[] {
  const Timestamp = Date.parse(String(record.StoppedAt));
  const values: Record<string, unknown> = {
    [record.Status === 'FAILED' ? 'JobsFailed' : 'JobsSucceeded']: 1,
    RunnableSeconds: record.TotalRunnableSeconds,
    RunningSeconds: record.TotalRunningSeconds,
  };
  return Object.entries(values)
    .filter(([, value]) => typeof value === 'number')
    .flatMap(([Name, value]) =>
      [{}, { JobQueue: record.JobQueue }].map((Dimensions) => ({
        Namespace: 'BatchInsights',
        Name,
        Dimensions,
        Timestamp,
        Values: [value],
        Counts: [1],
        Unit: Name.endsWith('Seconds') ? 'Seconds' : 'Count',
      })),
    );
}
