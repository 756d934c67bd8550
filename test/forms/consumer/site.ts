import { Environment, IAspect, Aspects, PermissionsBoundary, Stack, StackProps, Stage } from 'aws-cdk-lib';
import { FargateComputeEnvironment, IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BatchInsights } from '../../../src';

export const BOUNDARY = 'organization-boundary';
/** As many job queues are made in the stage, and as many are imported. */
export const QUEUE_COUNT = 300;

/** Where the job queues of a site are made. One stack exports 200 values at most. */
export type QueuesIn = 'the same stack' | 'two other stacks';

export interface SiteProps {
  readonly env: Required<Environment>;
  readonly queuesIn: QueuesIn;
  /** What inspects the tree of the stage. A pipeline synthesizes a stage when it is added, and aspects of the app do not reach into stages. */
  readonly aspects: readonly IAspect[];
}

/** Deploys to one account and Region: a network, a key, job queues, and what watches them. */
export class Site extends Stage {
  private readonly stackProps: StackProps = { suppressTemplateIndentation: true };

  constructor(scope: Construct, id: string, { env, queuesIn, aspects }: SiteProps) {
    super(scope, id, { env, permissionsBoundary: PermissionsBoundary.fromName(BOUNDARY) });
    aspects.forEach((aspect) => Aspects.of(this).add(aspect));
    const network = new Stack(this, 'Network', this.stackProps);
    const availabilityZones = ['a', 'b'].map((zone) => `${env.region}${zone}`);
    // Restricting it takes a function of aws-cdk-lib, which cannot be in a VPC.
    const vpc = new Vpc(network, 'Vpc', { availabilityZones, restrictDefaultSecurityGroup: false });
    const encryptionKey = new Key(network, 'Key', { enableKeyRotation: true });
    const insights = new Stack(this, 'Insights', this.stackProps);
    const made = queuesIn === 'the same stack' ? queuesOf(insights, vpc, 0, QUEUE_COUNT) : this.queuesOfOtherStacks(vpc);
    const jobQueues = [...made, ...importedInto(insights, env)];
    new BatchInsights(insights, 'Insights', {
      jobQueues,
      vpc,
      encryptionKey,
      runTaskMonitoringEnabled: true,
      dashboardOutputsEnabled: true,
    });
  }

  private queuesOfOtherStacks(vpc: IVpc): IJobQueue[] {
    const half = QUEUE_COUNT / 2;
    return [0, half].flatMap((from) => queuesOf(new Stack(this, `Queues${from}`, this.stackProps), vpc, from, half));
  }
}

/** A name of 36 characters, as generated ones often have. */
const nameOf = (kind: string, index: number): string => `${kind}-${index}`.padEnd(36, 'x');

function queuesOf(stack: Stack, vpc: IVpc, from: number, count: number): IJobQueue[] {
  const computeEnvironment = new FargateComputeEnvironment(stack, 'Fargate', { vpc });
  return Array.from(
    { length: count },
    (_, index) => new JobQueue(stack, nameOf('made', from + index), { computeEnvironments: [{ computeEnvironment, order: 1 }] }),
  );
}

const importedInto = (stack: Stack, { account, region }: Required<Environment>): IJobQueue[] =>
  Array.from({ length: QUEUE_COUNT }, (_, index) => nameOf('imported', index)).map((name) =>
    JobQueue.fromJobQueueArn(stack, name, `arn:aws:batch:${region}:${account}:job-queue/${name}`),
  );
