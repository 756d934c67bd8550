/** What the services of the Query API have in common: parameters with numbers in their names, and answers in XML. */
export const XML_HEADERS = { 'content-type': 'text/xml;charset=UTF-8' };

/** An element with text; none where there is no value. */
export const element = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `<${name}>${escape(String(value))}</${name}>`;

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Values of a list such as `Filter.1.Value.N`, given with what comes before the number. */
export const listOf = (form: URLSearchParams, prefix: string): string[] =>
  [...form].filter(([key]) => key.startsWith(`${prefix}.`) && /^\d+$/.test(key.slice(prefix.length + 1))).map(([, value]) => value);

export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** Filters such as `Filter.1.Name` with `Filter.1.Value.1`. */
export function filtersOf(form: URLSearchParams, prefix: string, values: string): Filter[] {
  const names = [...form].filter(([key]) => key.startsWith(`${prefix}.`) && /^\d+\.Name$/.test(key.slice(prefix.length + 1)));
  return names.map(([key, name]) => ({ name, values: listOf(form, key.replace(/Name$/, values)) }));
}
