import * as fc from 'fast-check';
import { AwsEvent, ended, jobEvent, ran } from './events';
import { Fold, Message } from './fold';
import { eventsOf, histories, History, isMeasured, trueTotals } from './histories';
import { instanceArn } from './shapes';
import { RegistryView } from '../../src/domain/instance/placement';
import { MetricName } from '../../src/domain/names/metrics';
import { PurchaseOption } from '../../src/domain/names/records';
import { computeEnvironmentKey } from '../../src/domain/names/tables';
import { runs } from '../property-runs';

const REGISTRY: RegistryView = new Map([
  [
    instanceArn('host-0'),
    { instanceId: 'i-0', instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1a', purchaseOption: PurchaseOption.SPOT },
  ],
  [
    instanceArn('host-1'),
    { instanceId: 'i-1', instanceType: 'm7g.large', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.ON_DEMAND },
  ],
  [computeEnvironmentKey('render-farm'), { purchaseOption: PurchaseOption.FARGATE }],
]);

/** Each event one to three times, in any order, cut into any batches. */
function deliveriesOf(events: readonly AwsEvent[]): fc.Arbitrary<readonly (readonly Message[])[]> {
  return fc.array(fc.integer({ min: 1, max: 3 }), { minLength: events.length, maxLength: events.length }).chain((copies) => {
    const messages = events.flatMap((event, index) =>
      Array.from({ length: copies[index] }, (_, copy): Message => ({ id: `${index}-${copy}`, event })),
    );
    return fc
      .tuple(
        fc.shuffledSubarray(messages, { minLength: messages.length }),
        fc.array(fc.boolean(), { minLength: messages.length, maxLength: messages.length }),
      )
      .map(([shuffled, cuts]) => inBatches(shuffled, cuts));
  });
}

function inBatches(messages: readonly Message[], cuts: readonly boolean[]): Message[][] {
  const batches: Message[][] = [[]];
  messages.forEach((message, index) => {
    if (cuts[index]) batches.push([]);
    batches[batches.length - 1].push(message);
  });
  return batches.filter((batch) => batch.length > 0);
}

const deliveries = (lags: boolean) => histories(lags).chain((history) => fc.tuple(fc.constant(history), deliveriesOf(eventsOf(history))));

const inOrder = (history: History): Fold => new Fold(REGISTRY).tell(...eventsOf(history));

/** The registry knows some places from the first, and the others only when some batches have been delivered. */
const knowledge = fc.record({ known: fc.subarray([...REGISTRY.keys()]), batchesBefore: fc.nat({ max: 40 }) });

function deliveredWhileLearning(
  batches: readonly (readonly Message[])[],
  { known, batchesBefore }: { known: string[]; batchesBefore: number },
): Fold {
  const fold = new Fold(new Map([...REGISTRY].filter(([key]) => known.includes(key))));
  batches.forEach((batch, index) => {
    if (index === batchesBefore) fold.learn(REGISTRY);
    fold.deliver(...batch);
  });
  fold.learn(REGISTRY);
  return fold;
}

function delivered(batches: readonly (readonly Message[])[]): Fold {
  const fold = new Fold(REGISTRY);
  batches.forEach((batch) => fold.deliver(...batch));
  return fold;
}

/** How many jobs entered each state, whenever. */
const entriesOf = (fold: Fold) =>
  ['JobsPending', 'JobsRunnable', 'JobsStarting', 'JobsRunning'].map(
    (name) => fold.dataPoints.filter((point) => point.name === name).length,
  );

const RUNS = { numRuns: runs(300) };

describe('any order of delivery', () => {
  test('gives the record and the totals of an undisturbed delivery', () => {
    fc.assert(
      fc.property(deliveries(false), ([history, batches]) => {
        const expected = inOrder(history);
        const fold = delivered(batches);
        expect(fold.record()).toEqual(expected.record());
        expect(fold.totals()).toEqual(expected.totals());
        expect(fold.transitions()).toEqual(expected.transitions());
      }),
      RUNS,
    );
  });

  test('gives the same totals and lines of transitions whenever the registry learns of a place', () => {
    fc.assert(
      fc.property(deliveries(false), knowledge, ([history, batches], when) => {
        const expected = inOrder(history);
        const fold = deliveredWhileLearning(batches, when);
        expect(fold.totals()).toEqual(expected.totals());
        expect(fold.transitions()).toEqual(expected.transitions());
      }),
      RUNS,
    );
  });

  test('counts each entry into a state once in lines of transitions', () => {
    fc.assert(
      fc.property(deliveries(false), ([history, batches]) => {
        const { attempts, end } = history;
        const fold = delivered(batches);
        if (!isMeasured(history)) return expect(fold.transitions()).toEqual({});
        const count = (name: string) =>
          Object.entries(fold.transitions())
            .filter(([key]) => key.includes(name))
            .reduce((sum, [, jobs]) => sum + jobs, 0);
        expect(['JobsPending', 'JobsRunnable', 'JobsStarting', 'JobsRunning'].map(count)).toEqual([
          1,
          attempts.length + (end === 'stopped in queue' ? 1 : 0),
          attempts.length,
          attempts.filter(({ started }) => started !== undefined).length,
        ]);
        return undefined;
      }),
      RUNS,
    );
  });

  test('gives the same record where retries are told with the number of the attempt before', () => {
    fc.assert(
      fc.property(deliveries(true), ([history, batches]) => {
        const [fold, expected] = [delivered(batches), inOrder({ ...history, lags: false })];
        expect(fold.record()).toEqual(expected.record());
        expect(entriesOf(fold)).toEqual(entriesOf(expected));
      }),
      RUNS,
    );
  });

  test('never gives a negative duration', () => {
    fc.assert(
      fc.property(deliveries(true), ([, batches]) => {
        const fold = delivered(batches);
        const told = [fold.record(), ...fold.record().Attempts].flatMap((part) => Object.entries(part));
        const durations = told.filter(([field]) => field.endsWith('Seconds')).map(([, value]) => value as number);
        expect([...durations, ...fold.measured().map(({ value }) => value)].filter((value) => !(value >= 0))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('counts every event that tells nothing new as a duplicate', () => {
    fc.assert(
      fc.property(deliveries(false), ([history, batches]) => {
        const fold = delivered(batches);
        const duplicates = fold.outcomes.reduce((sum, outcome) => sum + outcome.duplicates, 0);
        expect(duplicates).toBe(batches.flat().length - eventsOf(history).length);
      }),
      RUNS,
    );
  });
});

describe('an undisturbed delivery', () => {
  test('gives what happened', () => {
    fc.assert(
      fc.property(histories(false), (history) => {
        const fold = inOrder(history);
        const { runnable, starting, running, lost } = trueTotals(history);
        expect(fold.record()).toMatchObject({
          AttemptCount: history.attempts.length,
          TotalRunnableSeconds: runnable,
          TotalStartingSeconds: starting,
          TotalRunningSeconds: running,
          LostSeconds: lost,
        });
        if (!isMeasured(history)) return expect(fold.dataPoints).toEqual([]);
        const sum = (name: MetricName) => Math.round(fold.values(name).reduce((total, value) => total + value, 0) * 1000) / 1000;
        expect(sum(MetricName.RUNNABLE_SECONDS)).toBe(runnable);
        expect(sum(MetricName.RUNNING_SECONDS)).toBe(running);
        expect(sum(MetricName.LOST_SECONDS)).toBe(lost);
        expect(sum(MetricName.STARTING_SECONDS)).toBe(starting);
        return undefined;
      }),
      RUNS,
    );
  });
});

describe('a message that is delivered again', () => {
  const told = (events: readonly AwsEvent[]) => events.map((event, index): Message => ({ id: `message-${index}`, event }));
  const events = [jobEvent('RUNNABLE', 5), jobEvent('STARTING', 15), ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)])];

  test('is counted and recorded again, because its first delivery may have crashed in between', () => {
    const fold = new Fold();
    fold.deliver(...told(events));
    const first = fold.dataPoints.length;

    fold.deliver(...told(events));

    expect(fold.dataPoints).toHaveLength(2 * first);
    expect(fold.records()).toEqual([fold.records()[0], fold.records()[0]]);
  });

  test('is counted again in whatever order a batch with copies of it comes back', () => {
    const copies = [...told(events), ...events.map((event, index): Message => ({ id: `copy-${index}`, event }))];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(copies, { minLength: copies.length }),
        fc.shuffledSubarray(copies, { minLength: copies.length }),
        (one, other) => {
          const fold = new Fold();
          fold.deliver(...one);
          const first = fold.dataPoints.length;

          fold.deliver(...other);

          expect(fold.dataPoints).toHaveLength(2 * first);
          expect(fold.finished).toHaveLength(2);
        },
      ),
    );
  });

  test('adds nothing when it is a copy under another id', () => {
    const fold = new Fold();
    fold.deliver(...told(events));
    const first = fold.dataPoints.length;

    const [outcome] = fold.deliver(...events.map((event, index) => ({ id: `copy-${index}`, event })));

    expect(fold.dataPoints).toHaveLength(first);
    expect(outcome).toMatchObject({ dataPoints: [], duplicates: 3, late: 0 });
    expect(outcome.finished).toBeUndefined();
    expect(fold.records()).toHaveLength(1);
  });
});
