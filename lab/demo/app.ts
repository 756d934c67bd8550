/** The app of the demo: all dashboards, and a job on a schedule whose runs are among those of the simulated day. */
import { App, RemovalPolicy, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { BatchCapacity, BatchInsights, OnDemandBatchEnvironment, ScheduledJob } from '../../src';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample');

const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
insights.addCostInsights();
insights.addExplorer();

const files = new Bucket(stack, 'GrafanaFiles', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
insights.addGrafana().writeFiles(files);

// Often enough that a day has runs of each kind. The last one of a day ends before midnight, where the demo stops.
new ScheduledJob(stack, 'import-orders', {
  batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch', { insights, capacity: BatchCapacity.FARGATE, maxVcpus: 16 }),
  image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
  command: ['import', '--all'],
  vcpus: 1,
  memory: Size.gibibytes(2),
  schedule: ScheduleExpression.cron({ minute: '20', timeZone: TimeZone.ETC_UTC }),
});

app.synth();
