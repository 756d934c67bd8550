import { PurchaseOption } from '../names/records';

const BY_TYPE: Readonly<Record<string, PurchaseOption>> = {
  EC2: PurchaseOption.ON_DEMAND,
  SPOT: PurchaseOption.SPOT,
  FARGATE: PurchaseOption.FARGATE,
  FARGATE_SPOT: PurchaseOption.FARGATE_SPOT,
};

/** Families of the instance types that AWS offers in Capacity Blocks, and of no others: P and Trn. */
const CAPACITY_BLOCK_FAMILY = /^(?:p|trn)\d/;

/**
 * The purchase option of all capacity in a compute environment, from the type of its compute resources. Undefined if the type does
 * not determine it: in an unmanaged environment the owner starts the instances.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html
 */
export function purchaseOptionOfEnvironment(type: string | undefined, capacityOption: string | undefined): PurchaseOption | undefined {
  if (type === 'ECS_MANAGED_INSTANCES') return capacityOption === 'SPOT' ? PurchaseOption.SPOT : PurchaseOption.ON_DEMAND;
  return type !== undefined && Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
}

/**
 * Whether only the instance itself tells its purchase option, although its environment is On-Demand: the launch template of the environment can request a
 * Capacity Block, and the type of the environment does not change with it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 */
export function mayBeCapacityBlock(ofEnvironment: PurchaseOption | undefined, instanceType: string | undefined): boolean {
  return ofEnvironment === PurchaseOption.ON_DEMAND && instanceType !== undefined && CAPACITY_BLOCK_FAMILY.test(instanceType);
}
