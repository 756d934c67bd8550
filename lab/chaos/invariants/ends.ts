/** How a run ends: queues are empty, only unreadable messages are dead letters, and every failure has a cause. */
import { each, Invariant, ofComparison } from './invariant';
import { compareInFlight } from '../../compare/compare-in-flight';
import { Part, partOfMetric } from '../../compare/parts';
import { eventIn } from '../redrive';
import { ofTheLiving } from '../written-lines';

/** As often as each text is there. */
function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

export const ENDS: readonly Invariant[] = [
  {
    name: 'Dead letters are exactly the messages that cannot be parsed',
    check: ({ deadLetters, poison }) => {
      const expected = countTexts(poison.map((event) => JSON.stringify(event)));
      const found = countTexts(deadLetters.map(({ body }) => JSON.stringify(JSON.parse(eventIn(body)))));
      return each(new Set([...expected.keys(), ...found.keys()]), (body) => {
        const [want, have] = [expected.get(body) ?? 0, found.get(body) ?? 0];
        return want === have ? undefined : `${have} dead letters instead of ${want}: ${body.slice(0, 300)}`;
      });
    },
  },
  {
    name: 'Queues are empty',
    check: ({ left }) => each(left, ([queue, count]) => (count === 0 ? undefined : `${count} messages are left in ${queue}`)),
  },
  {
    name: 'No invocation fails except because of an injected fault',
    check: ({ journal, unexplained }) => ({ checked: journal.entries.length, broken: unexplained }),
  },
  {
    name: 'CloudWatch accepts every metric document, and nothing is written to stderr',
    check: ({ journal, complaints }) => ({ checked: journal.entries.length, broken: [...journal.violations, ...complaints] }),
  },
  {
    name: 'Jobs in flight and instances in service are correct at the end',
    check: ({ day: { inFlight, inService }, journal, lastTick }) => {
      const points = ofTheLiving(journal.entries)
        .flatMap(({ written }) => written)
        .flatMap((line) => line.points);
      // Before the last tick, terminal events can be on their way; at it, the truth may have no jobs, and the snapshot may have died at each try.
      const isMeasured = points.some(({ Name, Timestamp }) => partOfMetric(Name) === Part.IN_FLIGHT && Timestamp === lastTick);
      if (!isMeasured || !inFlight.some(({ At }) => Date.parse(At) === lastTick)) return undefined;
      return ofComparison(compareInFlight({ queues: inFlight, environments: inService }, points, { inOrder: false, amongOthers: false }));
    },
  },
  {
    name: 'Metrics are enabled for every Auto Scaling group of AWS Batch',
    check: ({ day: { world }, isCollected }) =>
      each(
        world.AutoScalingGroups.filter(({ ComputeEnvironment }) => ComputeEnvironment !== undefined),
        ({ Name }) => (isCollected(Name) ? undefined : `${Name} is not collected`),
      ),
  },
];
