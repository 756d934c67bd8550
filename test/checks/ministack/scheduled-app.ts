/** A scheduled job in an environment of another stack: MiniStack makes no compute environments and no job queues. */
import { App, Stack, TimeZone } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { BatchCapacity, OnDemandBatchEnvironment, ScheduledJob } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'ScheduledJob');
const batchEnvironment = OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Batch', {
  jobQueue: JobQueue.fromJobQueueArn(stack, 'Queue', 'arn:aws:batch:us-east-1:123456789012:job-queue/nightly'),
  capacity: BatchCapacity.FARGATE,
});
new ScheduledJob(stack, 'Nightly', {
  batchEnvironment,
  image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
  schedule: ScheduleExpression.cron({ hour: '4', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
});
app.synth();
