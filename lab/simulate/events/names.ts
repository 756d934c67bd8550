import { Attempt, Job, Placement } from '../model';
import { Site } from '../site';

export const jobArn = (site: Site, job: Job): string => `arn:aws:batch:${site.region}:${site.account}:job/${job.id}`;
export const queueArn = (site: Site, job: Job): string => `arn:aws:batch:${site.region}:${site.account}:job-queue/${job.queue.name}`;
export const definitionArn = (site: Site, job: Job): string =>
  `arn:aws:batch:${site.region}:${site.account}:job-definition/${job.definition.name}:${job.revision}`;

/** Pods have no ECS task. */
export const taskArn = ({ environment, taskId }: Placement): string | undefined =>
  environment.type === 'EKS' ? undefined : `${environment.clusterArn.replace(':cluster/', ':task/')}/${taskId}`;

/** Nodes are known by their private DNS name. */
export const nodeName = ({ address = '' }: Placement): string => `ip-${address.replace(/\./g, '-')}.ec2.internal`;

export const containerNames = (job: Job): readonly string[] => (job.definition.shape === 'containers' ? ['main', 'uploader'] : ['default']);

/** A stream exists once the container ran; pods log elsewhere. */
export function logStream(job: Job, attempt: Attempt, container = containerNames(job)[0]): string | undefined {
  const { placement } = attempt;
  if (!placement || placement.environment.type === 'EKS' || attempt.startedAt === undefined) return undefined;
  return `${job.definition.name}/${container}/${placement.taskId}`;
}
