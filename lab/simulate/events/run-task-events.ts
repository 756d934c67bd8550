import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { RunTaskCall } from '../around/calls';
import { toSecond } from '../model';
import { Site } from '../site';
import { command } from './canaries';
import { Content } from './envelope';
import { definitionArn, taskArn } from './names';
import { DetailType, EventSource } from '../../../src/domain/names/events';

const BATCH = 'batch.amazonaws.com';
/** What CloudTrail puts in the place of environment variables. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** The CloudTrail event of a call by AWS Batch. */
export function runTaskEvent(site: Site, call: RunTaskCall, eventId: string): Content {
  const { refusal } = call;
  return {
    type: DetailType.API_CALL,
    source: EventSource.ECS,
    resources: [],
    detail: withoutAbsent({
      ...trailFields(site, call.at, eventId),
      eventSource: 'ecs.amazonaws.com',
      eventName: 'RunTask',
      userIdentity: batchIdentity(site),
      sourceIPAddress: BATCH,
      userAgent: BATCH,
      requestParameters: refusal?.bare ? null : request(site, call),
      responseElements: refusal ? null : answer(site, call),
      errorCode: refusal?.errorCode,
      errorMessage: refusal?.message,
    }),
  };
}

/** What every event of CloudTrail has. */
export function trailFields({ account, region }: Site, at: number, eventId: string): object {
  return {
    eventVersion: '1.11',
    eventTime: new Date(toSecond(at)).toISOString().replace('.000Z', 'Z'),
    awsRegion: region,
    eventID: eventId,
    requestID: `${eventId.slice(24)}-${eventId.slice(0, 23)}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}

export function batchIdentity({ account }: Site): object {
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEBATCH:aws-batch',
    arn: `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForBatch/aws-batch`,
    accountId: account,
    invokedBy: BATCH,
  };
}

/** Tags of long ago named resources, those of today name their ARNs: both are seen. */
function request(site: Site, { job, environment, token }: RunTaskCall): object {
  const fargate = environment.type === 'FARGATE' || environment.type === 'FARGATE_SPOT';
  return {
    cluster: environment.clusterArn,
    taskDefinition: `arn:aws:ecs:${site.region}:${site.account}:task-definition/${job.definition.name}:${job.revision}`,
    count: 1,
    clientToken: token,
    startedBy: `AWSBatch-${environment.name}`,
    ...(fargate ? { capacityProviderStrategy: [{ capacityProvider: environment.type, weight: 1 }] } : { launchType: 'EC2' }),
    enableECSManagedTags: true,
    overrides: overrides(job),
    tags: [
      { key: 'aws:batch:compute-environment', value: environment.name },
      { key: 'aws:batch:job-queue', value: job.queue.name },
      { key: 'aws:batch:job-definition', value: definitionArn(site, job) },
      ...Object.entries(job.tags ?? {}).map(([key, value]) => ({ key, value })),
    ],
  };
}

/** CloudTrail hides the environment, and commands it does not. */
const overrides = (job: RunTaskCall['job']): object => ({
  containerOverrides: [{ name: 'default', command: command(job), environment: HIDDEN }],
});

function answer(site: Site, { job, environment, attempt, failures }: RunTaskCall): object {
  const placement = attempt?.placement;
  const tasks = placement
    ? [
        withoutAbsent({
          taskArn: taskArn(placement),
          clusterArn: environment.clusterArn,
          containerInstanceArn: placement.host?.arn,
          availabilityZone: placement.host?.zone ?? `${site.region}a`,
          launchType: placement.host ? 'EC2' : undefined,
          capacityProviderName: placement.host ? undefined : environment.type,
          group: `family:${job.definition.name}`,
          lastStatus: 'PENDING',
          desiredStatus: 'RUNNING',
          version: 1,
          cpu: String(job.definition.vcpus * 1024),
          memory: String(job.definition.memoryMiB),
          overrides: overrides(job),
        }),
      ]
    : [];
  return { tasks, failures: failures.map(({ arn, reportedReason, detail }) => withoutAbsent({ arn, reason: reportedReason, detail })) };
}
