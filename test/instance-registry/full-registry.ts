import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { FargateComputeEnvironment, IComputeEnvironment, ManagedEc2EcsComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InstanceRegistry, InstanceRegistryProps, PurchaseOption } from '../../src/instance-registry';
import { LevelOfDetail } from '../../src/level-of-detail';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** A registry with every prop set. */
export function fullRegistry(stack: Stack): InstanceRegistry {
  const props: Required<InstanceRegistryProps> = {
    eventBus: EventBus.fromEventBusName(stack, 'Bus', 'forwarded'),
    computeEnvironments: oneOfEach(stack),
    purchaseOptions: [{ computeEnvironmentName: 'made-elsewhere', purchaseOption: PurchaseOption.CAPACITY_BLOCK }],
    lookUpUnknown: false,
    serviceLinkedRoleOnly: true,
    metricNamespace: 'Farm',
    levelOfDetail: LevelOfDetail.FULL,
    registeredExpiry: Duration.days(10),
    goneExpiry: Duration.days(1),
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
    pointInTimeRecovery: true,
    ...everyAlarmProp,
  };
  return new InstanceRegistry(stack, 'Instances', props);
}

/** Managed compute environments of every purchase option; the first has a name that is only known at deployment. */
export function oneOfEach(stack: Stack): IComputeEnvironment[] {
  const vpc: IVpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
  return [
    new ManagedEc2EcsComputeEnvironment(stack, 'Spot', { vpc, spot: true }),
    new ManagedEc2EcsComputeEnvironment(stack, 'OnDemand', { vpc, computeEnvironmentName: 'on-demand' }),
    new FargateComputeEnvironment(stack, 'Fargate', { vpc, computeEnvironmentName: 'fargate' }),
    new FargateComputeEnvironment(stack, 'FargateSpot', { vpc, spot: true, computeEnvironmentName: 'fargate-spot' }),
  ];
}
