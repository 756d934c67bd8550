import { Job } from '../model';
import { Random } from '../random';
import { Site } from '../site';
import { environment } from './canaries';
import { Content } from './envelope';
import { jobArn, taskArn } from './names';
import { DetailType, EventSource } from '../../../src/domain/names/events';

/** What else is on the bus of such an account: events that no rule of a Batch monitor should match. */
export function noise(site: Site, job: Job, random: Random): Content {
  const kinds = [webInstance, batchTask, webTask, serviceJob, apiCall, bucketObject];
  return random.pick(kinds)(site, job, random);
}

function webInstance({ region, account }: Site, _job: Job, random: Random): Content {
  const arn = `arn:aws:ecs:${region}:${account}:container-instance/web/${random.hex(32)}`;
  return {
    type: DetailType.CONTAINER_INSTANCE_STATE_CHANGE,
    source: EventSource.ECS,
    resources: [arn],
    detail: {
      agentConnected: true,
      attributes: [{ name: 'ecs.instance-type', value: 't3.large' }],
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/web`,
      containerInstanceArn: arn,
      ec2InstanceId: `i-0${random.hex(16)}`,
      runningTasksCount: 0,
      pendingTasksCount: 0,
      status: random.pick(['ACTIVE', 'DRAINING']),
      version: random.integer(2, 900),
    },
  };
}

/** The task of a Batch job carries the job's environment too. */
function batchTask(site: Site, job: Job, random: Random): Content {
  const placement = job.attempts[0]?.placement;
  const arn = placement && taskArn(placement);
  if (placement === undefined || arn === undefined) return webTask(site, job, random);
  return {
    type: 'ECS Task State Change',
    source: EventSource.ECS,
    resources: [arn],
    detail: {
      ...(placement.host ? { containerInstanceArn: placement.host.arn } : {}),
      clusterArn: placement.environment.clusterArn,
      taskArn: arn,
      group: `family:${job.definition.name}`,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version: 3,
      overrides: {
        containerOverrides: [{ name: 'default', environment: [{ name: 'AWS_BATCH_JOB_ID', value: job.id }, ...environment(job)] }],
      },
    },
  };
}

function webTask({ region, account }: Site, _job: Job, random: Random): Content {
  const arn = `arn:aws:ecs:${region}:${account}:task/web/${random.hex(32)}`;
  return {
    type: 'ECS Task State Change',
    source: EventSource.ECS,
    resources: [arn],
    detail: {
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/web`,
      taskArn: arn,
      group: 'service:web',
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      version: 5,
    },
  };
}

function serviceJob({ region, account }: Site, job: Job, random: Random): Content {
  const jobId = random.uuid();
  const arn = `arn:aws:batch:${region}:${account}:service-job/${jobId}`;
  return {
    type: 'Batch Service Job State Change',
    source: EventSource.BATCH,
    resources: [arn],
    detail: {
      jobArn: arn,
      jobId,
      jobName: 'fine-tune',
      jobQueue: `arn:aws:batch:${region}:${account}:job-queue/sagemaker`,
      serviceJobType: 'SAGEMAKER_TRAINING',
      status: 'SUCCEEDED',
      attempts: [],
      createdAt: job.createdAt,
    },
  };
}

function apiCall(site: Site, job: Job): Content {
  return {
    type: 'AWS API Call via CloudTrail',
    source: EventSource.BATCH,
    resources: [],
    detail: {
      eventSource: 'batch.amazonaws.com',
      eventName: 'SubmitJob',
      awsRegion: site.region,
      requestParameters: { jobName: job.name, jobQueue: job.queue.name },
      responseElements: { jobArn: jobArn(site, job), jobId: job.id },
    },
  };
}

function bucketObject(_site: Site, job: Job): Content {
  return {
    type: 'Object Created',
    source: 'aws.s3',
    resources: ['arn:aws:s3:::results'],
    detail: { bucket: { name: 'results' }, object: { key: `out/${job.name}.parquet`, size: 1024 }, reason: 'PutObject' },
  };
}
