import { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';

/**
 * Options of the Lambda functions, with the names and types of `aws_lambda.FunctionOptions`. `BatchInsights` passes them on to the function of each part.
 *
 * A permissions boundary is no option: `PermissionsBoundary.of(stack).apply(...)` reaches all roles.
 */
export interface HandlerOptions {
  /**
   * The VPC to connect the functions to. They need a route to the AWS APIs that they call: VPC endpoints or a NAT gateway. The README of
   * `BatchInsights` lists the endpoints.
   *
   * The role of each function gets the permissions that Lambda needs to manage network interfaces. The code of the function is denied their use.
   *
   * @default - the functions are not connected to a VPC
   */
  readonly vpc?: IVpc;
  /**
   * The subnets of `vpc` to connect the functions to. Public subnets are an error, because Lambda gives functions no public address.
   *
   * An error without `vpc`.
   *
   * @default - the private subnets of `vpc`
   */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * The security groups of the functions, which must allow outbound HTTPS. Nothing connects to the functions.
   *
   * An error without `vpc`.
   *
   * @default - a security group for each function, which allows outbound HTTPS and nothing else
   */
  readonly securityGroups?: ISecurityGroup[];
  /**
   * The memory of each function in MiB, from 128 to 10,240. Lambda allocates CPU in proportion to memory.
   *
   * The function of an `InFlightSnapshot` needs at least 96 MiB, and 20 MiB for each of `scanSegments`.
   *
   * @default 256
   */
  readonly memorySize?: number;
  /**
   * The instruction set of the functions: use `Architecture.X86_64` in Regions where Lambda has no arm64. It costs about a quarter more.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;
  /**
   * The runtime of the functions: Node.js 22 or later.
   *
   * Use `Runtime.NODEJS_22_X` in Regions that lack Node.js 24.
   *
   * @default - Node.js 24, `nodejs24.x`
   */
  readonly runtime?: Runtime;
  /**
   * The number of concurrent invocations that are reserved for each function and limit it, taken from the concurrency of the account.
   *
   * It must be at least the maximum concurrency of the queue's event source, or messages are throttled until they are dead letters: 2, and for a
   * `JobEventCollector` the `maxConcurrency` of its delivery (10 by default). Lambda leaves at least 100 of the account unreserved, so that a
   * deployment to a new account fails.
   *
   * @default - none: the maximum concurrency of the event source limits a function that reads a queue
   */
  readonly reservedConcurrentExecutions?: number;
}
