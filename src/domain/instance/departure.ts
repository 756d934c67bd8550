import { readInstanceArn } from './instance-reading';
import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';

/** Why an instance left: ECS deregistered it from its cluster, or EC2 terminated it without a deregistration. */
export const GoneCause = { DEREGISTERED: 'deregistered', TERMINATED: 'terminated' } as const;
export type GoneCause = (typeof GoneCause)[keyof typeof GoneCause];

/**
 * How long the registry waits after the first report that an instance left before it counts the departure. Amazon ECS and EC2 send their events
 * in no fixed order, and a Spot warning can arrive last. All events that arrive within this time decide when and why the instance left.
 */
export const SETTLING_SECONDS = 300;

/** A delayed message from the registry to itself: the settling time of a departure is over. */
export const departureMessage = (containerInstanceArn: string): object => ({
  source: EventSource.THIS_LIBRARY,
  'detail-type': DetailType.INSTANCE_LEFT,
  detail: { containerInstanceArn },
});

/** Reads the ARN of the container instance that left. */
export function readDeparture(message: unknown): string {
  const envelope = Fields.of(message, '');
  return readInstanceArn(envelope.object('detail') ?? envelope.fail('detail', 'is missing'));
}
