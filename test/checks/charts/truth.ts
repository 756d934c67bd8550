import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstanceTotal } from '../../../lab/simulate/truth/instances';
import { RunTaskTotal } from '../../../lab/simulate/truth/run-task';
import { TransitionTotal } from '../../../lab/simulate/truth/transitions';
import { SimulatedWorld } from '../../../lab/simulate/world';

export interface Change {
  readonly At: string;
  readonly What: string;
  readonly Amount: number;
  readonly [dimension: string]: string | number;
}

export interface Sample {
  readonly Namespace: string;
  readonly Name: string;
  readonly Dimensions: Readonly<Record<string, string>>;
  readonly Timestamp: number;
  readonly Values: readonly number[];
}

export type TrueJob = Readonly<Record<string, unknown>>;

/** Amounts by a name, and those by instant in milliseconds. */
export type Amounts = ReadonlyMap<string, number>;
export type AmountsOverTime = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What a simulation says is true: nothing of it comes from the library's code. */
export class Truth {
  readonly changes: readonly Change[];
  readonly samples: readonly Sample[];
  /** Jobs that count: no parents of arrays, and no nodes of multi-node jobs. */
  readonly jobs: readonly TrueJob[];
  readonly world: SimulatedWorld;
  private readonly allTotals: Amounts;

  constructor(private readonly folder: string) {
    this.changes = this.lines<Change>('truth-changes.ndjson');
    this.samples = this.lines<Sample>('service-metrics.ndjson');
    this.jobs = this.lines<TrueJob>('truth.ndjson').filter(
      ({ ArraySize, NodeParentId }) => ArraySize === undefined && NodeParentId === undefined,
    );
    this.world = JSON.parse(this.text('world.json')) as SimulatedWorld;
    this.allTotals = new Map([...this.transitions(), ...this.calls(), ...this.instances()]);
  }

  /** Totals of the whole stream by the values of a dimension; `''` is the dimension of what is not told apart. */
  totals(what: string, dimension: string): Amounts {
    const begin = keyOf(what, dimension, '');
    return new Map(
      [...this.allTotals]
        .filter(([key, amount]) => key.startsWith(begin) && amount !== 0)
        .map(([key, amount]) => [key.slice(begin.length), amount]),
    );
  }

  /** Of every change one by one: the same by the begin of the period that it is in. */
  overTime(what: string, dimension: string, period: number): AmountsOverTime {
    const all = new Map<string, Map<number, number>>();
    for (const change of this.changes.filter((each) => each.What === what && (dimension === '' || each[dimension] !== undefined))) {
      const value = dimension === '' ? '' : String(change[dimension]);
      const amounts = all.get(value) ?? new Map<number, number>();
      add(amounts, startOf(Date.parse(change.At), period), change.Amount);
      all.set(value, amounts);
    }
    return all;
  }

  private transitions(): [string, number][] {
    return (JSON.parse(this.text('truth-transitions.json')) as TransitionTotal[]).map(({ State, Dimension, Value, Jobs }) => [
      keyOf(State, Dimension, Value),
      Jobs,
    ]);
  }

  private calls(): [string, number][] {
    return (JSON.parse(this.text('truth-run-task.json')) as RunTaskTotal[]).flatMap(({ Dimension, Value, Calls, Placed, NotPlaced }) =>
      Object.entries({ Calls, Placed, NotPlaced }).map(([what, amount]): [string, number] => [keyOf(what, Dimension, Value), amount]),
    );
  }

  private instances(): [string, number][] {
    return (JSON.parse(this.text('truth-instances.json')) as InstanceTotal[]).flatMap(({ Dimension, Value, ...amounts }) =>
      Object.entries(amounts).map(([what, amount]): [string, number] => [keyOf(what, Dimension, Value), Number(amount)]),
    );
  }

  private lines<T>(name: string): T[] {
    return this.text(name)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  }

  private text(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
}

const keyOf = (what: string, dimension: string, value: string): string => `${what} by ${dimension}=${value}`;

export const startOf = (ms: number, period: number): number => Math.floor(ms / period) * period;

export function add<K>(amounts: Map<K, number>, key: K, amount: number): void {
  amounts.set(key, (amounts.get(key) ?? 0) + amount);
}

export const sumOf = (amounts: Iterable<number>): number => [...amounts].reduce((all, amount) => all + amount, 0);
