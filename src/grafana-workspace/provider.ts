import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, FunctionOptions, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, IConstruct } from 'constructs';
import { GrafanaProvisioningOptions } from './grafana-workspace-props';
import { GrafanaVariable } from '../domain/names/environment';
import { allowServicesToUse } from '../event-intake/encryption';
import { completeHandler, handlerOptions } from '../event-intake/handler';
import { dedicatedLogGroup } from '../event-intake/storage';
import { networkStatements } from '../handler-options/network';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY, NO_DEAD_LETTERS_OF_FUNCTION, NO_RESERVED_CONCURRENCY, NO_VPC } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

/** As long as Lambda lets a function run: a workspace that was just created takes minutes to respond. */
const TIMEOUT = Duration.minutes(15);

export interface ResourceProviderProps {
  readonly description: string;
  /** All that the handler may do, besides writing to its log group. */
  readonly statements: readonly PolicyStatement[];
  readonly options: GrafanaProvisioningOptions;
  readonly handler: (options: FunctionOptions) => IFunction;
}

/** A handler of a custom resource, and the function of the AWS CDK that connects it with CloudFormation. Both have a role that may do what they do. */
export function resourceProvider(scope: Construct, props: ResourceProviderProps): Provider {
  const { options, statements, description } = props;
  allowServicesToUse(scope, options.encryptionKey, ['logs']);
  const logGroup = dedicatedLogGroup(scope, {
    retention: options.logRetention ?? RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
    encryptionKey: options.encryptionKey,
  });
  const handler = props.handler({
    ...handlerOptions(scope, {
      description,
      logGroup,
      timeout: TIMEOUT,
      environment: { [GrafanaVariable.URL_SUFFIX]: Stack.of(scope).urlSuffix },
      statements,
      options,
      minConcurrency: 1,
    }),
    retryAttempts: 0,
  });
  return provider(scope, completeHandler(handler, options), logGroup, options);
}

/** The AWS CDK would let its function write to every log group, keep its logs forever, and invoke all versions of the handler. */
function provider(
  scope: Construct,
  onEventHandler: IFunction,
  logGroup: ILogGroup,
  { vpc, vpcSubnets }: GrafanaProvisioningOptions,
): Provider {
  const created = new Provider(scope, 'Provider', {
    onEventHandler,
    frameworkOnEventRole: frameworkRole(scope, onEventHandler, logGroup, vpc).withoutPolicyUpdates(),
    logGroup,
    ...(vpc && { vpc, vpcSubnets, securityGroups: onEventHandler.connections.securityGroups }),
  });
  const framework = created.node.findChild('framework-onEvent');
  useRuntimeOf(onEventHandler, framework);
  carryReviews(framework, [NO_DEAD_LETTERS_OF_FUNCTION, NO_RESERVED_CONCURRENCY, vpc === undefined && NO_VPC]);
  return created;
}

/** The AWS CDK chooses a runtime that every Region has, and that security rules call an old one. */
function useRuntimeOf(handler: IFunction, framework: IConstruct): void {
  const [own, other] = [handler, framework].map(({ node }) => node.defaultChild);
  if (own instanceof CfnFunction && other instanceof CfnFunction) other.runtime = own.runtime;
}

/** It waits until the handler is active, if Lambda had put it aside. */
function frameworkRole(scope: Construct, handler: IFunction, logGroup: ILogGroup, vpc: IVpc | undefined): Role {
  const statements = [
    new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
    new PolicyStatement({
      sid: 'InvokeHandler',
      actions: ['lambda:GetFunction', 'lambda:InvokeFunction'],
      resources: [handler.functionArn],
    }),
    ...(vpc ? networkStatements(scope) : []),
  ];
  const role = new Role(scope, 'ProviderRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Provider: new PolicyDocument({ statements }) },
  });
  carryReviews(role, [INLINE_POLICY, ...wildcardReviews(scope, statements)]);
  return role;
}
