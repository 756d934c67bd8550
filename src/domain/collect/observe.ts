import { DataPoint } from '../data-point';
import { Whereabouts } from './job-dimensions';
import { FreshFact, measureStateEntries } from './state-entries';
import { isCounted, isFinal, isNode, JobReading } from '../event/job-reading';
import { groupBy } from '../group-by';
import { ENDED, Entry, Fact, factOf, isEntry, isSameFact, JobFacts, joinFacts, nameOfFact, OwnFacts } from '../job/facts';
import { isSuperseded, mayRunAgain } from '../job/node-ends';
import { Timeline } from '../job/timeline';

/** One event about a job, as a message brought it. */
export interface Observation {
  readonly reading: JobReading;
  /** Identifies the message: the same when it is redelivered, another for a duplicate delivery of the event. */
  readonly token: string;
  /** The token of its message, if an earlier delivery of that message may have emitted it. */
  readonly redelivered?: string;
  /** Whether its message may come from the dead-letter queue, under another id than before. */
  readonly isRedriven?: boolean;
}

/** The events of one job in a batch, joined. */
export interface JobUpdate {
  readonly jobId: string;
  readonly facts: JobFacts;
  readonly observations: readonly Observation[];
  /** The final event, where the batch holds it: the first of several copies, and of a node the last end. */
  readonly end?: Observation;
}

/** Joins the events of a batch job by job, so that each job is written once. */
export function joinByJob(observations: readonly Observation[]): JobUpdate[] {
  const byJob = new Map<string, Observation[]>();
  for (const observation of observations) {
    const jobId = observation.reading.jobId;
    byJob.set(jobId, [...(byJob.get(jobId) ?? []), observation]);
  }
  return [...byJob].map(([jobId, ofJob]) => {
    const end = endIn(ofJob);
    const ended = end && !mayRunAgain(end.reading) ? { ended: end.token } : {};
    const facts = joinFacts({ facts: [] }, { facts: ofJob.flatMap(factsOf), ...ended });
    return { jobId, facts, observations: ofJob, end };
  });
}

const endIn = (observations: readonly Observation[]): Observation | undefined =>
  observations.filter(({ reading }) => isFinal(reading)).reduce(lastEnd, undefined);

function lastEnd(last: Observation | undefined, other: Observation): Observation {
  return last && !isSuperseded(last.reading, factsOf(other)) ? last : other;
}

const factsOf = ({ reading, token }: Observation): Fact[] => {
  const fact = factOf(reading, token);
  return fact ? [fact] : [];
};

/** What an update added to what was known of its job. */
export interface Outcome {
  readonly dataPoints: readonly DataPoint[];
  readonly timeline: Timeline;
  /** The final event, if it is to be recorded: it is new, or the same message was redelivered. */
  readonly finished?: Observation;
  /** What of the job's item is this update's: to be taken back if the update cannot be brought to its end. */
  readonly own: OwnFacts;
  readonly duplicates: number;
  readonly late: number;
}

/**
 * Compares an update with what was known before it. A fact counts when it is new, or when the very message that
 * brought it is delivered again, because then its first delivery may have crashed before it was counted.
 */
export function observe(update: JobUpdate, known: JobFacts, whereaboutsOf: (reading: JobReading) => Whereabouts): Outcome {
  const timeline = new Timeline(joinFacts(known, update.facts).facts);
  const fresh = update.facts.facts.filter((fact) => isFresh(fact, update, known));
  const counted = newEntries(update, fresh, known, timeline).map((fact): FreshFact => {
    const source = update.observations.find((observation) => factsOf(observation).some((other) => isSameFact(other, fact)));
    const { reading } = source ?? update.observations[0];
    return { fact, ...whereaboutsOf(reading), redelivered: source ? tokenBefore(known, fact) : redeliveredIn(update, known) };
  });
  const last = endIn(update.observations);
  const end = last && isNode(last.reading) ? endOfNode(last, fresh, timeline, known) : endOfJob(update, known);
  const createdAt = update.observations.find(({ reading }) => reading.createdAt !== undefined)?.reading.createdAt;
  return {
    dataPoints: measureStateEntries(counted, timeline, createdAt),
    timeline,
    ...(end ? { finished: end } : {}),
    own: ownFacts(fresh, update, known),
    duplicates: update.observations.length - fresh.length - (end && !isNode(end.reading) ? 1 : 0),
    late: known.ended === undefined ? 0 : fresh.length,
  };
}

function endOfJob({ observations }: JobUpdate, known: JobFacts): Observation | undefined {
  const end = observations.find(({ reading, token }) => isFinal(reading) && (known.ended ?? token) === token);
  return end && { ...end, redelivered: known.ended ?? (isMarked(known, ENDED) ? end.token : undefined) };
}

/** The end of a node is a fact like any other, and is recorded unless a later attempt is known. */
function endOfNode(end: Observation, fresh: readonly Fact[], timeline: Timeline, known: JobFacts): Observation | undefined {
  const [ofEnd] = factsOf(end);
  const own = fresh.find((fact) => isSameFact(fact, ofEnd));
  return own && !isSuperseded(end.reading, timeline.facts) ? { ...end, redelivered: tokenBefore(known, own) } : undefined;
}

/**
 * The entries into states that are known through this update and were not without it. An entry that two events report, with different times, counts once. A fact
 * can also show that an earlier one was an entry of its own: both count then. An entry counts at its own time: the states grow by as many entries as count,
 * and a report that became the first of a known entry is not one of them. If a message is delivered again, its entries count again, because no table shows
 * whether they were counted.
 */
function newEntries({ observations }: JobUpdate, fresh: readonly Fact[], known: JobFacts, timeline: Timeline): Entry[] {
  if (!isCounted(observations[0].reading)) return [];
  const tokens = observations.map(({ token }) => token);
  const before = new Timeline(known.facts.filter(({ token }) => !tokens.includes(token)));
  const attemptOf = (fact: Fact): number => timeline.attemptOf(fact);
  const again = fresh.filter((fact): fact is Entry => isEntry(fact) && tokenIn(known, fact) !== undefined);
  const repeatedAs = (entry: Entry): Entry | undefined =>
    again.find((fact) => fact.state === entry.state && attemptOf(fact) === attemptOf(entry));
  return [...groupBy(timeline.firstEntries, ({ state }) => state)].flatMap(([state, entries]) => {
    const earlier = before.firstEntries.filter((entry) => entry.state === state);
    const added = entries.filter((entry) => !earlier.some((other) => isSameFact(other, entry)));
    const knownAt = (entry: Entry): number => before.at(state, attemptOf(entry)) ?? 0;
    const revealed = added.filter((entry) => !repeatedAs(entry)).sort((one, other) => knownAt(one) - knownAt(other));
    const growth = entries.length - earlier.length - added.length + revealed.length;
    return [...entries.flatMap((entry) => repeatedAs(entry) ?? []), ...revealed.filter((_, index) => index < growth)];
  });
}

/** The token of a message of this update that was delivered before. */
function redeliveredIn({ observations }: JobUpdate, known: JobFacts): string | undefined {
  return observations.find(({ token }) => known.facts.some((fact) => fact.token === token))?.token;
}

/** A batch may hold copies: each of their messages counts, since a redelivered batch need not have the order of the first. */
function isFresh(fact: Fact, { observations }: JobUpdate, known: JobFacts): boolean {
  const token = tokenIn(known, fact);
  return token === undefined || observations.flatMap(factsOf).some((copy) => isSameFact(copy, fact) && copy.token === token);
}

const isMarked = ({ possiblyEmitted }: JobFacts, name: string): boolean | undefined => possiblyEmitted?.includes(name);

/** The mark of a fact that may have been emitted before. */
const tokenBefore = (known: JobFacts, fact: Fact): string | undefined =>
  tokenIn(known, fact) ?? (isMarked(known, nameOfFact(fact)) ? fact.token : undefined);

/** The token of the message that brought a fact before, if one did. */
const tokenIn = (known: JobFacts, fact: Fact): string | undefined => known.facts.find((other) => isSameFact(other, fact))?.token;

/** As the table holds them: a fact that a copy of this batch brought before keeps that copy's token. */
function ownFacts(fresh: readonly Fact[], update: JobUpdate, known: JobFacts): OwnFacts {
  const facts = fresh.map((fact) => known.facts.find((other) => isSameFact(other, fact)) ?? fact);
  const emittedBefore = fresh.filter((fact) => tokenIn(known, fact) !== undefined).map(nameOfFact);
  const tokens = update.observations.filter(({ reading }) => isFinal(reading)).map(({ token }) => token);
  const ended = known.ended ?? update.facts.ended;
  if (ended === undefined || !tokens.includes(ended)) return { facts, possiblyEmitted: emittedBefore };
  return { facts, ended, possiblyEmitted: known.ended === undefined ? emittedBefore : [...emittedBefore, ENDED] };
}
