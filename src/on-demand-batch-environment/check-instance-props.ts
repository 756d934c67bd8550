import { Size, Token } from 'aws-cdk-lib';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { isArm, nameOfClass } from './instance-names';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { checkNotEmpty, reject } from '../prop-check/prop-check';

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
const SIZE = /^[a-z][\w-]*\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;
/** Of the image of Amazon ECS. */
const MIN_VOLUME_GIB = 30;

export function checkInstanceProps(scope: Construct, props: OnDemandBatchEnvironmentProps): void {
  const { instanceTypes, instanceClasses, architecture = CpuArchitecture.X86_64 } = props;
  checkNotEmpty(scope, 'instanceTypes', instanceTypes, 'Leave it out, and AWS Batch chooses.');
  checkNotEmpty(scope, 'instanceClasses', instanceClasses, 'Leave it out, and AWS Batch chooses.');
  checkArchitecture(scope, 'instanceTypes', instanceTypes?.map(String), architecture);
  checkArchitecture(scope, 'instanceClasses', instanceClasses?.map(nameOfClass), architecture);
  checkSizes(scope, instanceTypes?.map(String));
  checkVolume(scope, props);
}

/** A name without a size is that of a family. */
function checkSizes(scope: Construct, names: readonly string[] = []): void {
  const value = names.find((name) => !Token.isUnresolved(name) && name.includes('.') && !SIZE.test(name));
  if (value === undefined) return;
  reject(scope, {
    prop: 'instanceTypes',
    value,
    allowed: 'instance types with sizes of Amazon EC2',
    fix: 'Use for example InstanceType.of(InstanceClass.M7I, InstanceSize.LARGE).',
  });
}

function checkArchitecture(
  scope: Construct,
  prop: 'instanceTypes' | 'instanceClasses',
  names: readonly string[] = [],
  { _cpuArchitecture: expected }: CpuArchitecture,
): void {
  const forArm = expected === CpuArchitecture.ARM64._cpuArchitecture;
  const value = names.find((name) => !Token.isUnresolved(name) && isArm(name) !== forArm);
  if (value === undefined) return;
  reject(scope, {
    prop,
    value,
    allowed: `of the architecture ${expected}`,
    fix: `Set architecture to that of the instance ${prop === 'instanceTypes' ? 'types' : 'classes'}, or choose others.`,
  });
}

function checkVolume(scope: Construct, { rootVolumeSize: value }: OnDemandBatchEnvironmentProps): void {
  if (!value || value.isUnresolved() || wholeGibibytes(value) >= MIN_VOLUME_GIB) return;
  reject(scope, {
    prop: 'rootVolumeSize',
    value: `${value.toMebibytes({ rounding: 1 })} MiB`,
    allowed: `a whole number of GiB, at least ${MIN_VOLUME_GIB}`,
    fix: 'The machine image of Amazon ECS does not fit on a smaller volume.',
  });
}

/** -1 where there is a rest. */
const wholeGibibytes = (size: Size): number => {
  const gibibytes = size.toKibibytes() / 1024 ** 2;
  return Number.isInteger(gibibytes) ? gibibytes : -1;
};
