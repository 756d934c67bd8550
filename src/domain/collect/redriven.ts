import { JobUpdate, Observation } from './observe';
import { factOf, isSameFact, JobFacts } from '../job/facts';

/**
 * Longer than any delivery of EventBridge usually takes, and shorter than the way through the dead-letter queue and back: a message is
 * received five times, and is invisible for more than six minutes each time.
 */
export const REDRIVEN_AFTER_MILLIS = 20 * 60_000;

/**
 * Whether the message of an event may come from the dead-letter queue. SQS sends a redriven message as a new one: with a new id, long after the
 * event. EventBridge marks what it replays from an archive.
 *
 * @param sentAt when the message was sent to the queue, epoch milliseconds; without it, the message may be redriven
 */
export function isPossiblyRedriven(event: object, eventTime: number, sentAt = NaN): boolean {
  const isPrompt = Math.abs(sentAt - eventTime) < REDRIVEN_AFTER_MILLIS;
  return !isPrompt && !('replay-name' in event);
}

/**
 * Gives a redriven observation the token of the message that reported its fact before. That may be the same message before it was redriven, whose
 * handler died after the write. Its output is then emitted again, marked as redelivered.
 *
 * @param isHandled whether the output of a message with this token is known to be emitted: then the redriven message is a duplicate
 */
export function adoptRedriven(update: JobUpdate, known: JobFacts, isHandled: (token: string) => boolean): JobUpdate {
  const adopt = ({ isRedriven, ...observation }: Observation): Observation => {
    const before = isRedriven ? tokenBefore(observation, known) : undefined;
    return before === undefined || isHandled(before) ? observation : { ...observation, token: before };
  };
  return { ...update, observations: update.observations.map(adopt) };
}

function tokenBefore({ reading, token }: Observation, known: JobFacts): string | undefined {
  const fact = factOf(reading, token);
  return fact ? known.facts.find((other) => isSameFact(other, fact))?.token : known.ended;
}
