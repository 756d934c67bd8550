import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NdjsonFile } from './logs/ndjson-file';
import { SERVICE_FILES } from './service-files';
import { Summary } from './summary';
import { Deployment } from './template/deployment';
import { evaluateAlarms, namesOfMetrics, spanOf } from '../alarms/index';
import { serviceMetrics } from '../alarms/service-metrics';
import type { DataPoint } from '../aws/metrics/index';

export const ALARMS_FILE = 'alarms.ndjson';

/** Writes each change of state of the alarms. What a summary counts, such as dead letters, has no time, so it counts at the end of the stream. */
export async function writeAlarms(deployment: Deployment, summary: Summary, out: string): Promise<void> {
  const { metricAlarms, compositeAlarms } = deployment;
  const file = new NdjsonFile(join(out, ALARMS_FILE));
  const looked = new Set(metricAlarms.flatMap(({ properties }) => namesOfMetrics(properties)));
  const own = await pointsIn(join(out, 'metrics.ndjson'), looked);
  if (own.length > 0) {
    const span = spanOf(own);
    const services = serviceMetrics(summary, span.end).map((point) => withNames(point, deployment));
    const points = [...own, ...(await pointsIn(join(out, SERVICE_FILES.metrics), looked)), ...services];
    for (const change of evaluateAlarms({ metricAlarms, compositeAlarms }, points, span)) file.append(JSON.stringify(change));
  }
  await file.close();
}

/** Alarms look at physical names, and summaries have logical ids. */
function withNames(point: DataPoint, { functions, queues, logGroups }: Deployment): DataPoint {
  const nameOf = new Map([...functions, ...queues, ...logGroups].map(({ id, name }) => [id, name]));
  const dimensions = Object.entries(point.Dimensions as Record<string, string>).map(([key, id]) => [key, nameOf.get(id) ?? id] as const);
  return { ...point, Dimensions: Object.fromEntries(dimensions) };
}

/** Those of the metrics that an alarm looks at: the others need not be kept. */
async function pointsIn(file: string, names: ReadonlySet<string>): Promise<DataPoint[]> {
  const points: DataPoint[] = [];
  if (names.size === 0 || !existsSync(file)) return points;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '') continue;
    const point = JSON.parse(line) as DataPoint;
    if (names.has(point.Name)) points.push(point);
  }
  return points;
}
