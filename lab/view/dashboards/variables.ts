import type { Json } from '../../aws/json';

/** A variable of a dashboard body: viewers choose its value, which changes what widgets show. */
export interface Variable {
  readonly id: string;
  readonly type: 'pattern' | 'property';
  /** A regular expression: what it matches in the body is replaced. */
  readonly pattern?: string;
  /** A property of widgets or a dimension of metrics: its value is replaced. */
  readonly property?: string;
  readonly inputType: 'input' | 'select' | 'radio';
  readonly label?: string;
  readonly values?: ReadonlyArray<{ readonly value: string; readonly label?: string }>;
  /** Finds metrics, whose values of a dimension are the values of a list. */
  readonly search?: string;
  readonly populateFrom?: string;
  readonly defaultValue?: string;
  readonly visible?: boolean;
}

/** Values by the id of their variable. */
export type Choice = ReadonlyMap<string, string>;

/** The widgets with each variable replaced: by the chosen value, else by its default. One without either leaves the widgets as they are. */
export function withVariables<Widget>(
  widgets: readonly Widget[],
  variables: readonly Variable[],
  choice: Choice = new Map(),
): readonly Widget[] {
  return variables.reduce((changed, variable) => {
    const value = choice.get(variable.id) ?? variable.defaultValue;
    return value === undefined ? changed : replaced(changed, variable, value);
  }, widgets);
}

function replaced<Widget>(widgets: readonly Widget[], { type, pattern = '', property = '' }: Variable, value: string): readonly Widget[] {
  const text = JSON.stringify(widgets);
  if (type === 'property') return withProperty(JSON.parse(text) as Json, property, value) as readonly unknown[] as readonly Widget[];
  const inText = JSON.stringify(value).slice(1, -1);
  return JSON.parse(text.replace(new RegExp(pattern, 'g'), () => inText)) as readonly Widget[];
}

function withProperty(part: Json, property: string, value: string): Json {
  if (Array.isArray(part)) {
    return part.map((each, index) => (isValueOf(part, index, property) ? value : withProperty(each, property, value)));
  }
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, each]) => [name, name === property ? value : withProperty(each as Json, property, value)]),
  );
}

/** In a row of `metrics`, the value of a dimension comes after its name, and both after the namespace and the metric's name. */
const isValueOf = (row: readonly Json[], index: number, dimension: string): boolean =>
  index >= 3 && index % 2 === 1 && row[index - 1] === dimension && typeof row[index] === 'string';
