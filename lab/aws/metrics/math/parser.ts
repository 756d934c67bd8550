import { MetricError } from '../metric-error';

export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly MathNode[] }
  | { readonly kind: 'negative'; readonly operand: MathNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: MathNode; readonly right: MathNode }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathNode[] };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(<=|>=|==|!=|&&|\|\||[-+*/^()<>,[\]]))/y;
/** From the loosest to the tightest. */
const LEVELS: ReadonlyArray<Readonly<Record<string, string>>> = [
  { '||': '||', OR: '||' },
  { '&&': '&&', AND: '&&' },
  { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '==', '!=': '!=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
  { '^': '^' },
];

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  readonly text: string;
}

/** Parses metric math, such as `IF(m1 > 0, 100 * m2 / m1)`. */
export function parseMath(expression: string): MathNode {
  const parser = new MathParser(expression);
  return parser.parse();
}

class MathParser {
  private offset = 0;
  private token: Token;

  constructor(private readonly expression: string) {
    this.token = this.scan();
  }

  parse(): MathNode {
    const node = this.level(0);
    if (this.token.kind !== 'end') this.fail(`found "${this.token.text}" after its end`);
    return node;
  }

  private level(depth: number): MathNode {
    if (depth === LEVELS.length) return this.unary();
    let left = this.level(depth + 1);
    for (let operator = this.operator(depth); operator; operator = this.operator(depth)) {
      left = { kind: 'binary', operator, left, right: this.level(depth + 1) };
    }
    return left;
  }

  private operator(depth: number): string | undefined {
    const { kind, text } = this.token;
    const isOperator = (kind === 'symbol' || kind === 'name') && Object.hasOwn(LEVELS[depth], text);
    const operator = isOperator ? LEVELS[depth][text] : undefined;
    if (operator) this.advance();
    return operator;
  }

  private unary(): MathNode {
    if (this.accept('-')) return { kind: 'negative', operand: this.unary() };
    const { kind, text } = this.advance();
    if (kind === 'number') return { kind, value: Number(text) };
    if (kind === 'text') return { kind, value: text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (kind === 'name') return this.accept('(') ? { kind: 'call', name: text, args: this.list(')') } : { kind, name: text };
    if (text === '(') return this.closed(this.level(0));
    if (text === '[') return { kind: 'list', items: this.list(']') };
    return this.fail(`found ${text ? `"${text}"` : 'its end'} where a value is expected`);
  }

  private closed(node: MathNode): MathNode {
    if (!this.accept(')')) this.fail('lacks a ")"');
    return node;
  }

  private list(end: string): readonly MathNode[] {
    if (this.accept(end)) return [];
    const items = [this.level(0)];
    while (this.accept(',')) items.push(this.level(0));
    if (!this.accept(end)) this.fail(`lacks a "${end}"`);
    return items;
  }

  private accept(text: string): boolean {
    const found = this.token.kind === 'symbol' && this.token.text === text;
    if (found) this.advance();
    return found;
  }

  private advance(): Token {
    const token = this.token;
    this.token = this.scan();
    return token;
  }

  private scan(): Token {
    if (this.expression.slice(this.offset).trim() === '') return { kind: 'end', text: '' };
    TOKEN.lastIndex = this.offset;
    const found = TOKEN.exec(this.expression);
    if (!found) return this.fail(`has an unexpected "${this.expression.slice(this.offset).trim()[0]}"`);
    this.offset = TOKEN.lastIndex;
    const kinds = ['number', 'text', 'name', 'symbol'] as const;
    const index = found.slice(1).findIndex((part) => part !== undefined);
    return { kind: kinds[index], text: found[index + 1] };
  }

  private fail(reason: string): never {
    throw new MetricError(`Expression "${this.expression}" ${reason}`);
  }
}
