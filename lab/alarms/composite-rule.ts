/** Whether the rule of a composite alarm holds, given the states of other alarms by name or ARN. */
export type CompositeRule = (isInState: (alarm: string, state: string) => boolean) => boolean;

const TOKEN = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+)"?\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

interface Token {
  /** A keyword, a parenthesis or a state. */
  readonly text: string;
  readonly alarm?: string;
}

/**
 * Reads the rule of a composite alarm. `NOT` binds tighter than `AND`, and `AND` tighter than `OR`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseRule(rule: string): CompositeRule {
  const tokens = tokensOf(rule);
  const take = (text: string): boolean => tokens[0]?.text === text && tokens[0].alarm === undefined && tokens.shift() !== undefined;
  const either = (): CompositeRule => {
    const terms = [both()];
    while (take('OR')) terms.push(both());
    return (states) => terms.some((term) => term(states));
  };
  const both = (): CompositeRule => {
    const terms = [single()];
    while (take('AND')) terms.push(single());
    return (states) => terms.every((term) => term(states));
  };
  const single = (): CompositeRule => {
    if (take('NOT')) return not(single());
    if (take('TRUE')) return () => true;
    if (take('FALSE')) return () => false;
    if (take('(')) {
      const inner = either();
      if (!take(')')) throw new Error(`The rule "${rule}" lacks a ")"`);
      return inner;
    }
    const { text = '', alarm } = tokens.shift() ?? {};
    if (alarm === undefined) {
      throw new Error(`The rule "${rule}" has ${text ? `"${text}"` : 'its end'} where the state of an alarm is expected`);
    }
    return (isInState) => isInState(alarm, text);
  };
  const parsed = either();
  if (tokens.length > 0) throw new Error(`The rule "${rule}" has "${tokens[0].text}" after its end`);
  return parsed;
}

const not =
  (term: CompositeRule): CompositeRule =>
  (states) =>
    !term(states);

function tokensOf(rule: string): Token[] {
  const tokens: Token[] = [];
  const text = rule.trimEnd();
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [, state, alarm, keyword, parenthesis] = TOKEN.exec(text) ?? [];
    const found = state ?? keyword ?? parenthesis;
    if (found === undefined) throw new Error(`The rule "${rule}" has an unexpected "${text.slice(at).trim()}"`);
    tokens.push({ text: found, alarm });
  }
  return tokens;
}
