import { GoneCause } from './departure';
import { PurchaseOption } from '../names/records';

/** What happens to an instance, each at most once. */
export const InstanceChange = {
  REGISTERED: 'registered',
  DEREGISTERED: 'deregistered',
  /** Left after an interruption warning. */
  RECLAIMED: 'reclaimed',
  INTERRUPTION_WARNING: 'interruption-warning',
  REBALANCE_RECOMMENDATION: 'rebalance-recommendation',
} as const;
export type InstanceChange = (typeof InstanceChange)[keyof typeof InstanceChange];

/** Who counted which change: the token of the message that did. */
export type Counted = Readonly<Partial<Record<InstanceChange, string>>>;

/** All that has been told of a container instance of AWS Batch by now. */
export interface KnownInstance {
  readonly containerInstanceArn: string;
  readonly instanceId?: string;
  readonly instanceType?: string;
  readonly availabilityZone?: string;
  readonly architecture?: string;
  readonly ecsCluster?: string;
  readonly computeEnvironment?: string;
  readonly purchaseOption?: PurchaseOption;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly registeredAt?: string;
  readonly goneAt?: string;
  readonly goneCause?: GoneCause;
  /** Nothing more of its leaving is waited for. */
  readonly isSettled: boolean;
  readonly interruptionWarningAt?: string;
  readonly rebalanceRecommendedAt?: string;
  /** When it was last linked with its EC2 instance, epoch seconds. */
  readonly linkedAtSeconds?: number;
  readonly counted: Counted;
}

/**
 * The changes that are told, and are to be counted by the message with this token: nobody has counted them, or it has itself, in a delivery that
 * may have crashed before it wrote them. Every fact is in the row before this is asked, so that of two messages that tell halves of a change, the
 * second one sees it whole. A registration is not among them: only an event of Amazon ECS makes it one.
 */
export function dueChanges(instance: KnownInstance, token: string): InstanceChange[] {
  const isWarned = instance.interruptionWarningAt !== undefined;
  const told: readonly (readonly [InstanceChange, boolean])[] = [
    [InstanceChange.DEREGISTERED, instance.isSettled],
    [InstanceChange.RECLAIMED, instance.isSettled && isWarned],
    [InstanceChange.INTERRUPTION_WARNING, isWarned],
    [InstanceChange.REBALANCE_RECOMMENDATION, instance.rebalanceRecommendedAt !== undefined],
  ];
  return told.flatMap(([change, isTold]) => (isTold && isOurs(instance, change, token) ? [change] : []));
}

/** Whether a change is for the message with this token to count. */
export const isOurs = ({ counted }: KnownInstance, change: InstanceChange, token: string): boolean => (counted[change] ?? token) === token;

/** When a change happened, ISO 8601. */
export function timeOf(instance: KnownInstance, change: InstanceChange): string | undefined {
  switch (change) {
    case InstanceChange.REGISTERED:
      return instance.registeredAt;
    case InstanceChange.INTERRUPTION_WARNING:
      return instance.interruptionWarningAt;
    case InstanceChange.REBALANCE_RECOMMENDATION:
      return instance.rebalanceRecommendedAt;
    default:
      return instance.goneAt;
  }
}

/** From its registration until it left; nothing where one of both is not known. */
export function lifetimeSeconds({ registeredAt, goneAt }: KnownInstance): number | undefined {
  return registeredAt === undefined || goneAt === undefined ? undefined : Math.max(0, Date.parse(goneAt) - Date.parse(registeredAt)) / 1000;
}
