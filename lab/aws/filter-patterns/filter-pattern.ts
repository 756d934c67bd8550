/**
 * Filter patterns of CloudWatch Logs for JSON log events, as far as the templates use them: equality and inequality with a text, equality
 * with a number, absence, `&&`, `||` and parentheses. A pattern with anything else is an error, not a pattern that matches nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import { isObject, Json, parseObject } from '../json';

export class FilterPatternError extends Error {
  constructor(pattern: string, problem: string) {
    super(`The filter pattern ${pattern} is not supported: ${problem}`);
    this.name = 'FilterPatternError';
  }
}

/** Whether a log event passes. */
export type FilterPattern = (message: string) => boolean;
type Condition = (document: Json) => boolean;

const TOKEN = /\s*(?:(\$(?:\.[\w-]+)+)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(NOT EXISTS\b|&&|\|\||!=|[(){}=]))/y;

/** The empty pattern passes every log event; a pattern of JSON passes no event that is no JSON object. */
export function compileFilterPattern(pattern: string): FilterPattern {
  if (pattern.trim() === '') return () => true;
  const condition = new Parser(pattern).parse();
  return (message) => {
    const document = message.startsWith('{') ? parseObject(message) : undefined;
    return document !== undefined && condition(document);
  };
}

class Parser {
  private readonly tokens: string[];

  constructor(private readonly pattern: string) {
    this.tokens = [...this.tokenize()];
  }

  parse(): Condition {
    this.expect('{');
    const condition = this.either();
    this.expect('}');
    if (this.tokens.length > 0) throw this.unexpected();
    return condition;
  }

  private *tokenize(): Generator<string> {
    const text = this.pattern.trimEnd();
    for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (match === null) throw new FilterPatternError(this.pattern, `"${text.slice(at).trim()}" cannot be read`);
      yield match[0].trim();
    }
  }

  private either(): Condition {
    const conditions = [this.both()];
    while (this.take('||')) conditions.push(this.both());
    return (document) => conditions.some((condition) => condition(document));
  }

  private both(): Condition {
    const conditions = [this.single()];
    while (this.take('&&')) conditions.push(this.single());
    return (document) => conditions.every((condition) => condition(document));
  }

  private single(): Condition {
    if (this.take('(')) {
      const condition = this.either();
      this.expect(')');
      return condition;
    }
    const selector = this.tokens.shift() ?? '';
    const path = selector.slice('$.'.length).split('.');
    if (selector.startsWith('$.') && this.take('NOT EXISTS')) return (document) => valueAt(document, path) === undefined;
    const [operator, value = ''] = this.tokens.splice(0, 2);
    const isCompared = operator === '=' ? /^["\d-]/ : operator === '!=' ? /^"/ : /^$/;
    if (!selector.startsWith('$.') || !value || !isCompared.test(value)) {
      throw new FilterPatternError(
        this.pattern,
        'only $.field = "text", $.field != "text", $.field = number and $.field NOT EXISTS are run',
      );
    }
    return operator === '=' ? equals(path, this.literal(value)) : differs(path, this.literal(value));
  }

  /** An asterisk in a text stands for any characters. */
  private literal(value: string): string | number {
    if (!value.startsWith('"')) return Number(value);
    if (value.includes('*')) throw new FilterPatternError(this.pattern, 'wildcards are not run');
    return JSON.parse(value) as string;
  }

  private take(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.unexpected(token);
  }

  private unexpected(expected = 'the end'): FilterPatternError {
    return new FilterPatternError(this.pattern, `"${this.tokens[0] ?? 'the end'}" stands in the place of ${expected}`);
  }
}

const valueAt = (document: Json, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), document);

const equals =
  (path: readonly string[], expected: string | number): Condition =>
  (document) =>
    valueAt(document, path) === expected;

/** A field that is absent does not differ. */
const differs =
  (path: readonly string[], other: string | number): Condition =>
  (document) => {
    const value = valueAt(document, path);
    return value !== undefined && value !== other;
  };
