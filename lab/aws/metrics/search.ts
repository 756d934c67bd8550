import type { Metric } from './data-points';
import { MetricError } from './metric-error';

type Matches = (metric: Metric) => boolean;

const SCHEMA = /^\s*\{([^}]*)\}/;
const TOKEN = /\s*(\(|\)|(?:"[^"]*"|[^\s()="]+)\s*=\s*(?:"[^"]*"|[^\s()"]+|(?=\())|"[^"]*"|[^\s()"]+)/y;

/** A test of metrics from the first argument of SEARCH: `{Namespace,Dimension} MetricName="Name" Dimension=("a" OR "b")`. */
export function parseSearch(search: string): Matches {
  const schema = SCHEMA.exec(search);
  const tests = [schema ? inSchema(schema[1]) : () => true, new SearchParser(search, schema?.[0].length ?? 0).parse()];
  return (metric) => tests.every((test) => test(metric));
}

/** The namespace and exactly these dimensions. */
function inSchema(text: string): Matches {
  const [namespace, ...dimensions] = text.split(',').map(unquote);
  return (metric) =>
    metric.namespace === namespace &&
    metric.dimensions.size === dimensions.length &&
    dimensions.every((name) => metric.dimensions.has(name));
}

const unquote = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');

class SearchParser {
  private readonly tokens: string[];

  constructor(
    private readonly search: string,
    offset: number,
  ) {
    this.tokens = tokenise(search, offset);
  }

  parse(): Matches {
    const test = this.tokens.length === 0 ? () => true : this.anyOf('');
    if (this.tokens.length > 0) this.fail(`has an unexpected "${this.tokens[0]}"`);
    return test;
  }

  private anyOf(key: string): Matches {
    const tests = [this.allOf(key)];
    while (this.accept('OR')) tests.push(this.allOf(key));
    return (metric) => tests.some((test) => test(metric));
  }

  private allOf(key: string): Matches {
    const tests = [this.term(key)];
    while (this.tokens.length > 0 && this.tokens[0] !== ')' && this.tokens[0] !== 'OR') {
      this.accept('AND');
      tests.push(this.term(key));
    }
    return (metric) => tests.every((test) => test(metric));
  }

  private term(key: string): Matches {
    if (this.accept('NOT')) {
      const test = this.term(key);
      return (metric) => !test(metric);
    }
    const token = this.tokens.shift() ?? this.fail('ends too early');
    if (token === '(') return this.closed(this.anyOf(key));
    const equals = /^("[^"]*"|[^="]+?)\s*=\s*(.*)$/s.exec(token);
    if (equals && equals[2] === '') return this.term(unquote(equals[1]));
    return equals ? has(unquote(equals[1]), equals[2]) : has(key, token);
  }

  private closed(test: Matches): Matches {
    if (!this.accept(')')) this.fail('lacks a ")"');
    return test;
  }

  private accept(token: string): boolean {
    return this.tokens[0] === token && this.tokens.shift() !== undefined;
  }

  private fail(reason: string): never {
    throw new MetricError(`Search '${this.search}' ${reason}`);
  }
}

function tokenise(search: string, offset: number): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = offset;
  for (let found = TOKEN.exec(search); found; found = TOKEN.exec(search)) {
    tokens.push(found[1]);
    offset = TOKEN.lastIndex;
  }
  if (search.slice(offset).trim()) throw new MetricError(`Search '${search}' has an unexpected "${search.slice(offset).trim()[0]}"`);
  return tokens;
}

/** In quotes the whole value must be the same; without, its words must be among the value's. */
function has(key: string, text: string): Matches {
  const exact = text.startsWith('"');
  const wanted = unquote(text);
  const test = (value: string): boolean => (exact ? value === wanted : words(wanted).every((word) => words(value).includes(word)));
  return (metric) => candidates(metric, key).some(test);
}

function candidates(metric: Metric, key: string): readonly string[] {
  if (key === 'MetricName') return [metric.name];
  if (key === 'Namespace') return [metric.namespace];
  if (key) return [metric.dimensions.get(key) ?? ''];
  return [metric.namespace, metric.name, ...metric.dimensions.keys(), ...metric.dimensions.values()];
}

/** CloudWatch splits names at what is no letter or digit and where a capital follows a small letter. */
const words = (text: string): readonly string[] =>
  [text, ...text.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/)].map((word) => word.toLowerCase()).filter(Boolean);
