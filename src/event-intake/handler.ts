import { Duration, Tokenization } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, FunctionOptions, IFunction, LoggingFormat, SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkHandlerOptions } from '../handler-options/check-handler-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { networkStatements, securityGroupsOf } from '../handler-options/network';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY, NO_DEAD_LETTERS_OF_FUNCTION, NO_RESERVED_CONCURRENCY, NO_VPC } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

export const FUNCTION_TIMEOUT = Duration.minutes(1);
const DEFAULT_MEMORY_MIB = 256;

export interface HandlerProps {
  readonly description: string;
  readonly logGroup: ILogGroup;
  readonly environment: { [variable: string]: string };
  /** All that the handler may do, besides writing to its log group and reading its queue. */
  readonly statements: readonly PolicyStatement[];
  /** @default - the function reads no queue */
  readonly queue?: IQueue;
  /** What the user of the construct chose; its runtime is set by `completeHandler`. */
  readonly options: HandlerOptions;
  /** The number of invocations that may have to run at a time. */
  readonly minConcurrency: number;
  /** @default FUNCTION_TIMEOUT */
  readonly timeout?: Duration;
}

/** What every handler of an intake has in common. System logs at WARN: START, END and REPORT lines cost as much as the invocation. */
export function handlerOptions(scope: Construct, props: HandlerProps): FunctionOptions {
  const { architecture, memorySize, vpc, vpcSubnets, reservedConcurrentExecutions } = props.options;
  checkHandlerOptions(scope, props.options, props.minConcurrency);
  return {
    description: props.description,
    architecture: architecture ?? Architecture.ARM_64,
    memorySize: memorySize ?? DEFAULT_MEMORY_MIB,
    vpc,
    vpcSubnets,
    securityGroups: securityGroupsOf(scope, props.options),
    reservedConcurrentExecutions,
    timeout: props.timeout ?? FUNCTION_TIMEOUT,
    logGroup: props.logGroup,
    loggingFormat: LoggingFormat.JSON,
    systemLogLevelV2: SystemLogLevel.WARN,
    environment: props.environment,
    role: handlerRole(scope, props),
  };
}

/** Gives a handler what its generated class does not take: another runtime, and reviewed findings. */
export function completeHandler<Handler extends IFunction>(handler: Handler, options: HandlerOptions): Handler {
  const { runtime, reservedConcurrentExecutions, vpc } = options;
  const resource = handler.node.defaultChild;
  if (runtime && resource instanceof CfnFunction) resource.runtime = runtime.name;
  carryReviews(handler, [
    NO_DEAD_LETTERS_OF_FUNCTION,
    reservedConcurrentExecutions === undefined && NO_RESERVED_CONCURRENCY,
    vpc === undefined && NO_VPC,
  ]);
  return handler;
}

export function tableStatement(sid: string, table: ITable, ...actions: string[]): PolicyStatement {
  return new PolicyStatement({ sid, actions, resources: [table.tableArn] });
}

export function sendStatement(sid: string, queue: IQueue): PolicyStatement {
  return new PolicyStatement({ sid, actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
}

/** A duration as the value of an environment variable, also where it is only known at deployment. */
export const seconds = (duration: Duration): string => Tokenization.stringifyNumber(duration.toSeconds());

const readStatement = (queue: IQueue): PolicyStatement =>
  new PolicyStatement({
    sid: 'ReadQueue',
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    resources: [queue.queueArn],
  });

/** A role of its own with a policy of its own: the managed policies for Lambda would let it write to every log group. */
function handlerRole(scope: Construct, props: HandlerProps): Role {
  const statements = [
    new PolicyStatement({
      sid: 'WriteLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [props.logGroup.logGroupArn],
    }),
    ...(props.queue ? [readStatement(props.queue)] : []),
    ...props.statements,
    ...(props.options.vpc ? networkStatements(scope) : []),
  ];
  const role = new Role(scope, 'HandlerRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Handler: new PolicyDocument({ statements }) },
  });
  carryReviews(role, [INLINE_POLICY, ...wildcardReviews(scope, statements)]);
  return role;
}
