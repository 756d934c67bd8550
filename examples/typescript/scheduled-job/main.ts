import { BatchCapacity, OnDemandBatchEnvironment, OverlapPolicy, ScheduledJob } from 'cdk-batch-insights';
import { App, Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';

/** What differs between the stages. */
interface Stage {
  readonly capacity: BatchCapacity;
  readonly maxVcpus: number;
  readonly vcpus: number;
  readonly memory: Size;
  readonly enabled: boolean;
}

const STAGES: Readonly<Record<string, Stage>> = {
  // Submitted by hand, with the command in the outputs of the stack.
  Dev: { capacity: BatchCapacity.FARGATE_SPOT, maxVcpus: 4, vcpus: 0.5, memory: Size.gibibytes(1), enabled: false },
  Prod: { capacity: BatchCapacity.FARGATE, maxVcpus: 16, vcpus: 2, memory: Size.gibibytes(8), enabled: true },
};

const app = new App();

for (const [name, stage] of Object.entries(STAGES)) {
  const stack = new Stack(app, `ScheduledJob${name}`, { description: `A job that runs on AWS Batch every night: ${name}` });

  // Nothing of it costs anything between jobs. It has records, metrics and a dashboard of its jobs.
  const batchEnvironment = new OnDemandBatchEnvironment(stack, 'Batch', { capacity: stage.capacity, maxVcpus: stage.maxVcpus });

  new ScheduledJob(stack, 'Nightly', {
    batchEnvironment,
    image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
    command: ['sh', '-c', 'echo "The run of $SCHEDULED_TIME in $STAGE"'],
    environment: { STAGE: name },
    vcpus: stage.vcpus,
    memory: stage.memory,
    timeout: Duration.hours(2),
    schedule: ScheduleExpression.cron({ hour: '4', minute: '0', timeZone: TimeZone.ETC_UTC }),
    enabled: stage.enabled,
    overlapPolicy: OverlapPolicy.QUEUE,
  });
}

app.synth();
