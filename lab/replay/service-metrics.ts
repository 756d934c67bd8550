/** Metrics that AWS's own services would publish of a simulated world, as far as they would. */
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MeasuredPoint } from './logs/embedded-metrics';
import { NdjsonFile } from './logs/ndjson-file';
import { ReplayProblem } from './replay-problem';
import { AutoScalingStandIn } from './standins/auto-scaling';

const FILE = 'service-metrics.ndjson';

/** The copy holds less than the original: it may not take its place. */
export function checkServiceMetrics(file: string | undefined, out: string): void {
  if (file === undefined || !existsSync(file) || resolve(file) !== resolve(out, FILE)) return;
  throw new ReplayProblem(
    `--out is the folder of the events, whose ${FILE} a replay would overwrite: choose another folder for the results`,
  );
}

/** Copies them to the results. Auto Scaling publishes metrics of a group only where, and since, these are enabled. */
export async function copyServiceMetrics(file: string | undefined, out: string, autoScaling: AutoScalingStandIn): Promise<void> {
  if (file === undefined || !existsSync(file)) return;
  const copy = new NdjsonFile(join(out, FILE));
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line !== '' && isPublished(JSON.parse(line) as MeasuredPoint, autoScaling)) copy.append(line);
  }
  await copy.close();
}

function isPublished(
  { Namespace, Name, Dimensions: { AutoScalingGroupName: group }, Timestamp }: MeasuredPoint,
  autoScaling: AutoScalingStandIn,
): boolean {
  return Namespace !== 'AWS/AutoScaling' || group === undefined || autoScaling.isCollected(group, Name, Timestamp);
}
