import type { Scanner } from './scanner';
import type { Expression } from './syntax-tree';

/** Operators from the loosest to the tightest; comparison sits between and is parsed on its own. */
const COMPARISONS = ['=', '==', '!=', '<', '<=', '>', '>='];

export function parseExpression(scanner: Scanner): Expression {
  return parseBinary(scanner, ['or'], () => parseBinary(scanner, ['and'], () => parseNot(scanner)));
}

function parseNot(scanner: Scanner): Expression {
  const not = scanner.accept('not');
  if (!not) return parseComparison(scanner);
  return { kind: 'not', operand: parseNot(scanner), position: not.start };
}

function parseComparison(scanner: Scanner): Expression {
  const operand = parseSum(scanner);
  const negated = scanner.accept('not');
  if (!negated) return parseTest(scanner, operand) ?? operand;
  const test = scanner.sees('like', 'in') && parseTest(scanner, operand);
  if (!test) return scanner.fail(`Expected "like" or "in" after "not", found ${scanner.describeNext()}`);
  return { kind: 'not', operand: test, position: negated.start };
}

/** What may follow an operand: `like`, `=~`, `in`, or a comparison. */
function parseTest(scanner: Scanner, operand: Expression): Expression | undefined {
  const position = scanner.peek().start;
  if (scanner.accept('like', '=~')) return { kind: 'matches', operand, pattern: parsePattern(scanner), position };
  if (scanner.accept('in')) return { kind: 'in', operand, options: parseOptions(scanner), position };
  const comparison = scanner.accept(...COMPARISONS);
  if (!comparison) return undefined;
  const operator = comparison.text === '==' ? '=' : comparison.text;
  return { kind: 'binary', operator, left: operand, right: parseSum(scanner), position };
}

/** A regular expression, or a string: a regular expression too after `=~`, a part of the text after `like`. */
function parsePattern(scanner: Scanner): RegExp {
  const regex = scanner.acceptRegex();
  if (regex) return regex;
  const token = scanner.next();
  if (token.kind !== 'string') return scanner.fail('Expected a string or a /regular expression/', token.start);
  return new RegExp(token.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

function parseOptions(scanner: Scanner): readonly Expression[] {
  scanner.expect('[', '"in"');
  const options = parseList(scanner, ']');
  scanner.expect(']', 'the list');
  return options;
}

const parseSum = (scanner: Scanner): Expression =>
  parseBinary(scanner, ['+', '-'], () => parseBinary(scanner, ['*', '/', '%'], () => parsePower(scanner)));

function parsePower(scanner: Scanner): Expression {
  const left = parseNegative(scanner);
  const power = scanner.accept('^');
  if (!power) return left;
  return { kind: 'binary', operator: '^', left, right: parsePower(scanner), position: power.start };
}

function parseNegative(scanner: Scanner): Expression {
  const minus = scanner.accept('-');
  return minus ? { kind: 'negative', operand: parseNegative(scanner), position: minus.start } : parsePrimary(scanner);
}

function parseBinary(scanner: Scanner, operators: readonly string[], operand: () => Expression): Expression {
  let left = operand();
  for (let token = scanner.accept(...operators); token; token = scanner.accept(...operators)) {
    left = { kind: 'binary', operator: token.text.toLowerCase(), left, right: operand(), position: token.start };
  }
  return left;
}

function parsePrimary(scanner: Scanner): Expression {
  const token = scanner.next();
  const position = token.start;
  switch (token.kind) {
    case 'number':
      return { kind: 'literal', value: Number(token.text), position };
    case 'string':
      return { kind: 'literal', value: token.text, position };
    case 'duration':
      return { kind: 'duration', text: token.text, position };
    case 'quoted-name':
      return { kind: 'field', name: token.text, position };
    case 'name':
      return parseNamed(scanner, token.text, position);
    case 'symbol':
      if (token.text === '(') return parseParenthesis(scanner);
  }
  return scanner.fail(
    `Expected a field, value or function, found ${token.kind === 'end' ? 'the end of the query' : `"${token.text}"`}`,
    position,
  );
}

function parseNamed(scanner: Scanner, name: string, position: number): Expression {
  if (scanner.accept('(')) return parseCall(scanner, name, position);
  if (scanner.sees('[')) return scanner.fail(`Unsupported: brackets after a field name; write ${name}.0 for an element`);
  const truth = ['false', 'true'].indexOf(name.toLowerCase());
  return truth >= 0 ? { kind: 'literal', value: truth, position } : { kind: 'field', name, position };
}

function parseCall(scanner: Scanner, name: string, position: number): Expression {
  const args = scanner.accept('*') ? [] : parseList(scanner, ')');
  scanner.expect(')', `the arguments of ${name}`);
  return { kind: 'call', name: name.toLowerCase(), args, position };
}

function parseParenthesis(scanner: Scanner): Expression {
  const inner = parseExpression(scanner);
  scanner.expect(')', 'the expression in parentheses');
  return inner;
}

export function parseName(scanner: Scanner, after: string): string {
  const token = scanner.next();
  const isName = ['name', 'quoted-name', 'string'].includes(token.kind);
  return isName ? token.text : scanner.fail(`Expected a name after ${after}, found "${token.text}"`, token.start);
}

function parseList(scanner: Scanner, end: string): Expression[] {
  if (scanner.sees(end)) return [];
  const list = [parseExpression(scanner)];
  while (scanner.accept(',')) list.push(parseExpression(scanner));
  return list;
}
