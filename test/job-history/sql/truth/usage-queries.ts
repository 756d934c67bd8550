import { divided, hours, minutes, ordered, percentile, round, sum, times } from './arithmetic';
import { since } from './job-queries';
import { attemptRunsOf, definitionOf, grouped, runsOf } from './jobs';
import { Truth } from './truth';
import { groupBy } from '../../../../src/domain/group-by';

const vcpuHoursByTag: Truth = (jobs, { from }) =>
  ordered(
    grouped(runsOf(since(jobs, from)), ({ Tags: tags }) => [tags?.Project ?? null] as const).map(([[value], group]) => ({
      tag_value: value,
      jobs: group.length,
      vcpu_hours: hours(group.map((job) => times(job.Vcpus, job.TotalRunningSeconds))),
      memory_gib_hours: hours(group.map((job) => times(divided(job.MemoryMiB, 1024), job.TotalRunningSeconds))),
      gpu_hours: hours(group.map((job) => times(job.Gpus, job.TotalRunningSeconds))),
      lost_vcpu_hours: hours(group.map((job) => times(job.Vcpus, job.LostSeconds))),
    })),
    '-vcpu_hours',
    'tag_value',
  );

const vcpuHoursByCapacity: Truth = (jobs, { from }) =>
  ordered(
    grouped(
      attemptRunsOf(since(jobs, from)).filter(({ attempt }) => attempt.RunningSeconds !== undefined),
      ({ attempt }) => [attempt.PurchaseOption ?? null, attempt.InstanceType ?? null] as const,
    ).map(([[purchaseOption, instanceType], group]) => ({
      purchase_option: purchaseOption,
      instance_type: instanceType,
      attempts: group.length,
      running_hours: hours(group.map(({ attempt }) => attempt.RunningSeconds)),
      vcpu_hours: hours(group.map(({ job, attempt }) => times(job.Vcpus, attempt.RunningSeconds))),
      gpu_hours: hours(group.map(({ job, attempt }) => times(job.Gpus, attempt.RunningSeconds))),
    })),
    '-vcpu_hours',
    'purchase_option',
    'instance_type',
  );

const rightSizing: Truth = (jobs, { from }) => {
  const byRequest = grouped(
    runsOf(since(jobs, from)),
    (job) => [definitionOf(job), job.Vcpus ?? null, job.MemoryMiB ?? null, job.Gpus ?? null] as const,
  ).map(([[definition, vcpus, memoryMiB, gpus], group]) => {
    const successes = group.filter(({ Status: status }) => status === 'SUCCEEDED');
    const vcpuHours = divided(sum(group.map((job) => times(job.Vcpus, job.TotalRunningSeconds))), 3600);
    return {
      job_definition_name: definition,
      vcpus,
      memory_mib: memoryMiB,
      gpus,
      jobs: group.length,
      succeeded: successes.length,
      out_of_memory: group.filter(({ FailureCategory: category }) => category === 'OUT_OF_MEMORY').length,
      median_minutes: minutes(
        percentile(
          successes.map(({ TotalRunningSeconds: seconds }) => seconds),
          0.5,
        ),
      ),
      vcpu_hours_per_success: successes.length === 0 ? null : round(divided(vcpuHours, successes.length), 2),
    };
  });
  const definitions = groupBy(byRequest, ({ job_definition_name: name }) => name);
  const isCandidate = (requests: typeof byRequest): boolean =>
    requests.length > 1 || requests.some(({ out_of_memory: count }) => count > 0);
  return ordered([...definitions.values()].filter(isCandidate).flat(), 'job_definition_name', 'vcpus', 'memory_mib', 'gpus');
};

export const USAGE_TRUTH = { VcpuHoursByTag: vcpuHoursByTag, VcpuHoursByCapacity: vcpuHoursByCapacity, RightSizing: rightSizing };
