/** All values of one metric with one set of dimensions. */
export interface MetricTotal {
  readonly Name: string;
  readonly Dimensions: Readonly<Record<string, string>>;
  readonly Count: number;
  readonly Sum: number;
}

/** Sums are kept in thousandths, so that they are exact. */
interface Running {
  name: string;
  dimensions: Record<string, string>;
  count: number;
  thousandths: number;
}

/** Adds values up by metric and dimensions. */
export class Ledger {
  private readonly all = new Map<string, Running>();

  /** Counts a value in total, and by each dimension that is known. `things` are how many things it counts, or one measurement. */
  add(name: string, thousandths: number, dimensions: Readonly<Record<string, string | undefined>>, things = 1): void {
    const sets = [{}, ...Object.entries(dimensions).flatMap(([dimension, value]) => (value === undefined ? [] : [{ [dimension]: value }]))];
    for (const set of sets) this.count(name, thousandths, things, set);
  }

  totals(): MetricTotal[] {
    return [...this.all.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, each]) => ({
        Name: each.name,
        Dimensions: each.dimensions,
        Count: each.count,
        Sum: each.thousandths / 1000,
      }));
  }

  private count(name: string, thousandths: number, things: number, dimensions: Record<string, string>): void {
    const key = `${name} ${JSON.stringify(dimensions)}`;
    const running = this.all.get(key) ?? { name, dimensions, count: 0, thousandths: 0 };
    running.count += things;
    running.thousandths += thousandths;
    this.all.set(key, running);
  }
}
