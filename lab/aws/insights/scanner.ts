import { InsightsQueryError } from './query-error';

export type TokenKind = 'name' | 'quoted-name' | 'number' | 'duration' | 'string' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The name, the string's content, or the symbol itself. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SPACE_AND_COMMENTS = /(?:\s+|#[^\n]*)*/y;
const TOKENS: ReadonlyArray<readonly [TokenKind, RegExp]> = [
  ['duration', /\d+(?:\.\d+)?[A-Za-z]+/y],
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_])/y],
  ['name', /[A-Za-z_@$][\w@$]*(?:\.[\w@$]+)*/y],
  ['quoted-name', /(?:`[^`]+`)(?:\.(?:`[^`]+`|[\w@$]+))*/y],
  ['string', /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y],
  ['symbol', /=~|!=|<=|>=|==|[=<>+\-*/%^(),|[\]]/y],
];
const REGEX = /\/((?:[^/\\\n]|\\.)+)\//y;
const INLINE_FLAGS = /^\(\?([ims]+)\)/;

/** Reads a query token by token; a regular expression only where the parser expects one, because `/` also divides. */
export class Scanner {
  private ahead?: Token;
  private offset = 0;

  constructor(readonly query: string) {}

  peek(): Token {
    this.ahead ??= this.scan();
    return this.ahead;
  }

  next(): Token {
    const token = this.peek();
    this.ahead = undefined;
    this.offset = token.end;
    return token;
  }

  /** The next token's text, if it is that symbol or (in any case) that word. */
  accept(...texts: readonly string[]): Token | undefined {
    return this.sees(...texts) ? this.next() : undefined;
  }

  sees(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return (kind === 'symbol' || kind === 'name') && texts.includes(text.toLowerCase());
  }

  expect(text: string, after: string): Token {
    return this.accept(text) ?? this.fail(`Expected "${text}" after ${after}, found ${this.describeNext()}`);
  }

  /** A regular expression at the present place, if there is one. */
  acceptRegex(): RegExp | undefined {
    REGEX.lastIndex = this.peek().start;
    const found = REGEX.exec(this.query);
    if (!found) return undefined;
    const position = this.peek().start;
    this.ahead = undefined;
    this.offset = REGEX.lastIndex;
    return this.compile(found[1], position);
  }

  /** A pattern with Java's leading flags, `(?i)`, as JavaScript wants them. */
  compile(pattern: string, position: number): RegExp {
    const flags = INLINE_FLAGS.exec(pattern);
    try {
      return new RegExp(flags ? pattern.slice(flags[0].length) : pattern, flags?.[1] ?? '');
    } catch (error) {
      return this.fail(`Invalid regular expression: ${(error as Error).message}`, position);
    }
  }

  describeNext(): string {
    const { kind, start, end } = this.peek();
    return kind === 'end' ? 'the end of the query' : `"${this.query.slice(start, end)}"`;
  }

  fail(reason: string, position = this.peek().start): never {
    throw new InsightsQueryError(reason, this.query, position);
  }

  private scan(): Token {
    SPACE_AND_COMMENTS.lastIndex = this.offset;
    SPACE_AND_COMMENTS.exec(this.query);
    const start = SPACE_AND_COMMENTS.lastIndex;
    if (start >= this.query.length) return { kind: 'end', text: '', start, end: start };
    for (const [kind, pattern] of TOKENS) {
      pattern.lastIndex = start;
      const found = pattern.exec(this.query);
      if (found) return { kind, text: content(kind, found[0]), start, end: pattern.lastIndex };
    }
    return this.fail(`Unexpected character "${this.query[start]}"`, start);
  }
}

function content(kind: TokenKind, source: string): string {
  if (kind === 'quoted-name') return source.replaceAll('`', '');
  if (kind === 'string') return source.slice(1, -1).replace(/\\(["'\\])/g, '$1');
  return source;
}
