import { BatchCapacity } from './batch-capacity';

/**
 * CloudFormation makes another compute environment when its id changes. AWS Batch changes EC2 to Spot in place, and back, but nothing else.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/updating-compute-environments.html
 */
export function idOfComputeEnvironment({ isFargate, isSpot }: BatchCapacity): string {
  if (!isFargate) return 'InstanceComputeEnvironment';
  return isSpot ? 'FargateSpotComputeEnvironment' : 'ComputeEnvironment';
}

/**
 * A job queue cannot mix compute environments of both kinds, and has its kind from the start.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/fargate-job-queues.html
 */
export const idOfJobQueue = ({ isFargate }: BatchCapacity): string => (isFargate ? 'JobQueue' : 'InstanceJobQueue');
