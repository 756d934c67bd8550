/** What a viewer of a Grafana dashboard has chosen, and the texts that come of it: variables, their formats, "All", and links. */
import { readFormat } from './formats';

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

/** Values that no variable has, by name: those of a cell, for its links. */
type BuiltIn = Readonly<Record<string, string>>;

const REFERENCE = /\$(\w+)|\$\{(\w+(?:\.\w+)*)(?::([^}]+))?\}/g;
/** Also what Grafana reads in other ways: fields of a row by names with spaces. */
const ANY_REFERENCE = /\$(\w+)|\$\{(\w+(?:[.[][^:}]*)?)(?::[^}]+)?\}/g;
const WHOLE = /^(?:\$(\w+)|\$\{(\w+)\})$/;

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
  interpolate(text: string, builtIn: BuiltIn = {}, defaultFormat = 'glob'): string {
    const given: BuiltIn = { ...this.times(), ...builtIn };
    return text.replace(REFERENCE, (reference, plain: string | undefined, braced: string | undefined, format = defaultFormat) => {
      const name = plain ?? braced ?? '';
      if (Object.hasOwn(this.times(), name)) return given[name];
      if (Object.hasOwn(given, name)) return readFormat(format).apply([given[name]], name);
      const variable = this.variables.get(name);
      return variable ? this.valueOf(variable, format) : reference;
    });
  }

  /** As `interpolate`, where a reference to something else can only be a mistake: a macro, or a variable that the dashboard lacks. */
  fill(text: string, builtIn: BuiltIn = {}, defaultFormat = 'glob'): string {
    for (const [reference, plain, braced = ''] of text.matchAll(ANY_REFERENCE)) {
      const name = plain ?? braced;
      const isKnown = reference === ALL || this.variables.has(name) || Object.hasOwn({ ...this.times(), ...builtIn }, name);
      if (!isKnown) throw new Error(`"${reference}" is no variable of the dashboard, and not supported here`);
    }
    return this.interpolate(text, builtIn, defaultFormat);
  }

  /** The values of a text that is one variable and nothing else, where a data source takes a list; of any other, the text. */
  listOf(text: string): readonly string[] {
    const [, plain, braced = ''] = WHOLE.exec(text) ?? [];
    const variable = this.variables.get(plain ?? braced);
    if (!variable) return [this.fill(text)];
    const { name, allValue } = variable;
    return this.choice[name] ?? (allValue === undefined ? this.unchosen(variable) : [this.interpolate(allValue)]);
  }

  /** The address that a link leads to, from a cell with this value if it is that of a cell. */
  addressOf(url: string, cell?: string): string {
    return this.fill(url, cell === undefined ? {} : { '__value.raw': cell }, 'uriencode');
  }

  /** The dashboard that a link in a cell with this value leads to. */
  follow(url: string, cell: string): Scope {
    const { searchParams: parameters } = new URL(this.addressOf(url, cell), 'http://grafana');
    const range = { from: Number(parameters.get('from')), to: Number(parameters.get('to')) };
    const variables = [...this.variables.values()];
    return new Scope(variables, range, choiceIn(variables, parameters), this.options);
  }

  private times(): BuiltIn {
    const { from, to } = this.range;
    return { __from: String(from), __to: String(to), __url_time_range: `from=${from}&to=${to}` };
  }

  /** The value of "All" that a variable has for itself is inserted as it is, whatever the format. */
  private valueOf(variable: Variable, formatName: string): string {
    const { name, allValue, includeAll } = variable;
    const format = readFormat(formatName);
    const chosen = this.choice[name];
    if (chosen) return format.apply(chosen, name);
    if (format.id === 'queryparam') return format.apply(includeAll ? [ALL] : this.unchosen(variable), name);
    return allValue === undefined ? format.apply(this.unchosen(variable), name) : this.interpolate(allValue);
  }

  /** Everything that is offered; where "All" cannot be chosen, the first. */
  private unchosen({ name, includeAll }: Variable): readonly string[] {
    const offered = this.options[name] ?? [];
    return includeAll ? offered : offered.slice(0, 1);
  }
}

/** What an address chooses: the values of `var-NAME`. */
export function choiceIn(variables: readonly Variable[], parameters: URLSearchParams): Choice {
  const chosen = variables.flatMap(({ name }) => {
    const values = parameters.getAll(`var-${name}`);
    return values.length === 0 || values.includes(ALL) ? [] : [[name, values] as const];
  });
  return Object.fromEntries(chosen);
}
