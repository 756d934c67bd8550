import { isFinal, isNode, JobReading, JobState } from '../event/job-reading';

/** States whose transitions are facts with a time. The end of a job is a separate attribute, `ENDED`. */
export type TimedState = Exclude<JobState, 'SUCCEEDED' | 'FAILED'>;

/** The end of an attempt of a node. A node of a multi-node job ends with each attempt of the job, so its ends are facts too. */
export const NODE_ENDED = 'NODE_ENDED';

/**
 * One transition into a state, as one message reported it. A fact is written once and never overwritten. Joining facts
 * is therefore commutative, associative and idempotent, and the order of delivery does not matter.
 */
export interface Fact {
  readonly state: TimedState | typeof NODE_ENDED;
  readonly atMillis: number;
  /** The number of attempts that had ended by then, plus one. The end of a node has the number of attempts that had ended. */
  readonly attempt: number;
  /** The token of the message that reported the fact. */
  readonly token: string;
}

/** A transition that is no end. */
export interface Entry extends Fact {
  readonly state: TimedState;
}

export const isEntry = (fact: Fact): fact is Entry => fact.state !== NODE_ENDED;

/** The known facts of a job, and the token of the message that reported its end. */
export interface JobFacts {
  readonly facts: readonly Fact[];
  readonly ended?: string;
  /** Names of facts that were taken back although an earlier delivery may have emitted them. */
  readonly possiblyEmitted?: readonly string[];
}

/** The part of a job's item that one update added. */
export type OwnFacts = JobFacts & Required<Pick<JobFacts, 'possiblyEmitted'>>;

/** Marks all facts of an update as possibly emitted, because a message that carried them may have been sent without a response. */
export const allPossiblyEmitted = (own: OwnFacts): OwnFacts => ({
  ...own,
  possiblyEmitted: [...own.facts.map(nameOfFact), ...(own.ended === undefined ? [] : [ENDED])],
});

/** The attribute for the end of a job. Its value is the token of the message that reported the end. It is not in `JobAttribute`, because this file encodes it. */
export const ENDED = 'Ended';

const LETTERS: Readonly<Record<Fact['state'], string>> = {
  SUBMITTED: 'u',
  PENDING: 'p',
  RUNNABLE: 'r',
  STARTING: 's',
  RUNNING: 'g',
  [NODE_ENDED]: 'e',
};
const STATES = new Map(Object.entries(LETTERS).map(([state, letter]) => [letter, state as Fact['state']]));

/** The fact that an event reports. Undefined for the end of a job that is no node. */
export function factOf(reading: JobReading, token: string): Fact | undefined {
  if (isFinal(reading)) return isNode(reading) ? endOfNode(reading, token) : undefined;
  const ended = reading.attempts.filter((attempt) => attempt.stoppedAt !== undefined).length;
  const atMillis = reading.state === 'RUNNING' ? (reading.startedAt ?? reading.eventTime) : reading.eventTime;
  return { state: reading.state as TimedState, atMillis, attempt: ended + 1, token };
}

const endOfNode = ({ eventTime, attempts }: JobReading, token: string): Fact => ({
  state: NODE_ENDED,
  atMillis: eventTime,
  attempt: attempts.length,
  token,
});

/**
 * Encodes a fact as one attribute. State, time and attempt are the name (`rmh4x2k9c.2`, for the first attempt `rmh4x2k9c`); attempt and token are the
 * value (`2.k3f9z`). The encoding is short because ten attempts must fit into one kilobyte. The time is part of the name so that a second transition
 * into a state is kept even if its event still has the attempt number of the first one, and the attempt so that a retry within a second is.
 */
export function encodeFact(fact: Fact): readonly [name: string, value: string] {
  const ofRetry = fact.attempt === 1 ? '' : `.${fact.attempt}`;
  return [`${LETTERS[fact.state]}${fact.atMillis.toString(36)}${ofRetry}`, `${fact.attempt}.${fact.token}`];
}

export const nameOfFact = (fact: Fact): string => encodeFact(fact)[0];

const MARK = 'told:';
/** The attribute that marks a fact as taken back although an earlier delivery may have emitted it. */
export const markOf = (name: string): string => `${MARK}${name}`;

/** Decodes the facts from an item's attributes and ignores all other attributes. */
export function decodeFacts(attributes: Readonly<Record<string, unknown>>): JobFacts {
  const facts = Object.entries(attributes).flatMap(([name, value]) => decodeFact(name, value));
  const possiblyEmitted = Object.keys(attributes)
    .filter((name) => name.startsWith(MARK))
    .map((name) => name.slice(MARK.length));
  const ended = attributes[ENDED];
  return { facts, ...(typeof ended === 'string' ? { ended } : {}), ...(possiblyEmitted.length > 0 ? { possiblyEmitted } : {}) };
}

/** The latest instant that a JavaScript date can hold. */
const LAST_INSTANT = 8.64e15;

function decodeFact(name: string, value: unknown): Fact[] {
  const state = STATES.get(name[0]);
  const [, attempt, token] = typeof value === 'string' ? (/^(\d{1,9})\.(.+)$/.exec(value) ?? []) : [];
  const time = /^.([0-9a-z]+)(?:\.\d+)?$/.exec(name)?.[1];
  if (!state || !attempt || !time) return [];
  const atMillis = parseInt(time, 36);
  return atMillis > LAST_INSTANT ? [] : [{ state, atMillis, attempt: Number(attempt), token }];
}

/** Whether two facts are the same transition. */
export const isSameFact = (a: Fact, b: Fact): boolean => a.state === b.state && a.atMillis === b.atMillis && a.attempt === b.attempt;

/** Adds incoming facts to the known ones. A fact keeps the token of the first message that reported it. */
export function joinFacts(known: JobFacts, incoming: JobFacts): JobFacts {
  const added = incoming.facts.filter(
    (fact, index) => ![...known.facts, ...incoming.facts.slice(0, index)].some((other) => isSameFact(fact, other)),
  );
  const ended = known.ended ?? incoming.ended;
  return { facts: [...known.facts, ...added], ...(ended === undefined ? {} : { ended }) };
}
