import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ISecurityGroup, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HandlerOptions } from './handler-options';

/** These do not support resource-level permissions. */
const TO_FIND = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
const TO_CONNECT = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * What Lambda needs of a role to connect its function to a VPC.
 *
 * `AWSLambdaVPCAccessExecutionRole` has the same actions on everything, and would let the function write to every log group. Lambda makes these calls
 * itself; calls of the code carry `lambda:SourceFunctionArn`, and are denied. That names any function of the account, because the ARN of this one would
 * make the function and its role need each other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkStatements(scope: Construct): PolicyStatement[] {
  const stack = Stack.of(scope);
  const functions = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new PolicyStatement({ sid: 'ConnectToVpc', actions: TO_CONNECT, resources: networkOf(stack) }),
    new PolicyStatement({ sid: 'FindNetwork', actions: TO_FIND, resources: ['*'] }),
    new PolicyStatement({
      sid: 'DenyNetworkToCode',
      effect: Effect.DENY,
      actions: [...TO_CONNECT, ...TO_FIND],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
    }),
  ];
}

/**
 * Network interfaces of this account and Region, as AWS documents it for their deletion, in subnets and security groups that another account may share.
 * The chosen ones are not named: the policy and the function change in one deployment, and IAM takes a while until it applies a policy.
 */
function networkOf(stack: Stack): string[] {
  const shared = (resource: string) => stack.formatArn({ service: 'ec2', account: '*', resource, resourceName: '*' });
  return [stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' }), shared('security-group'), shared('subnet')];
}

/** The security groups of a function in a VPC. One that is created allows HTTPS to AWS and nothing else: that of aws-cdk-lib would allow all outbound traffic. */
export function securityGroupsOf(scope: Construct, { vpc, securityGroups }: HandlerOptions): ISecurityGroup[] | undefined {
  if (!vpc || securityGroups) return securityGroups;
  const created = new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Outbound HTTPS of the function of ${scope.node.path}`,
    allowAllOutbound: false,
  });
  created.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS APIs');
  return [created];
}
