import { RemovalPolicy } from 'aws-cdk-lib';
import { FlowLogDestination, FlowLogTrafficType, GatewayVpcEndpointAwsService, ISubnet, IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { JobSubnets, subnetsIn, subnetsOfGiven } from './job-subnets';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { warnOfSubnets } from './warn-of-subnets';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import {
  ADDRESSES_OF_PUBLIC_SUBNET,
  DEFAULT_SECURITY_GROUP,
  INLINE_POLICY,
  LOG_OF_REJECTED_TRAFFIC,
  ROUTE_OF_PUBLIC_SUBNET,
} from '../reviewed-findings/reviews';

/** Where jobs run, and how they reach the image registry from there. */
export interface EnvironmentNetwork {
  /** Absent if a compute environment was given. */
  readonly vpc?: IVpc;
  readonly publicIpRequired: boolean;
}

/** In a private subnet, a public address does nothing. So one public subnet among others suffices to ask for it. */
export function environmentNetwork(scope: Construct, props: OnDemandBatchEnvironmentProps, isFargate: boolean): EnvironmentNetwork {
  const { computeEnvironment } = props;
  const { vpc, subnets } = computeEnvironment
    ? { vpc: undefined, subnets: subnetsOfGiven(computeEnvironment) }
    : ownNetwork(scope, props, isFargate);
  warnOfSubnets(scope, subnets, { isFargate, publicIpRequired: props.publicIpRequired });
  return { vpc, publicIpRequired: props.publicIpRequired ?? (isFargate && subnets.publicSubnets.length > 0) };
}

function ownNetwork(scope: Construct, props: OnDemandBatchEnvironmentProps, isFargate: boolean): { vpc: IVpc; subnets: JobSubnets } {
  const vpc = props.vpc ?? vpcWithoutFixedCosts(scope, isFargate);
  const { subnetIds, isPendingLookup } = vpc.selectSubnets(props.vpcSubnets);
  const subnets = subnetsIn([vpc], subnetIds);
  // Until a VPC is found, its subnets are placeholders.
  return { vpc, subnets: isPendingLookup ? { ...subnets, isolatedSubnets: [] } : subnets };
}

/**
 * A NAT gateway costs as much when nothing runs. In a public subnet a job has an address of its own while it runs, and the security group lets nothing in.
 * Of the traffic only what is rejected is logged: that is little, and it shows what a container could not reach.
 */
function vpcWithoutFixedCosts(scope: Construct, isFargate: boolean): Vpc {
  const vpc = new Vpc(scope, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: !isFargate }],
    gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
  });
  carryReviews(vpc, [DEFAULT_SECURITY_GROUP]);
  vpc.publicSubnets.forEach((subnet) => reviewPublicSubnet(subnet, isFargate));
  logRejectedTraffic(vpc);
  return vpc;
}

function reviewPublicSubnet(subnet: ISubnet, isFargate: boolean): void {
  carryReviews(subnet, [!isFargate && ADDRESSES_OF_PUBLIC_SUBNET]);
  carryReviews(subnet.node.findChild('DefaultRoute'), [ROUTE_OF_PUBLIC_SUBNET]);
}

function logRejectedTraffic(vpc: Vpc): void {
  const logGroup = new LogGroup(vpc, 'LogGroup', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
  carryReviews(logGroup, [LOG_OF_REJECTED_TRAFFIC]);
  const destination = FlowLogDestination.toCloudWatchLogs(logGroup);
  const flowLog = vpc.addFlowLog('RejectedTraffic', { destination, trafficType: FlowLogTrafficType.REJECT });
  flowLog.iamRole?.node.children.forEach((child) => carryReviews(child, [child.node.id === 'DefaultPolicy' && INLINE_POLICY]));
}
