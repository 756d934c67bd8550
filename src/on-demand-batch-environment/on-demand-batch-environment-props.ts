import { Duration, Size } from 'aws-cdk-lib';
import { EcsMachineImage, IManagedComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { ILaunchTemplate, InstanceClass, InstanceType, ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { BatchCapacity } from './batch-capacity';
import { BatchInsights } from '../batch-insights/batch-insights';
import { ContainerInsightsMode } from '../container-insights/container-insights-mode';

/** Props for OnDemandBatchEnvironment, all with a default. */
export interface OnDemandBatchEnvironmentProps {
  /**
   * What jobs run on. An error if a `computeEnvironment` of this app runs them on something else.
   *
   * A change replaces the compute environment, except between EC2 and Spot, and between AWS Fargate and instances the job queue too. Deploy it while no job runs.
   *
   * @default - that of `computeEnvironment`, or BatchCapacity.FARGATE without one
   */
  readonly capacity?: BatchCapacity;
  /**
   * The architecture of jobs and of their images.
   *
   * @default CpuArchitecture.X86_64
   */
  readonly architecture?: CpuArchitecture;
  /**
   * The instance types to choose from. An error on AWS Fargate.
   *
   * @default - the default instance classes of the architecture, unless `instanceClasses` are given
   */
  readonly instanceTypes?: InstanceType[];
  /**
   * The instance classes to choose from, in all their sizes. An error on AWS Fargate.
   *
   * @default - the default instance classes of the architecture, unless `instanceTypes` are given
   */
  readonly instanceClasses?: InstanceClass[];
  /**
   * The most vCPUs that run at a time, which limits what jobs can cost in an hour; a whole number, at least 1.
   *
   * @default 256
   */
  readonly maxVcpus?: number;
  /**
   * The network of jobs, for example of `Vpc.fromLookup`.
   *
   * @default - a VPC that costs nothing while no job runs: public subnets without NAT gateways, a gateway endpoint for Amazon S3, a log of rejected traffic
   */
  readonly vpc?: IVpc;
  /**
   * The subnets of jobs. They need a route to the image registry and to Amazon CloudWatch Logs.
   *
   * @default - private subnets with a route to the internet, or else isolated ones, or else public ones
   */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * Whether jobs on AWS Fargate get a public address. Without one, they cannot reach the internet from a public subnet; in a private subnet it does nothing. An error
   * on EC2, where subnets give addresses to instances.
   *
   * @default - true if a subnet of the jobs is a public one of a VPC of the app, also if `computeEnvironment` is given; of an imported compute environment no subnets
   * are known, and it is false
   */
  readonly publicIpRequired?: boolean;
  /**
   * The security groups of jobs on AWS Fargate, and of instances.
   *
   * @default - one that lets nothing in and everything out
   */
  readonly securityGroups?: ISecurityGroup[];
  /**
   * The template that instances are launched from, in its `versionNumber`: the latest one of a template of this app, and `$Default` of one that exists unless you
   * give another. An error on AWS Fargate.
   *
   * @default - one with IMDSv2 alone, and an encrypted volume
   */
  readonly launchTemplate?: ILaunchTemplate;
  /**
   * The size of the root volume of an instance, which holds the images and files of its containers; whole GiB, at least 30. An error with `launchTemplate` and on AWS Fargate.
   *
   * @default Size.gibibytes(30)
   */
  readonly rootVolumeSize?: Size;
  /**
   * The role of instances, which `AmazonEC2ContainerServiceforEC2Role` suffices for. An error on AWS Fargate.
   *
   * Jobs on instances share their network, and can use this role: grant it nothing that a job must not do.
   *
   * @see https://docs.aws.amazon.com/batch/latest/userguide/networking-modes-jobs.html
   *
   * @default - a role with this managed policy
   */
  readonly instanceRole?: IRole;
  /**
   * The machine images of instances. An error on AWS Fargate.
   *
   * @default - the default of AWS Batch, with the newest version at each update of the compute environment
   */
  readonly images?: EcsMachineImage[];
  /**
   * A compute environment of your own. Props that describe a compute environment are an error then. `capacity` is required if it is imported, because it is not known.
   *
   * @default - a managed compute environment that has no instances while no job runs
   */
  readonly computeEnvironment?: IManagedComputeEnvironment;
  /**
   * How much Amazon CloudWatch Container Insights collects, which costs as custom metrics do.
   *
   * @default - the account setting of Amazon ECS
   */
  readonly containerInsights?: ContainerInsightsMode;
  /**
   * How long a job that can never run stays at the head of the queue, where it blocks the others, before it is cancelled: it asks for more vCPUs than
   * `maxVcpus`, or for what no instance has. From 10 minutes to 24 hours.
   *
   * @see https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable_time_limit_actions.html
   *
   * @default Duration.minutes(10)
   */
  readonly unrunnableTimeLimit?: Duration;
  /**
   * How long a job stays at the head of the queue for lack of capacity before it is cancelled. From 10 minutes to 24 hours.
   *
   * @default - it waits until there is capacity
   */
  readonly capacityTimeLimit?: Duration;
  /**
   * What monitors the jobs of the queue. Give the `BatchInsights` that watches all job queues of the account and Region, if there is one: otherwise each job is
   * recorded twice.
   *
   * @default - one is made that watches this queue alone: job records, a dashboard and alarms for about $1 a month, and no count of jobs in flight
   */
  readonly insights?: BatchInsights;
  /**
   * Whether a `BatchInsights` is made if none is given.
   *
   * @default true
   */
  readonly insightsEnabled?: boolean;
}
