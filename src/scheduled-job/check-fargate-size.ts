import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FARGATE_VCPUS, fargateMemoryMiB } from './job-size/fargate-sizes';
import { reject } from '../prop-check/prop-check';

/** Refuses vCPUs that AWS Fargate does not have, and memory that it does not have beside them. */
export function checkFargateSize(scope: Construct, vcpus: number, memory: number | undefined): void {
  if (Token.isUnresolved(vcpus)) return;
  if (!FARGATE_VCPUS.includes(vcpus)) {
    reject(scope, {
      prop: 'vcpus',
      value: vcpus,
      allowed: `one of ${FARGATE_VCPUS.join(', ')} on AWS Fargate`,
      fix: 'Use BatchCapacity.EC2 for other sizes.',
    });
  }
  const sizes = fargateMemoryMiB(vcpus);
  if (memory === undefined || sizes.includes(memory)) return;
  const [first, second] = sizes;
  const step = vcpus === FARGATE_VCPUS[0] ? sizes.join(', ') : `${first} to ${sizes[sizes.length - 1]} in steps of ${second - first}`;
  reject(scope, {
    prop: 'memory',
    value: `${memory} MiB`,
    allowed: `${step} MiB with ${vcpus} vCPU${vcpus === 1 ? '' : 's'} on AWS Fargate`,
    fix: 'Choose another size, or other vCPUs.',
  });
}
