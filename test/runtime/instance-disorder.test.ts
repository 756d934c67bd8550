import * as fc from 'fast-check';
import { Message, messagesOf } from './stage/deliveries';
import { deployRegistry, DeployedRegistry } from './stage/deployed-registry';
import { instanceEvent, spotEvent, stateEvent } from './stage/instance-events';
import { Stage, useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { REDELIVERED } from '../../src/domain/names/records';
import { runs } from '../property-runs';

const stage = useStage();
const HOST = 'i-0abc';
const ofInstance = (version: number, status: string, time: string): object =>
  instanceEvent('a', { instanceId: HOST, version, status, time });

/** A container instance that registered on the host of the first one, after that one was let go. */
const ofNext = (version: number, status: string, time: string): object =>
  instanceEvent('b', { instanceId: HOST, version, status, time, registeredAt: '2026-11-20T11:40:00.456Z' });

/** What is told of an instance, in the order in which it happens. */
const LIVES: Readonly<Record<string, readonly object[]>> = {
  'taken back in silence': [
    ofInstance(3, 'ACTIVE', '2026-11-20T11:00:00Z'),
    spotEvent(HOST, 'EC2 Instance Rebalance Recommendation'),
    spotEvent(HOST, 'EC2 Spot Instance Interruption Warning'),
    ofInstance(4, 'DRAINING', '2026-11-20T11:30:10Z'),
    stateEvent(HOST),
  ],
  'taken back': [
    ofInstance(3, 'ACTIVE', '2026-11-20T11:00:00Z'),
    spotEvent(HOST, 'EC2 Spot Instance Interruption Warning'),
    ofInstance(6, 'DEREGISTERING', '2026-11-20T11:31:00Z'),
    ofInstance(7, 'INACTIVE', '2026-11-20T11:31:20Z'),
    stateEvent(HOST),
  ],
  'scaled in': [
    ofInstance(3, 'ACTIVE', '2026-11-20T11:00:00Z'),
    ofInstance(4, 'ACTIVE', '2026-11-20T11:10:00Z'),
    ofInstance(5, 'DRAINING', '2026-11-20T11:20:00Z'),
    ofInstance(7, 'INACTIVE', '2026-11-20T11:31:20Z'),
    stateEvent(HOST),
  ],
  'followed by another one on its host': [
    ofInstance(3, 'ACTIVE', '2026-11-20T11:00:00Z'),
    ofInstance(7, 'INACTIVE', '2026-11-20T11:31:20Z'),
    ofNext(2, 'ACTIVE', '2026-11-20T11:40:01Z'),
    spotEvent(HOST, 'EC2 Spot Instance Interruption Warning', '2026-11-20T11:45:00Z'),
    stateEvent(HOST, 'terminated', '2026-11-20T11:47:00Z'),
  ],
  'warned, and followed by another one on its host': [
    ofInstance(3, 'ACTIVE', '2026-11-20T11:00:00Z'),
    spotEvent(HOST, 'EC2 Spot Instance Interruption Warning', '2026-11-20T11:20:00Z'),
    ofInstance(7, 'INACTIVE', '2026-11-20T11:31:20Z'),
    ofNext(2, 'ACTIVE', '2026-11-20T11:40:01Z'),
    ofNext(4, 'DEREGISTERING', '2026-11-20T11:46:00Z'),
    stateEvent(HOST, 'terminated', '2026-11-20T11:47:00Z'),
  ],
};

async function inOrder(events: readonly object[]): Promise<DeployedRegistry> {
  const registry = await deployRegistry(stage);
  for (const event of events) await registry.deliverEvents(event);
  await registry.settle();
  return registry;
}

/** Without the mark of what may have been told by a function that crashed. */
const linesOf = (registry: DeployedRegistry) =>
  registry.lines
    .ofType('instance')
    .map(({ [REDELIVERED]: _, ...line }) => JSON.stringify(line))
    .sort();

interface Told {
  readonly 'detail-type': string;
  readonly detail: { readonly containerInstanceArn?: string };
}
/** The container instances and the warning in the order in which they are first told of. */
const namesIn = (bodies: readonly object[]): string[] => [
  ...new Set(
    (bodies as Told[]).flatMap((body) => body.detail.containerInstanceArn ?? (body['detail-type'].endsWith('Warning') ? 'warning' : [])),
  ),
];
/** Of two on one host, a warning that comes before whoever it is about goes to the other one: the counts are the same, and the lines name that one. */
const isAboutOne = (events: readonly object[]): boolean => namesIn(events).filter((name) => name.startsWith('arn:')).length === 1;
const tellsWhose = (events: readonly object[], messages: readonly Message[]): boolean =>
  isAboutOne(events) || namesIn(events).join() === namesIn(messages.map(({ body }) => body as object)).join();
const countsOf = (registry: DeployedRegistry) => {
  const { InstanceLifetimeSeconds: _, ...counts } = registry.lines.totals;
  return counts;
};

/** What a delivery does: a function may crash, and what the registry tells itself may overtake what others tell it. */
type Step = 'deliver' | 'crash' | 'deliver with the next' | 'deliver, then settle';

/** Each event one to three times, in any order, and how each is delivered. */
const deliveries = (events: readonly object[], steps: readonly Step[]): fc.Arbitrary<readonly (readonly [Message, Step])[]> =>
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: events.length, maxLength: events.length }).chain((copies) => {
    const messages = messagesOf(events.flatMap((event, index) => Array.from({ length: copies[index] }, () => event)));
    return fc
      .tuple(
        fc.shuffledSubarray(messages, { minLength: messages.length }),
        fc.array(fc.constantFrom(...steps), { minLength: messages.length, maxLength: messages.length }),
      )
      .map(([shuffled, chosen]) => shuffled.map((message, index) => [message, chosen[index]] as const));
  });

async function deliver(registry: DeployedRegistry, given: readonly (readonly [Message, Step])[]): Promise<void> {
  const again: Message[] = [];
  let batch: Message[] = [];
  for (const [message, step] of given) {
    batch.push(message);
    if (step === 'deliver with the next') continue;
    if (step === 'crash') {
      await registry.crash(batch);
      again.push(...batch);
    } else {
      await registry.deliver(batch);
    }
    if (step === 'deliver, then settle') await registry.settle();
    batch = [];
  }
  await registry.deliver([...batch, ...again]);
  await registry.settle();
}

describe.each(Object.entries(LIVES))('an instance that is %s', (_, events) => {
  test('gives the same lines and metrics in any order, doubled, in any batches and after crashes', async () => {
    const expected = await inOrder(events);
    await fc.assert(
      fc.asyncProperty(deliveries(events, ['deliver', 'crash', 'deliver with the next']), async (given) => {
        const registry = await deployRegistry(stage);
        stage.sqs.requests.length = 0;
        await deliver(registry, given);
        expect(registry.lines.totals).toEqual(expected.lines.totals);
        if (
          tellsWhose(
            events,
            given.map(([message]) => message),
          )
        ) {
          expect(linesOf(registry)).toEqual(linesOf(expected));
        }
      }),
      { numRuns: runs(20) },
    );
  });

  test('gives the same counts also where its leaving is settled before all is told', async () => {
    const expected = await inOrder(events);
    await fc.assert(
      fc.asyncProperty(deliveries(events, ['deliver', 'crash', 'deliver, then settle']), async (given) => {
        const registry = await deployRegistry(stage);
        await deliver(registry, given);
        expect(countsOf(registry)).toEqual(countsOf(expected));
      }),
      { numRuns: runs(20) },
    );
  });
});

/** Has one call of a service fail for good, until it is said to work again. */
function failAt(wire: Stage['dynamodb'], call: number): () => boolean {
  let calls = 0;
  wire.answer = () => (++calls > call ? answerError('AccessDeniedException') : undefined);
  return () => calls > call;
}

describe.each(Object.entries(LIVES))('where services fail, an instance that is %s', (_, events) => {
  test.each(['dynamodb', 'sqs'] as const)(
    'counts once, though its messages come out of the dead-letter queue under other ids: %s',
    async (service) => {
      const expected = await inOrder(events);
      for (const at of events.keys()) {
        for (let call = 0, failed = true; failed; call++) {
          // GIVEN a message that gets as far as its call, and no further
          const registry = await deployRegistry(stage);
          for (const event of events.slice(0, at)) await registry.deliverEvents(event);
          const hasFailed = failAt(stage[service], call);
          const [message] = messagesOf([events[at]]);
          const returned = await registry.deliver([message]);
          failed = hasFailed();
          stage[service].answer = () => undefined;
          expect(returned).toEqual(failed ? [message.id] : []);
          // WHEN it comes again, after the others
          for (const event of [...events.slice(at + 1), ...(failed ? [events[at]] : [])]) await registry.deliverEvents(event);
          await registry.settle();
          // THEN
          expect(registry.lines.totals).toEqual(expected.lines.totals);
        }
      }
    },
  );

  test.each([0, 1, 2, 3])(
    'counts its leaving once, though that is told again out of the dead-letter queue: call %i fails',
    async (call) => {
      const expected = await inOrder(events);
      const registry = await deployRegistry(stage);
      for (const event of events) await registry.deliverEvents(event);
      const [left] = messagesOf(registry.sent.map(({ body }) => body).filter((body) => body['detail-type'] === 'Instance Left'));
      const hasFailed = failAt(stage.dynamodb, call);
      expect(await registry.deliver([left])).toEqual(hasFailed() ? [left.id] : []);
      stage.dynamodb.answer = () => undefined;
      await registry.settle();
      expect(registry.lines.totals).toEqual(expected.lines.totals);
    },
  );
});
