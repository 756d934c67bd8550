import { GoneCause } from './departure';
import { PurchaseOption } from '../names/records';

/** The changes of an instance that are counted, each at most once. */
export const InstanceChange = {
  REGISTERED: 'registered',
  DEREGISTERED: 'deregistered',
  /** The instance left after an interruption warning. */
  RECLAIMED: 'reclaimed',
  INTERRUPTION_WARNING: 'interruption-warning',
  REBALANCE_RECOMMENDATION: 'rebalance-recommendation',
} as const;
export type InstanceChange = (typeof InstanceChange)[keyof typeof InstanceChange];

/** The token of the message that counted each change. */
export type Counted = Readonly<Partial<Record<InstanceChange, string>>>;

/** The known facts about a container instance of AWS Batch. */
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
  /** Whether the settling time of its departure is over. */
  readonly isSettled: boolean;
  readonly interruptionWarningAt?: string;
  readonly rebalanceRecommendedAt?: string;
  /** When it was last linked with its EC2 instance, epoch seconds. */
  readonly linkedAtSeconds?: number;
  readonly counted: Counted;
}

/**
 * The changes that have happened and that the message with this token must count. A change qualifies if no message has counted it, or if this
 * message has: its earlier delivery may have crashed before it wrote its output. Callers write every fact to the row before they call this
 * function. If two messages each report half of a change, the second one therefore sees the whole change. Registrations are not included,
 * because only an ECS event counts a registration.
 */
export function dueChanges(instance: KnownInstance, token: string): InstanceChange[] {
  const isWarned = instance.interruptionWarningAt !== undefined;
  const changes: readonly (readonly [InstanceChange, boolean])[] = [
    [InstanceChange.DEREGISTERED, instance.isSettled],
    [InstanceChange.RECLAIMED, instance.isSettled && isWarned],
    [InstanceChange.INTERRUPTION_WARNING, isWarned],
    [InstanceChange.REBALANCE_RECOMMENDATION, instance.rebalanceRecommendedAt !== undefined],
  ];
  return changes.flatMap(([change, hasHappened]) => (hasHappened && isCountedBy(instance, change, token) ? [change] : []));
}

/** Whether the message with this token must count the change. */
export const isCountedBy = ({ counted }: KnownInstance, change: InstanceChange, token: string): boolean =>
  (counted[change] ?? token) === token;

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

/** Seconds from registration to departure. Undefined if either time is unknown. */
export function lifetimeSeconds({ registeredAt, goneAt }: KnownInstance): number | undefined {
  return registeredAt === undefined || goneAt === undefined ? undefined : Math.max(0, Date.parse(goneAt) - Date.parse(registeredAt)) / 1000;
}
