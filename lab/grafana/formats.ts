/** How Grafana writes the values of a variable into a text: the formats of `${name:format}`. */

type Format = (values: readonly string[], name: string, argument: string) => string;

const escapedFor = (quote: string) => (value: string) => `${quote}${value.replaceAll(quote, `\\${quote}`)}${quote}`;
const globOf = (values: readonly string[]): string => (values.length === 1 ? values[0] : `{${values.join(',')}}`);
const parameters: Format = (values, name) => values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join('&');
/** Signs that the functions of JavaScript leave, and RFC 3986 reserves. */
const strictly = (encoded: string): string => encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const inRegex = (value: string): string => value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');

/** A single value is written as it is; several as globs, unless a format is named. */
const FORMATS: Readonly<Record<string, Format>> = {
  glob: globOf,
  raw: (values) => values.join(','),
  csv: (values) => values.join(','),
  join: (values, _, argument) => values.join(argument || ','),
  pipe: (values) => values.join('|'),
  regex: (values) => (values.length === 1 ? inRegex(values[0]) : `(${values.map(inRegex).join('|')})`),
  singlequote: (values) => values.map(escapedFor("'")).join(','),
  doublequote: (values) => values.map(escapedFor('"')).join(','),
  sqlstring: (values) => values.map((value) => `'${value.replaceAll("'", "''")}'`).join(','),
  queryparam: parameters,
  percentencode: (values) => strictly(encodeURIComponent(globOf(values))),
  // For whole addresses: what separates their parts stays, and with it what only looks like that.
  uriencode: (values) => strictly(encodeURI(globOf(values))),
};

/** A format by its name; what follows the first colon is its argument. */
export function readFormat(format: string): { readonly id: string; apply(values: readonly string[], name: string): string } {
  const [id, ...rest] = format.split(':');
  const apply = Object.hasOwn(FORMATS, id) ? FORMATS[id] : undefined;
  if (!apply) throw new Error(`The format "${id}" of a variable is not supported here`);
  return { id, apply: (values, name) => apply(values, name, rest.join(':')) };
}
