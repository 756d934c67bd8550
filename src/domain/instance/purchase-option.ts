import { PurchaseOption } from '../names/records';

const BY_TYPE: Readonly<Record<string, PurchaseOption>> = {
  EC2: PurchaseOption.ON_DEMAND,
  SPOT: PurchaseOption.SPOT,
  FARGATE: PurchaseOption.FARGATE,
  FARGATE_SPOT: PurchaseOption.FARGATE_SPOT,
};

/**
 * The purchase option of all capacity in a compute environment, from the type of its compute resources. Undefined if the type does
 * not determine it: in an unmanaged environment the owner starts the instances.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html
 */
export function purchaseOptionOfEnvironment(type: string | undefined, capacityOption: string | undefined): PurchaseOption | undefined {
  if (type === 'ECS_MANAGED_INSTANCES') return capacityOption === 'SPOT' ? PurchaseOption.SPOT : PurchaseOption.ON_DEMAND;
  return type !== undefined && Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
}
