import { readInstanceArn } from './instance-reading';
import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';

/** How an instance left: its cluster let it go, or it was terminated without that. */
export const GoneCause = { DEREGISTERED: 'deregistered', TERMINATED: 'terminated' } as const;
export type GoneCause = (typeof GoneCause)[keyof typeof GoneCause];

/**
 * How long an instance that left is waited for before it is counted. Amazon ECS and EC2 tell of it in no order, and a Spot warning may overtake neither:
 * what is told within this time decides when and why it left.
 */
export const SETTLING_SECONDS = 300;

/** Tells the registry itself, later, that nothing more of an instance's leaving is waited for. */
export const departureMessage = (containerInstanceArn: string): object => ({
  source: EventSource.THIS_LIBRARY,
  'detail-type': DetailType.INSTANCE_LEFT,
  detail: { containerInstanceArn },
});

/** The container instance that left. */
export function readDeparture(message: unknown): string {
  const envelope = Fields.of(message, '');
  return readInstanceArn(envelope.object('detail') ?? envelope.fail('detail', 'is missing'));
}
