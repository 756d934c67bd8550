import { PurchaseOption } from '../names/records';

const BY_TYPE: Readonly<Record<string, PurchaseOption>> = {
  EC2: PurchaseOption.ON_DEMAND,
  SPOT: PurchaseOption.SPOT,
  FARGATE: PurchaseOption.FARGATE,
  FARGATE_SPOT: PurchaseOption.FARGATE_SPOT,
};

/**
 * The purchase option of everything in a compute environment, by the type of its compute resources. Absent where the
 * environment cannot tell: an unmanaged one holds whatever its owner starts.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html
 */
export function purchaseOptionOfEnvironment(type: string | undefined, capacityOption: string | undefined): PurchaseOption | undefined {
  if (type === 'ECS_MANAGED_INSTANCES') return capacityOption === 'SPOT' ? PurchaseOption.SPOT : PurchaseOption.ON_DEMAND;
  return type !== undefined && Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
}
