/** Adds numbers up in total and by the values of dimensions, in the order in which they come. */
export class Tally<Name extends string> {
  private readonly rows = new Map<string, { Dimension: string; Value: string; sums: Record<Name, number> }>();

  constructor(private readonly names: readonly Name[]) {}

  /** `''` is the dimension of the total; what is not known is left out. */
  add(dimensions: Readonly<Record<string, string | undefined>>, amounts: Partial<Record<Name, number>>): void {
    for (const [dimension, value] of [['', ''], ...Object.entries(dimensions)] as [string, string | undefined][]) {
      if (value !== undefined) this.addTo(dimension, value, amounts);
    }
  }

  /** Sums come without the noise of binary fractions. */
  totals(): ({ Dimension: string; Value: string } & Record<Name, number>)[] {
    return [...this.rows.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { Dimension, Value, sums }]) => {
        const rounded = Object.fromEntries(this.names.map((name) => [name, Math.round(sums[name] * 1000) / 1000]));
        return { Dimension, Value, ...(rounded as Record<Name, number>) };
      });
  }

  private addTo(Dimension: string, Value: string, amounts: Partial<Record<Name, number>>): void {
    const key = `${Dimension} ${Value}`;
    const none = () => ({ Dimension, Value, sums: Object.fromEntries(this.names.map((name) => [name, 0])) as Record<Name, number> });
    const row = this.rows.get(key) ?? none();
    for (const name of this.names) row.sums[name] += amounts[name] ?? 0;
    this.rows.set(key, row);
  }
}
