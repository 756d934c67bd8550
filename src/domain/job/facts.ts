import { isFinal, JobReading, JobState } from '../event/job-reading';

/** States whose entry is a fact with a time; the end of a job is a fact of its own, `ENDED`. */
export type TimedState = Exclude<JobState, 'SUCCEEDED' | 'FAILED'>;

/**
 * One entry into a state, as one message told it. Facts are written once and never overwritten, so that joining them
 * is commutative, associative and idempotent, and the order of delivery does not matter.
 */
export interface Fact {
  readonly state: TimedState;
  readonly atMillis: number;
  /** Attempts that had ended by then, plus one. */
  readonly attempt: number;
  /** Stands for the message that brought the fact. */
  readonly token: string;
}

/** What is known of a job: its facts, and the token of the message that told its end. */
export interface JobFacts {
  readonly facts: readonly Fact[];
  readonly ended?: string;
  /** Names of facts that were taken back although an earlier delivery may have told them. */
  readonly mayBeTold?: readonly string[];
}

/** What of a job's item is one update's. */
export type OwnFacts = JobFacts & Required<Pick<JobFacts, 'mayBeTold'>>;

/** The same, where all of it may have been told by a message whose sending had no answer. */
export const mayAllBeTold = (own: OwnFacts): OwnFacts => ({
  ...own,
  mayBeTold: [...own.facts.map(nameOfFact), ...(own.ended === undefined ? [] : [ENDED])],
});

/** The attribute that says that a job ended, and by which message. Not in `JobAttribute`: only this file knows it. */
export const ENDED = 'Ended';

const LETTERS: Readonly<Record<TimedState, string>> = { SUBMITTED: 'u', PENDING: 'p', RUNNABLE: 'r', STARTING: 's', RUNNING: 'g' };
const STATES = new Map(Object.entries(LETTERS).map(([state, letter]) => [letter, state as TimedState]));

/** The fact that an event brings, or nothing for the end of a job. */
export function factOf(reading: JobReading, token: string): Fact | undefined {
  if (isFinal(reading)) return undefined;
  const ended = reading.attempts.filter((attempt) => attempt.stoppedAt !== undefined).length;
  const atMillis = reading.state === 'RUNNING' ? (reading.startedAt ?? reading.eventTime) : reading.eventTime;
  return { state: reading.state as TimedState, atMillis, attempt: ended + 1, token };
}

/**
 * A fact as one attribute, kept short because ten attempts must fit into one kilobyte:
 * state and time are the name (`rmh4x2k9c`), attempt and token the value (`1.k3f9z`).
 * The time is part of the name so that a second entry into a state is kept even where its event still tells the
 * attempt number of the first one.
 */
export function encodeFact(fact: Fact): readonly [name: string, value: string] {
  return [`${LETTERS[fact.state]}${fact.atMillis.toString(36)}`, `${fact.attempt}.${fact.token}`];
}

export const nameOfFact = (fact: Fact): string => encodeFact(fact)[0];

const MARK = 'told:';
/** The attribute that is left of a fact which was taken back although an earlier delivery may have told it. */
export const markOf = (name: string): string => `${MARK}${name}`;

/** Facts out of an item's attributes; everything else in the item is passed over. */
export function decodeFacts(attributes: Readonly<Record<string, unknown>>): JobFacts {
  const facts = Object.entries(attributes).flatMap(([name, value]) => decodeFact(name, value));
  const mayBeTold = Object.keys(attributes)
    .filter((name) => name.startsWith(MARK))
    .map((name) => name.slice(MARK.length));
  const ended = attributes[ENDED];
  return { facts, ...(typeof ended === 'string' ? { ended } : {}), ...(mayBeTold.length > 0 ? { mayBeTold } : {}) };
}

/** The latest instant that a JavaScript date can hold. */
const LAST_INSTANT = 8.64e15;

function decodeFact(name: string, value: unknown): Fact[] {
  const state = STATES.get(name[0]);
  const [, attempt, token] = typeof value === 'string' ? (/^(\d{1,9})\.(.+)$/.exec(value) ?? []) : [];
  if (!state || !attempt || !/^.[0-9a-z]+$/.test(name)) return [];
  const atMillis = parseInt(name.slice(1), 36);
  return atMillis > LAST_INSTANT ? [] : [{ state, atMillis, attempt: Number(attempt), token }];
}

/** The same entry into the same state. */
export const isSameFact = (a: Fact, b: Fact): boolean => a.state === b.state && a.atMillis === b.atMillis;

/** Joins what was known with what came: the first message that told a fact keeps it. */
export function joinFacts(known: JobFacts, incoming: JobFacts): JobFacts {
  const added = incoming.facts.filter(
    (fact, index) => ![...known.facts, ...incoming.facts.slice(0, index)].some((other) => isSameFact(fact, other)),
  );
  const ended = known.ended ?? incoming.ended;
  return { facts: [...known.facts, ...added], ...(ended === undefined ? {} : { ended }) };
}
