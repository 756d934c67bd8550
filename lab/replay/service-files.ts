/** Metrics and logs that AWS's own services would publish of a simulated world, as far as they would. */
import { copyFileSync, createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MeasuredPoint } from './logs/embedded-metrics';
import { NdjsonFile } from './logs/ndjson-file';
import { ReplayProblem } from './replay-problem';
import { AutoScalingStandIn } from './standins/auto-scaling';

/** What a simulation leaves beside its events, and a replay hands on. */
export const SERVICE_FILES = { metrics: 'service-metrics.ndjson', logs: 'service-logs.ndjson' } as const;

const fileBeside = (events: string, kind: keyof typeof SERVICE_FILES): string | undefined => {
  const file = events === '-' ? undefined : join(events, '..', SERVICE_FILES[kind]);
  return file !== undefined && existsSync(file) ? file : undefined;
};

/** The copy holds less than the original: it may not take its place. */
export function checkServiceFiles(events: string, out: string): void {
  const file = fileBeside(events, 'metrics');
  if (file === undefined || resolve(file) !== resolve(out, SERVICE_FILES.metrics)) return;
  throw new ReplayProblem(
    `--out is the folder of the events, whose ${SERVICE_FILES.metrics} a replay would overwrite: choose another folder for the results`,
  );
}

/** Copies them to the results, with more data points. Auto Scaling publishes metrics of a group only where, and since, these are enabled. */
export async function copyServiceFiles(
  events: string,
  out: string,
  autoScaling: AutoScalingStandIn,
  more: readonly MeasuredPoint[] = [],
): Promise<void> {
  const [metrics, logs] = [fileBeside(events, 'metrics'), fileBeside(events, 'logs')];
  if (logs !== undefined) copyFileSync(logs, join(out, SERVICE_FILES.logs));
  if (metrics === undefined && more.length === 0) return;
  const copy = new NdjsonFile(join(out, SERVICE_FILES.metrics));
  for (const point of more) copy.append(JSON.stringify(point));
  if (metrics !== undefined) await copyPublished(metrics, copy, autoScaling);
  await copy.close();
}

async function copyPublished(metrics: string, copy: NdjsonFile, autoScaling: AutoScalingStandIn): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(metrics), crlfDelay: Infinity })) {
    if (line !== '' && isPublished(JSON.parse(line) as MeasuredPoint, autoScaling)) copy.append(line);
  }
}

function isPublished(
  { Namespace, Name, Dimensions: { AutoScalingGroupName: group }, Timestamp }: MeasuredPoint,
  autoScaling: AutoScalingStandIn,
): boolean {
  return Namespace !== 'AWS/AutoScaling' || group === undefined || autoScaling.isCollected(group, Name, Timestamp);
}
