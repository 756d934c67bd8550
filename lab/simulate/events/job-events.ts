import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { Entry, Job } from '../model';
import { Site } from '../site';
import { attempts, eksAttempts } from './attempts';
import { command, environment, parameters } from './canaries';
import { container, ecsProperties, glimpse, Glimpse } from './containers';
import { definitionArn, jobArn, queueArn } from './names';
import { eksProperties } from './pods';

export const isEnd = (entry: Entry): boolean => entry.state === 'SUCCEEDED' || entry.state === 'FAILED';

/** `detail` of a job's event: the job as DescribeJobs would return it at that time. */
export function jobDetail(site: Site, job: Job, entry: Entry): object {
  const seen = glimpse(job, entry);
  const finished = isEnd(entry) ? (job.end?.unlisted ? 0 : job.attempts.length) : entry.finished;
  return withoutAbsent({
    jobArn: jobArn(site, job),
    jobName: job.name,
    jobId: job.id,
    jobQueue: queueArn(site, job),
    status: entry.state,
    shareIdentifier: job.share,
    schedulingPriority: job.share === undefined ? undefined : 1,
    attempts: attempts(job, finished),
    statusReason: entry.blockedReason ?? (isEnd(entry) ? job.end?.reason : undefined),
    createdAt: job.createdAt,
    retryStrategy: { attempts: job.maxAttempts, evaluateOnExit: [] },
    startedAt: entry.state === 'RUNNING' || isEnd(entry) ? seen?.attempt.startedAt : undefined,
    stoppedAt: isEnd(entry) && job.end?.reportsStoppedAt ? job.end.stoppedAt : undefined,
    dependsOn: job.dependsOn,
    jobDefinition: definitionArn(site, job),
    parameters: parameters(job),
    ...body(site, job, seen),
    ...roleFields(site, job, entry),
    timeout: job.definition.timeoutSeconds === undefined ? undefined : { attemptDurationSeconds: job.definition.timeoutSeconds },
    tags: { resourceArn: jobArn(site, job), ...job.tags },
    propagateTags: job.tags !== undefined,
    platformCapabilities: job.definition.platform === undefined ? [] : [job.definition.platform],
    eksAttempts: eksAttempts(site, job, finished),
    ...flags(job, entry),
  });
}

/** Whether the flags come at all is not documented: the Fargate jobs always have them, the others only where they are set. */
function flags(job: Job, entry: Entry): object {
  const flag = isEnd(entry) ? job.end?.flag : undefined;
  const set = flag === undefined ? {} : { [flag]: true };
  return job.definition.shape === 'fargate' ? { isCancelled: false, isTerminated: false, ...set } : set;
}

function body(site: Site, job: Job, seen?: Glimpse): object {
  switch (job.definition.shape) {
    case 'containers':
      return { ...(job.revision % 2 === 0 ? { container: {} } : {}), ecsProperties: ecsProperties(site, job, seen) };
    case 'eks':
      return { eksProperties: eksProperties(site, job, seen) };
    case 'multi-node':
      return job.role.kind === 'node' ? { container: container(site, job, seen) } : {};
    default:
      return { container: container(site, job, seen) };
  }
}

function roleFields(site: Site, job: Job, entry: Entry): object {
  const { role } = job;
  switch (role.kind) {
    case 'child':
      return { arrayProperties: { index: role.index, statusSummary: {} } };
    case 'array':
      return { arrayProperties: { size: role.size, statusSummary: entry.summary ?? {}, statusSummaryLastUpdatedAt: entry.at } };
    case 'node':
      return { nodeDetails: { nodeIndex: role.index, isMainNode: role.index === 0 } };
    case 'multi-node':
      return { nodeProperties: nodeProperties(site, job, role.nodes) };
    default:
      return {};
  }
}

function nodeProperties(site: Site, job: Job, numNodes: number): object {
  const { definition } = job;
  return {
    numNodes,
    mainNode: 0,
    nodeRangeProperties: [
      {
        targetNodes: `0:${numNodes - 1}`,
        container: {
          image: `${site.account}.dkr.ecr.${site.region}.amazonaws.com/${definition.name}:${job.revision}`,
          command: command(job),
          environment: environment(job),
          volumes: [],
          mountPoints: [],
          ulimits: [],
          secrets: [],
          resourceRequirements: [
            { type: 'VCPU', value: String(definition.vcpus) },
            { type: 'MEMORY', value: String(definition.memoryMiB) },
          ],
        },
      },
    ],
  };
}
