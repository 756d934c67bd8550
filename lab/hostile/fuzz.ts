/**
 * Delivers hostile messages in batches with good ones to the handlers, and collects the verdicts.
 *
 * `subjects.ts` has one message of each type and shape, `mutations.ts` and `inputs.ts` change each field of it, `companions.ts` makes the good
 * messages of the same batch, `stage.ts` delivers, `judge.ts` states what must hold of everything written. The companions must come out as
 * they do without the hostile message.
 */
import { bornAt, Companions, CompanionMaker } from './companions';
import { Input } from './inputs';
import { Judge, Verdict } from './judge';
import { Delivered, HostileStage, Message } from './stage';
import { HandlerName, Subject } from './subjects';
import { instanceTypeKey } from '../../src/domain/cost/price-keys';
import { priceLookup } from '../../src/domain/cost/price-request';
import { messageOf } from '../replay/replay-problem';

export interface TypeResult {
  readonly type: string;
  inputs: number;
  taken: number;
  refused: number;
  readonly problems: Map<string, number>;
  readonly batches: Set<number>;
}

interface Batch {
  readonly number: number;
  readonly handler: HandlerName;
  readonly delivered: Delivered;
  readonly companions: Companions;
  readonly good: readonly Message[];
  readonly hostile: readonly (readonly [Message, Input])[];
}

const BATCH = 150;
/** Large messages count by their size: Lambda takes 6 MB a batch. */
const BATCH_BYTES = 4_500_000;
const SETTLE_EVERY = 25;
/** Batch 0 has good messages only: what they come to is what they must come to in every other batch. */
const ALONE = 0;

export class Fuzz {
  readonly results = new Map<string, TypeResult>();
  readonly failing: { readonly name: string; readonly problem: string }[] = [];
  batchCount = 0;
  private readonly batches: Batch[] = [];
  private ids = 0;

  constructor(
    private readonly stage: HostileStage,
    private readonly judge: Judge,
    private readonly companions: CompanionMaker,
    private readonly report: (inputs: number) => void = () => {},
  ) {}

  async run(handlers: readonly HandlerName[], inputs: readonly Input[]): Promise<void> {
    await this.readPrices();
    for (const handler of handlers) await this.batch(handler, ALONE, []);
    await this.settle();
    for (const handler of handlers) {
      for (const batch of batchesOf(
        inputs.filter(({ subject }) => subject.handler === handler),
        handler,
      )) {
        await this.batch(handler, (this.batchCount += 1), batch);
        this.report(this.ids);
        if (this.batchCount % SETTLE_EVERY === 0) await this.settle();
      }
    }
    await this.settle();
  }

  /** Costs depend on which prices others have asked for before: all are there from the start, so that batches can be compared. */
  private async readPrices(): Promise<void> {
    const types = this.stage.services.world.Prices?.InstanceTypes ?? [];
    const needs = types.map(({ InstanceType }) => ({ key: instanceTypeKey(InstanceType), atMillis: Date.now() }));
    await this.stage.deliver('pricing', [{ id: 'prices', body: JSON.stringify(priceLookup(needs)) }]);
  }

  /** When the functions have stopped, and all their lines are there. */
  conclude(): void {
    const alone = new Map(this.batches.filter(({ number }) => number === ALONE).map((batch) => [batch.handler, this.outcomeOf(batch)]));
    for (const batch of this.batches) {
      this.concludeBatch(batch);
      this.compare(batch, alone.get(batch.handler) ?? []);
    }
    this.judge.conclude();
  }

  private compare({ number, handler, companions, good }: Batch, expected: readonly string[]): void {
    const outcome = this.outcomeOf({ companions });
    const difference = [
      ...expected.filter((line) => !outcome.includes(line)).map((line) => `lacks ${line}`),
      ...outcome.filter((line) => !expected.includes(line)).map((line) => `has ${line}`),
    ];
    if (difference.length > 0) {
      this.judge.violate(
        `Batch ${number} of the ${handler}: what became of its good messages is not what becomes of them alone: ` +
          `${difference[0].slice(0, 400)} (${difference.length} lines)`,
      );
    }
    if (expected.length === 0 && good.length > 0) {
      this.judge.violate(`The good messages for the ${handler} come to nothing: their absence would not be seen`);
    }
  }

  private async batch(handler: HandlerName, number: number, inputs: readonly Input[]): Promise<void> {
    const companions = handler === 'snapshot' ? { names: [], bodies: [] } : this.companions.of(handler, number);
    const message = (body: string): Message => ({ id: `message-${(this.ids += 1)}`, body });
    const hostile = inputs.map((input) => [message(input.body), input] as const);
    const good = companions.bodies.map(message);
    const mixed = interleave(
      good,
      hostile.map(([each]) => each),
    );
    mixed.forEach(({ body }) => this.judge.noteEnd(body));
    this.stage.services.clock.advance(bornAt(number));
    const delivered = await this.stage.deliver(handler, mixed);
    const kept = hostile.map(([{ id }, input]) => [{ id, body: '' }, input] as const);
    this.batches.push({ number, handler, delivered, companions, good, hostile: kept });
  }

  /** A message that a function sent and that no queue takes is its fault too. */
  private async settle(): Promise<void> {
    await this.stage
      .settle((handler, messages, { failed, crash }) => {
        messages.forEach(({ body }) => this.judge.noteEnd(body));
        if (crash) this.judge.violate(`The ${handler} crashed over messages that were sent by the library itself: ${crash.errorMessage}`);
        for (const { id, body } of messages) {
          if (failed.has(id)) this.judge.violate(`The ${handler} failed a message that the library itself sent: ${body.slice(0, 300)}`);
        }
      })
      .catch((error: unknown) => this.judge.violate(`What waited could not be delivered: ${messageOf(error)}`));
  }

  private concludeBatch({ number, handler, delivered, good, hostile }: Batch): void {
    if (delivered.crash && handler !== 'snapshot') {
      const { errorType, errorMessage } = delivered.crash;
      this.judge.violate(
        `The ${handler} crashed over batch ${number}: ${errorType}: ${errorMessage.slice(0, 200)}; it holds ${hostile
          .slice(0, 3)
          .map(([, { name }]) => name)
          .join(' | ')}`,
      );
    }
    for (const { id } of good) {
      if (delivered.failed.has(id)) this.judge.violate(`A good message of batch ${number} of the ${handler} failed: ${id}`);
    }
    for (const [message, input] of hostile) {
      const before = this.judge.violations.length;
      const verdict = handler === 'snapshot' ? this.ofSnapshot(delivered, input) : this.judge.verdict(message, delivered, input.name);
      if (this.judge.violations.length > before) this.failing.push({ name: input.name, problem: this.judge.violations[before] });
      this.count(input.subject, number, verdict);
    }
  }

  /** It takes its event by itself: what it cannot read is the function's error, which names the field too. */
  private ofSnapshot({ crash }: Delivered, { name }: Input): Verdict {
    if (!crash) return { taken: true };
    const [field, problem = ''] = crash.errorMessage.split(': ');
    if (crash.errorType !== 'MalformedEvent') this.judge.violate(`${name}: ${crash.errorType}: ${crash.errorMessage.slice(0, 200)}`);
    return { taken: false, field, problem };
  }

  private count({ type }: Subject, batch: number, { taken, problem = '' }: Verdict): void {
    const result = this.results.get(type) ?? {
      type,
      inputs: 0,
      taken: 0,
      refused: 0,
      problems: new Map<string, number>(),
      batches: new Set<number>(),
    };
    this.results.set(type, result);
    result.inputs += 1;
    result.batches.add(batch);
    if (taken) {
      result.taken += 1;
    } else {
      result.refused += 1;
      result.problems.set(kindOf(problem), (result.problems.get(kindOf(problem)) ?? 0) + 1);
    }
  }

  /** The output for the good messages of a batch, with the names that all batches share. */
  private outcomeOf({ companions: { names } }: Pick<Batch, 'companions'>): string[] {
    const lines = names.flatMap((name) => this.judge.of(name));
    return [...new Set(lines)]
      .map((line) => names.reduce((text, name, index) => text.replaceAll(name, `<${index}>`), line))
      .map(withoutOrder)
      .sort();
  }
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^expected /, 'wrong type'],
  [/^is longer /, 'too long'],
  [/^is not one of /, 'is not a job state'],
  [/^is missing/, 'is missing'],
];

/** Refusals of a kind, whatever they expected and got. */
export const kindOf = (problem: string): string => KINDS.find(([pattern]) => pattern.test(problem))?.[1] ?? problem;

/** When a group's metrics were turned on is the clock's. */
const withoutOrder = (line: string): string => (line.includes('group-metrics-enabled') ? line.replace(/"At":"[^"]*"/, '') : line);

function interleave<T>(some: readonly T[], others: readonly T[]): T[] {
  const [long, short] = some.length > others.length ? [some, others] : [others, some];
  const every = Math.max(1, Math.floor(long.length / (short.length + 1)));
  const mixed = [...long];
  short.forEach((each, index) => mixed.splice((index + 1) * every + index, 0, each));
  return mixed;
}

function batchesOf(inputs: readonly Input[], handler: HandlerName): Input[][] {
  const batches: Input[][] = [];
  let room = 0;
  for (const input of inputs) {
    const bytes = Buffer.byteLength(input.body) * 1.2 + 200;
    if (batches.length === 0 || handler === 'snapshot' || bytes > room || batches[batches.length - 1].length >= BATCH) {
      batches.push([]);
      room = BATCH_BYTES;
    }
    batches[batches.length - 1].push(input);
    room -= bytes;
  }
  return batches;
}
