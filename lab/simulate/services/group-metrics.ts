import { Sample, Samples } from './samples';
import { STEP } from './steps';
import { Usage } from './usage';
import { ScalingGroup } from '../around/groups';
import { Random } from '../random';

const count = (name: string, value: number): Sample => ({ name, value, unit: 'None' });
const groupSamples = (namespace: string, { name }: ScalingGroup, samples: readonly Sample[]): Samples => ({
  namespace,
  dimension: 'AutoScalingGroupName',
  of: name,
  samples,
});

const SECONDS = STEP / 1000;
/** What a vCPU that works moves: a few megabytes in a second. */
const BYTES_PER_VCPU = { in: 1.8e6, out: 0.7e6, read: 0.5e6, write: 0.9e6 };

/** AWS Batch counts the capacity of its groups in vCPUs. It wants at least what its jobs ask for. */
export function batchGroupPoints(group: ScalingGroup, usage: Usage, step: number, random: Random): Samples[] {
  const [instances, pending, leaving] = [usage.instances.at(step), usage.pending.at(step), usage.leaving.at(step)];
  const [vcpus, pendingVcpus, leavingVcpus] = [usage.vcpus.at(step), usage.pendingVcpus.at(step), usage.leavingVcpus.at(step)];
  const wanted = Math.ceil(usage.usedVcpus.at(step) + usage.waitingVcpus.at(step));
  const scaling = groupSamples('AWS/AutoScaling', group, [
    count('GroupMinSize', 0),
    count('GroupMaxSize', 4096),
    count('GroupDesiredCapacity', Math.max(vcpus + pendingVcpus, wanted)),
    count('GroupInServiceInstances', instances),
    count('GroupPendingInstances', pending),
    count('GroupTerminatingInstances', leaving),
    count('GroupTotalInstances', instances + pending + leaving),
    count('GroupInServiceCapacity', vcpus),
    count('GroupPendingCapacity', pendingVcpus),
    count('GroupTerminatingCapacity', leavingVcpus),
    count('GroupTotalCapacity', vcpus + pendingVcpus + leavingVcpus),
  ]);
  return instances > 0 ? [scaling, instanceSamples(group, usage, step, random)] : [scaling];
}

/** Averages over the group's instances; the bytes are those of a sample. */
function instanceSamples(group: ScalingGroup, usage: Usage, step: number, random: Random): Samples {
  const used = usage.usedVcpus.at(step);
  const bytes = (name: string, perVcpu: number): Sample => ({
    name,
    unit: 'Bytes',
    value: Math.round(((used + 0.1) * perVcpu * SECONDS * random.near(1)) / usage.instances.at(step)),
  });
  return groupSamples('AWS/EC2', group, [
    {
      name: 'CPUUtilization',
      unit: 'Percent',
      value: Math.min(100, 1 + ((100 * used) / usage.vcpus.at(step)) * (0.72 + 0.2 * random.next())),
    },
    bytes('NetworkIn', BYTES_PER_VCPU.in),
    bytes('NetworkOut', BYTES_PER_VCPU.out),
    bytes('DiskReadBytes', BYTES_PER_VCPU.read),
    bytes('DiskWriteBytes', BYTES_PER_VCPU.write),
  ]);
}

/** Third-party groups do not change: one data point an hour is enough where nobody collects their metrics. */
export function otherGroupPoints(group: ScalingGroup, isHour: boolean, random: Random): Samples[] {
  if (!isHour && group.enabledMetrics.length === 0) return [];
  const { standing } = group;
  return [
    groupSamples(
      'AWS/AutoScaling',
      group,
      ['GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupInServiceCapacity'].map((name) => count(name, standing)),
    ),
    groupSamples('AWS/EC2', group, [{ name: 'CPUUtilization', unit: 'Percent', value: random.near(12) }]),
  ];
}
