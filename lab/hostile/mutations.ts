/** What is put in the place of a field: as JSON text, because some of it is no value that JSON.stringify would write. */
import { Random } from '../simulate/random';

/** In every hostile text: no reason for a rejection may contain it. */
export const MARK = 'HOSTILE';

const DEEP = 10_000;
const MEBIBYTE = 1_048_576;
const text = (value: string): string => JSON.stringify(value);

/** What is costly to carry around: a seeded share of the fields gets it. */
export const LARGE: Readonly<Record<string, string>> = {
  'a text of 1 MiB': text(`${MARK}${'x'.repeat(MEBIBYTE)}`),
  'a text of 1 MiB that looks like a command': text(`exec: "${MARK}${'\\"[args: '.repeat(MEBIBYTE / 8)}`),
  '10,000 arrays deep': '['.repeat(DEEP) + ']'.repeat(DEEP),
  '10,000 objects deep': `{"${MARK}":`.repeat(DEEP) + '1' + '}'.repeat(DEEP),
  '10,000 empty objects': `[${Array.from({ length: DEEP }, () => '{}').join(',')}]`,
  '20,000 short texts': `[${Array.from({ length: 20_000 }, (_, index) => text(`${MARK}${index}`)).join(',')}]`,
};

export const SMALL: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  zero: '0',
  one: '1',
  'minus zero': '-0',
  negative: '-1',
  fraction: '1.5',
  'beyond 2^53': '9007199254740993',
  digits: '123456789012345678901234567890',
  '1e308': '1e308',
  '-1e308': '-1e308',
  infinite: '1e999',
  tiny: '5e-324',
  array: '[]',
  object: '{}',
  'array of null': '[null]',
  'array of arrays': `[["${MARK}"]]`,
  'array of objects': `[{"${MARK}":"${MARK}"},{}]`,
  strings: `["${MARK}","${MARK}"]`,
  'prototype as key': `{"__proto__":{"${MARK}":1,"isMainNode":true,"status":"FAILED"},"constructor":{"prototype":{"${MARK}":1}},"toString":"${MARK}","hasOwnProperty":null}`,
  'length as key': '{"length":3,"0":{},"1":{}}',
  __proto__: text('__proto__'),
  constructor: text('constructor'),
  toString: text('toString'),
  'empty text': '""',
  blank: '" "',
  text: text(MARK),
  '600 characters': text(MARK.padEnd(600, 'x')),
  '5,000 characters': text(MARK.padEnd(5_000, 'é')),
  astral: text(`${MARK} 𐍈🧨`),
  'lone surrogate': `"${MARK} \\ud800 \\udc00"`,
  NUL: `"${MARK}\\u0000"`,
  'right to left': text(`${MARK}\u202e\u2066`),
  'no character': text(`${MARK}\ufffe\uffff`),
  'line ends': text(`${MARK}\r\n{"RecordType":"job","JobId":"${MARK}"}\n`),
  'line separators': text(`${MARK}\u2028\u0085\u2029`),
  'terminal codes': text(`${MARK}\u001b[2J\u009b1A\u007f`),
  EMF: text(`{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"${MARK}","Dimensions":[[]],"Metrics":[{"Name":"x"}]}]},"x":1}`),
  colon: text(`:${MARK}`),
  'number as text': '"42"',
  'number beyond 2^53 as text': '"9007199254740993"',
  NaN: '"NaN"',
  Infinity: '"Infinity"',
  exponent: '"1e308"',
  'negative number as text': '"-1"',
  'true as text': '"true"',
  'no ARN': text(`arn:${MARK}/`),
  'ARN of nothing': '"arn:aws:batch:::/"',
  index: text(`${MARK}#${'9'.repeat(400)}`),
  child: text(`${MARK}:${'9'.repeat(400)}`),
  'key of another row': '"in-flight-snapshot"',
  'key of an environment': text('compute-environment/x'),
  state: '"SUCCEEDED"',
  'no state': '"FAILED "',
  'year 0': '"0000-01-01T00:00:00Z"',
  'year 1': '"0001-01-01T00:00:00Z"',
  'year 9999': '"9999-12-31T23:59:59Z"',
  'year 10000': '"9999-12-31T23:59:59-23:59"',
  'year 275760': '"+275760-09-13T00:00:00.000Z"',
  'day 31 of February': '"2026-02-31T25:61:61Z"',
  'a date without a zone': '"2026-01-15T00:00:00"',
  'millis of 1970': '1',
  seconds: '1767225600',
  'millis of year 9999': '253402300799999',
  'millis of year 275760': '8640000000000000',
  'millis beyond': '8640000000000001',
};

export const REMOVED = 'removed';
/** A field more, beside those that are there. */
export const ADDED = 'prototype beside it';
export const ADDED_TEXT = `"__proto__":{"${MARK}":1,"jobId":"${MARK}"},"constructor":null`;

/** Bodies that are no JSON, or not of an object. */
export const BODIES: Readonly<Record<string, string>> = {
  empty: '',
  null: 'null',
  array: '[]',
  text: text(MARK),
  number: '1',
  words: `${MARK} is no JSON`,
  'byte order mark': '\ufeff{}',
  undefined: 'undefined',
  NaN: '{"detail":NaN}',
  XML: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${MARK}">]><a>&b;</a>`,
  '10,000 arrays deep': LARGE['10,000 arrays deep'],
  object: '{}',
  'two objects': '{}{}',
  records: '{"Records":[]}',
};

/** Where a message is cut: so many places of it, the same for the same seed. */
export const cuts = (length: number, count: number, random: Random): number[] =>
  [...new Set([1, length - 1, ...Array.from({ length: count }, () => random.integer(1, length - 1))])].sort((a, b) => a - b);
