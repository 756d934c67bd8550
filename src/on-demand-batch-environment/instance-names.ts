import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';

/** The class as Amazon EC2 names it, `m7g`: members of InstanceClass may have other values, such as `standard7-graviton`. */
export const nameOfClass = (instanceClass: InstanceClass): string =>
  InstanceType.of(instanceClass, InstanceSize.LARGE)
    .toString()
    .replace(/\.large$/, '');

/**
 * Whether a type or class has a processor of AWS: a `g` behind the generation marks it, and the first of them has none. `InstanceType.architecture` throws at
 * names such as `u-6tb1.metal`.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export const isArm = (name: string): boolean => /^(a1|[a-z]+\d+[a-fh-z]*g[a-z]*)(\.|$)/.test(name);
