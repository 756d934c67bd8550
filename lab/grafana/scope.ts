/** What a viewer of a Grafana dashboard has chosen, and the texts that come of it: variables, their formats, "All", and links. */

/** A variable as the JSON of a dashboard has it. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
}

/** All values of a variable, as addresses of dashboards write it. */
export const ALL = '$__all';

/** Milliseconds since the epoch. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Chosen values by variable; what is not chosen is all. */
export type Choice = Readonly<Record<string, readonly string[]>>;
/** The values that a variable offers. */
export type Options = Readonly<Record<string, readonly string[]>>;

type Format = (values: readonly string[], name: string, argument: string) => string;

/** A single value is written as it is; several as globs, unless a format is named. */
const FORMATS: Readonly<Record<string, Format>> = {
  glob: (values) => (values.length === 1 ? values[0] : `{${values.join(',')}}`),
  join: (values, _, argument) => values.join(argument || ','),
  queryparam: (values, name) => values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join('&'),
};

const REFERENCE = /\$(\w+)|\$\{(\w+(?:\.\w+)?)(?::([^}]+))?\}/g;

/** The values of the variables of one dashboard. */
export class Scope {
  private readonly variables: ReadonlyMap<string, Variable>;

  constructor(
    variables: readonly Variable[],
    readonly range: Range,
    readonly choice: Choice = {},
    private readonly options: Options = {},
  ) {
    this.variables = new Map(variables.map((variable) => [variable.name, variable]));
  }

  /** The same dashboard with what its variables offer now. */
  offering(options: Options): Scope {
    return new Scope([...this.variables.values()], this.range, this.choice, { ...this.options, ...options });
  }

  /** A text with values in place of its references. What is no variable stays, as Grafana leaves it. */
  interpolate(text: string, builtIn: Readonly<Record<string, string>> = {}): string {
    const given: Readonly<Record<string, string>> = {
      __from: String(this.range.from),
      __to: String(this.range.to),
      __url_time_range: `from=${this.range.from}&to=${this.range.to}`,
      ...builtIn,
    };
    return text.replace(REFERENCE, (reference, plain: string | undefined, braced: string | undefined, format: string | undefined) => {
      const name = plain ?? braced ?? '';
      const variable = this.variables.get(name);
      return given[name] ?? (variable ? this.valueOf(variable, format) : reference);
    });
  }

  /** The dashboard that a link in a cell with this value leads to. */
  follow(url: string, cell: string): Scope {
    const address = new URL(this.interpolate(url, { '__value.raw': encodeURIComponent(cell) }), 'http://grafana');
    const { searchParams: parameters } = address;
    const chosen = [...this.variables.keys()].flatMap((name) => {
      const values = parameters.getAll(`var-${name}`);
      return values.length === 0 || values.includes(ALL) ? [] : [[name, values] as const];
    });
    const range = { from: Number(parameters.get('from')), to: Number(parameters.get('to')) };
    return new Scope([...this.variables.values()], range, Object.fromEntries(chosen), this.options);
  }

  /** The value of "All" that a variable has for itself is inserted as it is, whatever the format. */
  private valueOf(variable: Variable, format = 'glob'): string {
    const { name, allValue } = variable;
    const [id, argument] = split(format);
    const apply = FORMATS[id];
    if (!apply) throw new Error(`The format "${id}" of a variable is not supported here`);
    const chosen = this.choice[name];
    if (chosen) return apply(chosen, name, argument);
    if (id === 'queryparam') return apply([ALL], name, argument);
    return allValue === undefined ? apply(this.options[name] ?? [], name, argument) : this.interpolate(allValue);
  }
}

function split(format: string): readonly [id: string, argument: string] {
  const colon = format.indexOf(':');
  return colon < 0 ? [format, ''] : [format.slice(0, colon), format.slice(colon + 1)];
}
