import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { BatchCapacity } from './batch-capacity';
import { BatchInsights } from '../batch-insights/batch-insights';

/** Where jobs run: a job queue, and what is known of the capacity behind it. */
export interface IOnDemandBatchEnvironment extends IConstruct {
  /** The queue that jobs are submitted to. */
  readonly jobQueue: IJobQueue;
  /** What jobs run on. */
  readonly capacity: BatchCapacity;
  /** The architecture that images of jobs must have. */
  readonly architecture: CpuArchitecture;
  /** Whether jobs on AWS Fargate need a public address to reach the internet, because some of their subnets are public. */
  readonly publicIpRequired: boolean;
  /**
   * The most vCPUs that run at a time. A job that asks for more never runs.
   *
   * @default - not known
   */
  readonly maxVcpus?: number;
  /**
   * The only instance types that are launched. A job that needs more memory than all of them have never runs.
   *
   * @default - AWS Batch chooses, or jobs run on AWS Fargate
   */
  readonly instanceTypes?: InstanceType[];
  /**
   * What monitors the jobs of the queue. Its dashboard has a row for each scheduled job.
   *
   * @default - nothing that is known
   */
  readonly insights?: BatchInsights;
}

/** How to describe an environment that exists: any job queue whose compute environments are alike. */
export interface OnDemandBatchEnvironmentAttributes {
  /** The queue that jobs are submitted to. */
  readonly jobQueue: IJobQueue;
  /** What jobs of the queue run on. */
  readonly capacity: BatchCapacity;
  /**
   * The architecture that images of jobs must have.
   *
   * @default CpuArchitecture.X86_64
   */
  readonly architecture?: CpuArchitecture;
  /**
   * Whether jobs on AWS Fargate need a public address to reach the internet: true where some of their subnets are public, as in the network that an
   * `OnDemandBatchEnvironment` makes. Without it, no job starts there.
   *
   * @default false
   */
  readonly publicIpRequired?: boolean;
  /**
   * The most vCPUs that run at a time.
   *
   * @default - not known, and not checked
   */
  readonly maxVcpus?: number;
  /**
   * The only instance types that are launched.
   *
   * @default - not known, and not checked
   */
  readonly instanceTypes?: InstanceType[];
  /**
   * What monitors the jobs of the queue, for a row of each scheduled job on its dashboard.
   *
   * @default - nothing that is known
   */
  readonly insights?: BatchInsights;
}
