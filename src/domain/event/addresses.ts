import { View } from './decoded-views';

/** A part of a reason, and what is written in its place. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly mask?: string;
}

/** An address ends at a blank, a quote or an angle bracket. */
const WORDS = /[^\s"<>`]+/g;
const REST_OF_WORD = /[^\s"<>`]*/y;
/** What ends a sentence or a bracket around an address, rather than the address. */
const AROUND: ReadonlySet<string> = new Set(`'")]},.:;\\`);
const AUTHORITY = /:\/\/([^/?#]*)/g;
const HOST_AND_PORT = /^(?:\[[^\]]*\]|[^:]*)(?::\d{0,5})?$/;
/** A host that has all its parts: any other name at the end of a text that was cut off may be a user's. */
const WHOLE_HOST = /^(?:\[[^\]]*\]|[\w-]+(?:\.[\w-]+)+)(?::\d{0,5})?$/;
/** A query, in an address of which the beginning is missing. */
const QUERY_ALONE = /(?<=[\w./-])\?(?=[\w.~%[\]-]+=)/;

/** The user parts and the values of the addresses in a view of a reason. */
export function* secretsOfAddresses({ text, from, to }: View, reason: string): Generator<Span> {
  let done = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const values = valuesIn(word);
    for (const [start, end] of usersIn(word, values, index + word.length === text.length)) {
      if (start < end) yield { from: from[index + start], to: to[index + end - 1] };
    }
    const first = from[index + values];
    if (values === word.length || first < done) continue;
    // A blank that is escaped is part of the values.
    REST_OF_WORD.lastIndex = first;
    const rest = (REST_OF_WORD.exec(reason) as RegExpExecArray)[0];
    done = Math.max(first + withoutAround(rest), to[index + withoutAround(word) - 1]);
    if (first < done) yield { from: first, to: done };
  }
}

/** Where the values of an address begin: its query, or a fragment or parameters that hold any. The length of the word if it has none. */
function valuesIn(word: string): number {
  const scheme = Math.max(word.indexOf('://'), 0);
  const address = word.slice(scheme);
  const query = scheme ? address.indexOf('?') : address.search(QUERY_ALONE);
  const others = scheme ? address.search(/[#;&]/) : -1;
  const begins = [query, others < address.lastIndexOf('=') ? others : -1].filter((begin) => begin >= 0);
  return Math.min(word.length, scheme + Math.min(...begins) + 1);
}

function* usersIn(word: string, values: number, isCutOff: boolean): Generator<readonly [number, number]> {
  for (const { 0: matched, 1: authority, index } of word.slice(0, values).matchAll(AUTHORITY)) {
    const start = index + matched.length - authority.length;
    const host = authority.slice(0, withoutAround(authority));
    const at = authority.lastIndexOf('@');
    if (at >= 0) {
      yield [start, start + at];
    } else if (!host.split(',').every((each) => HOST_AND_PORT.test(each))) {
      // A password that holds a slash, or one that was cut off.
      const last = word.lastIndexOf('@');
      return yield [start, last > start ? last : withoutAround(word)];
    } else if (isCutOff && start + authority.length === word.length && !WHOLE_HOST.test(host)) {
      yield [start, start + host.length];
    }
  }
}

function withoutAround(text: string): number {
  let end = text.length;
  while (AROUND.has(text[end - 1])) end--;
  return end;
}
