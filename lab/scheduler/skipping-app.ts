/** A job that is due more often than its runs take, so that some are skipped. */
import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { OnDemandBatchEnvironment, OverlapPolicy, ScheduledJob } from '../../src';

const app = new App();
const stack = new Stack(app, 'Skipping');
new ScheduledJob(stack, 'Import', {
  batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch'),
  image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
  // Runs take some minutes, others a quarter of an hour.
  schedule: ScheduleExpression.cron({ hour: '4-9', minute: '0,20,40,50' }),
  overlapPolicy: OverlapPolicy.SKIP,
});
app.synth();
