import { command } from '../events/canaries';
import { Host, Job } from '../model';
import { Random } from '../random';

/** One of the `failures` of an answer, and the reason that it is to be counted under. */
export interface Failure {
  readonly arn?: string;
  readonly reportedReason: string;
  readonly detail?: string;
  readonly reason: string;
}

/** A call that ended in an error. */
export interface Refusal {
  readonly errorCode: string;
  readonly message: string;
  /** CloudTrail records no parameters either: the job is not known. */
  readonly bare: boolean;
}

/** Fargate reports the reason as a sentence. */
export const FARGATE_FULL: Failure = {
  reportedReason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
  reason: 'CAPACITY',
};

const NO_HOSTS: Failure = { reportedReason: 'No Container Instances were found in your cluster.', reason: 'NO_INSTANCES' };

export function failureOnHosts(job: Job, hosts: readonly Host[], random: Random): Failure[] {
  if (hosts.length === 0) return [NO_HOSTS];
  const { vcpus, memoryMiB } = job.definition;
  const kinds: readonly (() => Omit<Failure, 'arn'>)[] = [
    () => lacking('RESOURCE:MEMORY', 'memory', memoryMiB, random),
    () => lacking('RESOURCE:MEMORY', 'memory', memoryMiB, random),
    () => lacking('RESOURCE:CPU', 'cpu', vcpus * 1024, random),
    () => ({ reportedReason: 'AGENT', reason: 'AGENT' }),
    () => ({ reportedReason: 'RESOURCE:NEURON', reason: 'RESOURCE:OTHER' }),
  ];
  const kind = random.pick(kinds);
  return hosts.map(({ arn }) => ({ arn, ...kind() }));
}

function lacking(reason: string, what: string, requested: number, random: Random): Omit<Failure, 'arn'> {
  const available = Math.floor(requested * random.next());
  return { reportedReason: reason, reason, detail: `Insufficient ${what} available (${requested} requested, ${available} available)` };
}

/** Refused for one reason after the other; the words of one quote what the job was to be started with. */
export function refusalOf(job: Job, turn: number): Refusal {
  const quoted = command(job)[2];
  const refusals: readonly Refusal[] = [
    {
      errorCode: 'AccessDenied',
      bare: true,
      message:
        'User: arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForBatch/aws-batch is not authorized to perform: ecs:RunTask on resource: * with an explicit deny in a service control policy',
    },
    { errorCode: 'InvalidParameterException', bare: false, message: `Container overrides may not hold the command ${quoted}` },
    { errorCode: 'ThrottlingException', bare: false, message: 'Rate exceeded' },
  ];
  return refusals[turn % refusals.length];
}
