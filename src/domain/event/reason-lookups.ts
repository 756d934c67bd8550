import { SERVICE_REASONS, ServiceReason } from './service-reasons';
import { FailureCategory } from '../names/records';

/** Whether a whole reason is a service's: nothing of a job is in it, though a job may have one of its words among its own texts. */
export const isServiceReason = (reason: string): boolean => WHOLE.test(reason);
const WHOLE = new RegExp(
  `^(?:${SERVICE_REASONS.map(({ whole }) => whole)
    .filter((whole) => whole !== undefined)
    .join('|')})$`,
);

/** Whether a row of the table is about a reason. */
type Match = (row: ServiceReason, reason: string) => boolean;

/** For reasons of containers and attempts: services write them, so the words count wherever they are. */
const contains: Match = ({ pattern }, reason) => pattern.test(reason);

/** One word, or an error class with its message. */
const IS_WORD = /^[\w./-]+$|^[A-Z]\w*(?:Error|Exception):/;

/**
 * For the reason of a job, which a user may have written: the reason begins with a service's sentence, or is a service's word. Words of a user that only
 * name an error (`stopping: OOMKilled three times`) decide nothing.
 */
const begins: Match = ({ pattern, anywhere }, reason) => {
  const found = pattern.exec(reason);
  if (!found || anywhere || pattern.source.startsWith('^')) return found !== null;
  return (found.index === 0 && found[0].includes(' ')) || found.index < (IS_WORD.exec(reason)?.[0].length ?? 0);
};

type Flag = 'neverRunnable' | 'endsInQueue';

/** Whether the reason of a job is one of a service with the flag. */
export const isReasonThat = (flag: Flag, reason: string | undefined): boolean =>
  firstOf(
    SERVICE_REASONS.filter((row) => row[flag]),
    begins,
    reason,
  ) !== undefined;

/** Whether the reason of a container or an attempt reports that Spot capacity was reclaimed. */
export const isInterruptionReason = (reason: string | undefined): boolean => firstOf(INTERRUPTED, contains, reason) !== undefined;
const INTERRUPTED = SERVICE_REASONS.filter(({ interrupted }) => interrupted);

/** The row of the table about the reason of a container or an attempt; none if it only describes how a container was stopped. */
export const knownReason = (reason: string | undefined): ServiceReason | undefined => asCause(firstOf(DECISIVE, contains, reason));

/** The same of the reason of a job; none if it is a user's. */
export const knownJobReason = (reason: string | undefined): ServiceReason | undefined => asCause(firstOf(DECISIVE, begins, reason));
const DECISIVE = SERVICE_REASONS.filter(({ category, hostGone }) => category ?? hostGone);

const asCause = (row: ServiceReason | undefined): ServiceReason | undefined => (row?.describesStop ? undefined : row);

/** Whether a reason only describes how the agent failed to stop or inspect a container. */
export const isFailedStop = (reason: string | undefined): boolean => firstOf(DECISIVE, contains, reason)?.describesStop === true;

/** Whether a service wrote the reason of a job. */
export const isOfService = (reason: string): boolean => firstOf(SERVICE_REASONS, begins, reason) !== undefined;

/** The category of a reason that wins over whether the job was cancelled or terminated. */
export const categoryDecidedBy = (jobReason: string | undefined): FailureCategory | undefined =>
  firstOf(DECIDING, contains, jobReason)?.category;
const DECIDING = SERVICE_REASONS.filter(({ decidesJob }) => decidesJob);

const firstOf = (rows: readonly ServiceReason[], matches: Match, reason: string | undefined): ServiceReason | undefined =>
  rows.find((row) => reason && matches(row, reason));

/** The EC2 instance that has gone according to a reason. */
export const hostInReason = (reason: string | undefined): string | undefined => (reason && HOST_GONE.exec(reason)?.[1]) || undefined;
const HOST_GONE = /Host EC2 \(instance (i-[0-9a-f]+)\) (?:terminated|stopped)/;
