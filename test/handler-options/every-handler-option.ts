import { Stack } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { HandlerOptions } from '../../src/handler-options';

export const PRIVATE_SUBNET = 'subnet-0aaaaaaaaaaaaaaaa';
export const ISOLATED_SUBNET = 'subnet-0bbbbbbbbbbbbbbbb';
export const PUBLIC_SUBNET = 'subnet-0cccccccccccccccc';
export const SECURITY_GROUP = 'sg-0123456789abcdef0';

/** The statements that the role of a function in a VPC has besides its own. */
export const NETWORK_SIDS = ['ConnectToVpc', 'FindNetwork', 'DenyNetworkToCode'];

/** A VPC that is there already, with a subnet of each kind. */
export function networkOf(stack: Stack): IVpc {
  return Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: 'vpc-0fedcba9876543210',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: [PRIVATE_SUBNET],
    isolatedSubnetIds: [ISOLATED_SUBNET],
    publicSubnetIds: [PUBLIC_SUBNET],
  });
}

export const securityGroupOf = (stack: Stack): ISecurityGroup => SecurityGroup.fromSecurityGroupId(stack, 'Outbound', SECURITY_GROUP);

/** Every option of functions, in a VPC that is there already. */
export const everyHandlerOption = (stack: Stack): Required<HandlerOptions> => ({
  vpc: networkOf(stack),
  vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  securityGroups: [securityGroupOf(stack)],
  memorySize: 512,
  architecture: Architecture.X86_64,
  runtime: new Runtime('nodejs24.x', RuntimeFamily.NODEJS),
  reservedConcurrentExecutions: 12,
});
