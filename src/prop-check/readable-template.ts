/** A resolved value with the parameters that are known, and else as CloudFormation's Fn::Sub writes it: `${AWS::AccountId}`. */
export function readable(value: unknown, known: Readonly<Record<string, string | undefined>> = {}): unknown {
  if (Array.isArray(value)) return value.map((each) => readable(each, known));
  if (typeof value !== 'object' || value === null) return value;
  const {
    Ref: reference,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': exported,
    'Fn::Join': joined,
  } = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
    readonly 'Fn::ImportValue'?: unknown;
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (reference !== undefined) return known[reference] ?? `\${${reference}}`;
  if (attribute !== undefined) return `\${${attribute.join('.')}}`;
  if (exported !== undefined) return readable(exported, known);
  if (joined) return joined[1].map((each) => textOf(each, known)).join(joined[0]);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readable(each, known)]));
}

/** A part of a text. What has no form in Fn::Sub, such as Fn::Select, stays as the template has it. */
function textOf(part: unknown, known: Readonly<Record<string, string | undefined>>): string {
  const text = readable(part, known);
  return typeof text === 'object' ? JSON.stringify(part) : String(text);
}
