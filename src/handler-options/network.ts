import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ISecurityGroup, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HandlerOptions } from './handler-options';

/** `DescribeNetworkInterfaces` and `DescribeSubnets` do not support resource-level permissions, and the others are for interfaces that do not exist yet. */
const FOR_NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * What Lambda needs of a role to connect its function to a VPC.
 *
 * `AWSLambdaVPCAccessExecutionRole` would let the function write to every log group too. Lambda makes these calls itself, before the code runs;
 * calls of the code have `lambda:SourceFunctionArn`, and are denied. Any function of the account, because naming this one would make the function and its
 * role need each other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkStatements(scope: Construct): PolicyStatement[] {
  const functions = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new PolicyStatement({ sid: 'ConnectToVpc', actions: FOR_NETWORK_INTERFACES, resources: ['*'] }),
    new PolicyStatement({
      sid: 'DenyNetworkToCode',
      effect: Effect.DENY,
      actions: FOR_NETWORK_INTERFACES,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
    }),
  ];
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
