import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from './dashboards/dashboard';
import { readDashboards, resolvedTemplates } from './dashboards/read-dashboards';
import type { ResolvedTemplate } from './dashboards/resolved-template';
import { groupBy } from '../../src/domain/group-by';
import { ServiceSummary, serviceMetrics } from '../alarms/service-metrics';
import type { LogLine } from '../aws/insights/index';
import { DataPoint, MetricStore } from '../aws/metrics/index';

const ROUND_TO = 300_000;

export type RecordFields = Readonly<Record<string, unknown>>;

/** What a replay wrote, read when asked for and again when a file has changed. */
export class OutFolder {
  private readonly cache = new Map<string, { readonly version: string; readonly value: unknown }>();

  constructor(readonly path: string) {}

  dashboards(): readonly Dashboard[] {
    return this.cached('cloud-assembly', () => readDashboards(join(this.path, 'cloud-assembly')));
  }

  templates(): readonly ResolvedTemplate[] {
    return resolvedTemplates(join(this.path, 'cloud-assembly'));
  }

  metrics(): MetricStore {
    return this.cached(
      'summary.json',
      (file) =>
        new MetricStore([
          ...this.dataPoints(),
          ...this.dataPoints('service-metrics.ndjson'),
          ...serviceMetrics(readSummary(file), this.newest() - 1),
        ]),
    );
  }

  /** Lines of a log group, by its name or logical id. */
  logLines(logGroup: string): readonly LogLine[] | undefined {
    const ofService = this.serviceLogs().get(logGroup);
    if (ofService) return ofService;
    const id = this.replayedGroups().find((name) => name === logGroup || name.endsWith(`.${logGroup}`) || logGroup.endsWith(`/${name}`));
    if (id === undefined) return undefined;
    return this.cached(`logs/${id}.ndjson`, (file) =>
      (readLines(file) as LogLine[]).map((line) => ({ logStream: 'replay', logGroup: id, ...line })),
    );
  }

  /** Those of the templates, and those of AWS's services. */
  logGroups(): readonly string[] {
    return [...this.replayedGroups(), ...this.serviceLogs().keys()];
  }

  private replayedGroups(): readonly string[] {
    return this.list('logs').map((file) => file.replace(/\.ndjson$/, ''));
  }

  private serviceLogs(): ReadonlyMap<string, readonly LogLine[]> {
    return this.cached('service-logs.ndjson', (file) => groupBy(readLines(file) as LogLine[], ({ logGroup = '' }) => logGroup));
  }

  /** Files for download, by path within the folder. */
  files(): readonly string[] {
    const top = ['summary.json', 'records.ndjson', 'metrics.ndjson', 'service-metrics.ndjson', 'service-logs.ndjson'].filter((file) =>
      existsSync(join(this.path, file)),
    );
    return [...top, ...this.list('logs').map((file) => `logs/${file}`), ...this.list('tables').map((file) => `tables/${file}`)];
  }

  /** The end of the data, rounded up; jobs decide on it, because lines without a time of their own carry the time of the replay. */
  newest(): number {
    const stops = [...this.jobs().values()].map(({ StoppedAt }) => Date.parse(String(StoppedAt)));
    const samples = this.dataPoints().map(({ Timestamp }) => Timestamp);
    const lines = this.replayedGroups().flatMap((group) => this.logLines(group)!.map(({ timestamp }) => timestamp));
    const known = [stops, samples, lines].map((times) => times.filter(Number.isFinite)).find((times) => times.length > 0);
    const last = known?.reduce((latest, time) => Math.max(latest, time), 0) ?? Date.now();
    return Math.ceil((last + 1) / ROUND_TO) * ROUND_TO;
  }

  private dataPoints(name: 'metrics.ndjson' | 'service-metrics.ndjson' = 'metrics.ndjson'): readonly DataPoint[] {
    return this.cached(name, (file) => readLines(file) as DataPoint[]);
  }

  private jobs(): ReadonlyMap<string, RecordFields> {
    return this.cached(
      'records.ndjson',
      (file) => new Map((readLines(file) as RecordFields[]).map((record) => [String(record.JobId), record])),
    );
  }

  private list(folder: string): readonly string[] {
    const path = join(this.path, folder);
    return existsSync(path)
      ? readdirSync(path)
          .filter((file) => file.endsWith('.ndjson'))
          .sort()
      : [];
  }

  /** What is made of a file or folder, until it changes. */
  cached<T>(name: string, read: (file: string) => T): T {
    const file = join(this.path, name);
    // The summary is the last thing that a replay writes: what depends on several files is as new as these together.
    const version = [file, join(this.path, 'summary.json'), join(this.path, 'metrics.ndjson')].map(versionOf).join(' ');
    const known = this.cache.get(name);
    if (known?.version === version) return known.value as T;
    const value = read(file);
    this.cache.set(name, { version, value });
    return value;
  }
}

const versionOf = (file: string): string => (existsSync(file) ? `${statSync(file).mtimeMs}/${statSync(file).size}` : '');

function readSummary(file: string): ServiceSummary {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServiceSummary;
  } catch {
    // Without one there are just no such metrics.
    return {};
  }
}

/** A line that is no JSON, such as the last one of a replay that is still writing, is left out. */
function readLines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as unknown] : [];
      } catch {
        return [];
      }
    });
}
