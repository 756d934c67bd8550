import { parseExpression, parseName } from './expression-parser';
import { parseParse } from './parse-command';
import { Scanner } from './scanner';
import type { Column, Command, Expression, SortKey } from './syntax-tree';

/** At most this many results, in a query and by default. */
export const MAX_RESULTS = 10_000;

type CommandParser = (scanner: Scanner, position: number) => Command;

const COMMANDS = new Map<string, CommandParser>(
  Object.entries({
    fields: (scanner, position) => ({ kind: 'fields', columns: parseColumns(scanner), position }),
    display: (scanner, position) => ({ kind: 'display', columns: parseColumns(scanner), position }),
    filter: (scanner, position) => ({ kind: 'filter', condition: parseExpression(scanner), position }),
    stats: parseStats,
    sort: (scanner, position) => ({ kind: 'sort', keys: separated(scanner, parseSortKey), position }),
    limit: parseLimit,
    dedup: (scanner, position) => ({ kind: 'dedup', fields: separated(scanner, parseExpression), position }),
    parse: parseParse,
    unnest: parseUnnest,
  } satisfies Record<string, CommandParser>),
);

export function parseQuery(query: string): readonly Command[] {
  const scanner = new Scanner(query);
  const commands: Command[] = [];
  do {
    // String templates leave an empty pipe at the beginning, at the end or between commands; the service accepts it.
    if (!scanner.sees('|') && scanner.peek().kind !== 'end') commands.push(parseCommand(scanner));
  } while (scanner.accept('|'));
  if (scanner.peek().kind !== 'end') scanner.fail(`Expected "|" or the end of the query, found ${scanner.describeNext()}`);
  if (commands.length === 0) scanner.fail('The query is empty');
  checkOrder(commands, scanner);
  return commands;
}

function parseCommand(scanner: Scanner): Command {
  const token = scanner.next();
  const parser = token.kind === 'name' ? COMMANDS.get(token.text.toLowerCase()) : undefined;
  if (!parser) return scanner.fail(`Unsupported command "${token.text}"`, token.start);
  return parser(scanner, token.start);
}

function parseStats(scanner: Scanner, position: number): Command {
  const columns = parseColumns(scanner);
  const by = scanner.accept('by') ? parseColumns(scanner) : [];
  return { kind: 'stats', columns, by, position };
}

function parseColumns(scanner: Scanner): readonly Column[] {
  return separated(scanner, parseColumn);
}

function parseColumn(scanner: Scanner): Column {
  const start = scanner.peek().start;
  const expression = parseExpression(scanner);
  const text = scanner.query
    .slice(start, scanner.peek().start)
    .replace(/#[^\n]*/g, '')
    .trim();
  const name = expression.kind === 'field' ? expression.name : text;
  return { name: scanner.accept('as') ? parseName(scanner, '"as"') : name, expression };
}

function parseSortKey(scanner: Scanner): SortKey {
  const expression = parseExpression(scanner);
  const direction = scanner.accept('asc', 'desc');
  return { expression, descending: direction?.text.toLowerCase() === 'desc' };
}

function parseLimit(scanner: Scanner, position: number): Command {
  const token = scanner.next();
  const count = Number(token.text);
  if (token.kind === 'number' && Number.isInteger(count) && count >= 1 && count <= MAX_RESULTS) return { kind: 'limit', count, position };
  return scanner.fail(`"limit" takes a whole number from 1 to ${MAX_RESULTS}, found "${token.text}"`, token.start);
}

function parseUnnest(scanner: Scanner, position: number): Command {
  const source: Expression = parseExpression(scanner);
  scanner.expect('into', 'the field to unnest');
  return { kind: 'unnest', source, into: parseName(scanner, '"into"'), position };
}

function separated<T>(scanner: Scanner, parse: (scanner: Scanner) => T): readonly T[] {
  const items = [parse(scanner)];
  while (scanner.accept(',')) items.push(parse(scanner));
  return items;
}

/** Rules of the service about what may follow what. */
function checkOrder(commands: readonly Command[], scanner: Scanner): void {
  const stats = commands.filter(({ kind }) => kind === 'stats');
  if (stats.length > 2) scanner.fail('At most two "stats" commands are supported', stats[2].position);
  commands.forEach((command, index) => {
    const later = commands.slice(index + 1);
    const notLimit = later.find(({ kind }) => kind !== 'limit');
    if (command.kind === 'dedup' && notLimit) scanner.fail(`Only "limit" may follow "dedup", found "${notLimit.kind}"`, notLimit.position);
    const tooEarly = (command.kind === 'sort' || command.kind === 'limit') && stats.length === 2 && command.position < stats[1].position;
    if (tooEarly) scanner.fail(`"${command.kind}" must come after the second "stats"`, command.position);
  });
}
