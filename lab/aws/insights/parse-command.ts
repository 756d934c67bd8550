import { parseExpression, parseName } from './expression-parser';
import type { Scanner } from './scanner';
import type { Command, Expression } from './syntax-tree';

/** `parse [field] "text * text" as a, b` or `parse [field] /(?<a>…)/`. */
export function parseParse(scanner: Scanner, position: number): Command {
  const startsWithPattern = scanner.peek().kind === 'string' || scanner.peek().text === '/';
  const source: Expression = startsWithPattern ? { kind: 'field', name: '@message', position } : parseSource(scanner);
  const regex = scanner.acceptRegex();
  return regex ? parseGroups(scanner, source, regex, position) : parseGlob(scanner, source, position);
}

/** A field alone: an expression would read the pattern's `/` as a division. */
function parseSource(scanner: Scanner): Expression {
  const token = scanner.peek();
  const isField = token.kind === 'name' || token.kind === 'quoted-name';
  if (!isField) return parseExpression(scanner);
  scanner.next();
  return { kind: 'field', name: token.text, position: token.start };
}

function parseGroups(scanner: Scanner, source: Expression, pattern: RegExp, position: number): Command {
  const named = [...pattern.source.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map((group) => group[1]);
  const names = scanner.accept('as') ? parseNames(scanner) : named;
  const groups = new RegExp(`${pattern.source}|`).exec('')!.length - 1;
  if (names.length === 0 || names.length > groups) {
    scanner.fail(`"parse" needs a group per name: ${groups} groups, ${names.length} names`, position);
  }
  return { kind: 'parse', source, pattern, names, position };
}

function parseGlob(scanner: Scanner, source: Expression, position: number): Command {
  const token = scanner.next();
  if (token.kind !== 'string') return scanner.fail('"parse" takes a "text with *" or a /regular expression/', token.start);
  scanner.expect('as', 'the pattern of "parse"');
  const names = parseNames(scanner);
  const stars = token.text.split('*').length - 1;
  if (stars !== names.length) scanner.fail(`"parse" needs a name per "*": ${stars} stars, ${names.length} names`, token.start);
  return { kind: 'parse', source, pattern: globToRegex(token.text), names, position };
}

/** A star takes as little as it can, but all there is at the pattern's end. */
function globToRegex(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('(.*?)') + (glob.endsWith('*') ? '$' : ''), 's');
}

function parseNames(scanner: Scanner): readonly string[] {
  const names = [parseName(scanner, '"as"')];
  while (scanner.accept(',')) names.push(parseName(scanner, '","'));
  return names;
}
