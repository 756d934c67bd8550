import { DataPoint, dataPoint, KnownDimensions } from '../data-point';
import { jobDimensions } from './job-dimensions';
import { isCounted, JobReading } from '../event/job-reading';
import { RegistryView } from '../instance/placement';
import { stoppedAt } from '../job/attempts';
import { MetricName } from '../names/metrics';
import { BuiltAttempt } from '../record/build-attempts';
import { FinishedJob } from '../record/build-job-record';

/** What a finished job measures, together with its record. */
export function measureFinishedJob(end: JobReading, job: FinishedJob, registry: RegistryView): DataPoint[] {
  if (!isCounted(end)) return [];
  const ended = stoppedAt(end);
  const last = job.attempts[job.attempts.length - 1];
  const outcome = end.state === 'SUCCEEDED' ? MetricName.JOBS_SUCCEEDED : MetricName.JOBS_FAILED;
  const dimensions = dimensionsOf(end, last, registry);
  const stoppedInQueue = job.stoppedInQueueSeconds;
  return [
    dataPoint(outcome, 1, ended, dimensions),
    ...(stoppedInQueue === undefined ? [] : [dataPoint(MetricName.RUNNABLE_SECONDS, stoppedInQueue, ended, dimensions)]),
    ...job.attempts.flatMap((attempt) => measureAttempt(attempt, attempt.stoppedAt ?? ended, dimensionsOf(end, attempt, registry))),
  ];
}

function measureAttempt(attempt: BuiltAttempt, at: number, dimensions: KnownDimensions): DataPoint[] {
  const { failed, interrupted, started, placed, runnableSeconds, startingSeconds, runningSeconds } = attempt;
  const values: readonly (readonly [MetricName, number | undefined | false])[] = [
    [MetricName.RUNNABLE_SECONDS, !placed && runnableSeconds],
    [MetricName.STARTING_SECONDS, placed && !started && startingSeconds],
    [MetricName.RUNNING_SECONDS, started && runningSeconds],
    [MetricName.ATTEMPTS_FAILED, failed && 1],
    [MetricName.LOST_SECONDS, failed && started && runningSeconds],
    [MetricName.SPOT_INTERRUPTIONS, interrupted && 1],
  ];
  return values.flatMap(([name, value]) => (typeof value === 'number' ? [dataPoint(name, value, at, dimensions)] : []));
}

function dimensionsOf(end: JobReading, attempt: BuiltAttempt | undefined, registry: RegistryView): KnownDimensions {
  const task = { taskArn: attempt?.record.TaskArn, containerInstanceArn: attempt?.record.ContainerInstanceArn };
  return jobDimensions(end, task, registry);
}
