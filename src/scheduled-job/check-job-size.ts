import { Annotations, Size, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkFargateSize } from './check-fargate-size';
import { instancesOf } from './instance-choice';
import { fargateMemoryMiB } from './job-size/fargate-sizes';
import { InstanceBounds } from './job-size/instance-bounds';
import { ScheduledJobProps } from './scheduled-job-props';
import { checkWholeNumber, reject, rejectWithoutEffect } from '../prop-check/prop-check';

export const DEFAULT_VCPUS = 1;
const DEFAULT_MEMORY_MIB = 2048;
/** Of a container on an instance. */
const MIN_MEMORY_MIB = 4;

/** What jobs get of the memory of most instances. */
const USABLE_MEMORY = 0.95;
const NEARLY_ALL_MEMORY = 'cdk-batch-insights:nearly-all-memory';
const MEMORY_OF_INSTANCES = 'See https://docs.aws.amazon.com/batch/latest/userguide/memory-management.html.';

/** Refuses what the environment can never run: such a job would wait until the queue cancels it. */
export function checkJobSize(scope: Construct, props: ScheduledJobProps): void {
  const { batchEnvironment: environment, vcpus = DEFAULT_VCPUS, gpus } = props;
  checkLimit(scope, { prop: 'vcpus', vcpus, maxVcpus: environment.maxVcpus });
  if (environment.capacity.isFargate) {
    if (gpus !== undefined) {
      rejectWithoutEffect(scope, { prop: 'gpus', value: gpus, because: 'on AWS Fargate, which has none', fix: 'Use BatchCapacity.EC2.' });
    }
    checkFargateSize(scope, vcpus, memoryMiB(props));
    return;
  }
  checkWholeNumber(scope, { prop: 'vcpus', value: vcpus, min: 1, max: 1_000_000, fix: 'Instances give containers whole vCPUs.' });
  checkWholeNumber(scope, { prop: 'gpus', value: gpus, min: 1, max: 16, fix: 'No instance has more, and 0 is the default.' });
  const instances = checkGpus(scope, gpus, instancesOf(environment));
  checkInstanceVcpus(scope, vcpus, instances);
  // Both of the same instance: the largest memory may be that of another one.
  checkInstanceMemory(
    scope,
    memoryMiB(props),
    instances.filter((instance) => Token.isUnresolved(vcpus) || vcpus <= instance.vcpus),
  );
}

/** 2 GiB, or the least that AWS Fargate has beside more vCPUs. */
export function memoryOf({ batchEnvironment, vcpus = DEFAULT_VCPUS, memory }: ScheduledJobProps): Size {
  if (memory) return memory;
  const [least = 0] = batchEnvironment.capacity.isFargate ? fargateMemoryMiB(vcpus) : [];
  return Size.mebibytes(Math.max(DEFAULT_MEMORY_MIB, least));
}

/** Absent where it is only known at deployment. */
function memoryMiB(props: ScheduledJobProps): number | undefined {
  const memory = memoryOf(props);
  return memory.isUnresolved() ? undefined : memory.toKibibytes() / 1024;
}

interface LimitedVcpus {
  readonly prop: 'vcpus' | 'jobDefinition';
  readonly vcpus: number | undefined;
  readonly maxVcpus: number | undefined;
}

/** A job that needs more than may run at a time waits until the queue cancels it. */
export function checkLimit(scope: Construct, { prop, vcpus, maxVcpus }: LimitedVcpus): void {
  if (vcpus === undefined || maxVcpus === undefined || [vcpus, maxVcpus].some((each) => Token.isUnresolved(each))) return;
  if (vcpus <= maxVcpus) return;
  reject(scope, {
    prop,
    value: prop === 'vcpus' ? vcpus : `a definition with ${vcpus} vCPUs`,
    allowed: `at most ${maxVcpus}, the maxVcpus of the environment`,
    fix: 'Raise maxVcpus, or ask for less.',
  });
}

/** The instances that have as many GPUs as the job needs. */
function checkGpus(scope: Construct, gpus: number | undefined, instances: readonly InstanceBounds[]): readonly InstanceBounds[] {
  if (gpus === undefined) return instances;
  const most = Math.max(...instances.map((instance) => instance.gpus));
  if (most === 0) {
    const fix =
      'Give the environment instanceTypes or instanceClasses with GPUs, for example InstanceClass.G6: its default classes have none.';
    reject(scope, { prop: 'gpus', value: gpus, allowed: 'left out where no instance of the environment has GPUs', fix });
  }
  const least = Token.isUnresolved(gpus) ? 1 : gpus;
  if (least > most) {
    const allowed = `at most ${most}, the GPUs of the largest instance of the environment`;
    reject(scope, { prop: 'gpus', value: gpus, allowed, fix: 'Choose a larger instance type, or ask for less.' });
  }
  return instances.filter((instance) => instance.gpus >= least);
}

function checkInstanceVcpus(scope: Construct, vcpus: number, instances: readonly InstanceBounds[]): void {
  const most = Math.max(...instances.map((instance) => instance.vcpus));
  if (Token.isUnresolved(vcpus) || vcpus <= most) return;
  reject(scope, {
    prop: 'vcpus',
    value: vcpus,
    allowed: `at most ${most}, the vCPUs of the largest instance of the environment`,
    fix: 'Choose a larger instance type, or ask for less.',
  });
}

/** The kernel and the agent need memory of the instance too: a job that asks for all of it never fits. */
function checkInstanceMemory(scope: Construct, memory: number | undefined, instances: readonly InstanceBounds[]): void {
  if (memory === undefined) return;
  const largest = Math.max(...instances.map(({ memoryMiB: each }) => each));
  if (!Number.isInteger(memory) || memory < MIN_MEMORY_MIB || memory >= largest) {
    reject(scope, {
      prop: 'memory',
      value: `${memory} MiB`,
      allowed: `a whole number of MiB, at least ${MIN_MEMORY_MIB}, and less than the ${largest} MiB of the largest instance type, which its agent needs some of`,
      fix: MEMORY_OF_INSTANCES,
    });
  }
  if (memory <= largest * USABLE_MEMORY) return;
  Annotations.of(scope).addWarningV2(
    NEARLY_ALL_MEMORY,
    `memory is ${memory} MiB, nearly all of the ${largest} MiB of the largest instance that the job can run on. The kernel and the agent of Amazon ECS need some of it: the job may never run. ${MEMORY_OF_INSTANCES}`,
  );
}
