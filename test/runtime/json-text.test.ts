import * as fc from 'fast-check';
import { jsonText } from '../../src/runtime/output/json-text';

test('GIVEN any value WHEN it is written as JSON THEN it is read back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      expect(JSON.parse(jsonText({ value, text }))).toEqual(JSON.parse(JSON.stringify({ value, text })));
    }),
  );
});

test.each([
  ['line separators', 'a\u2028b\u2029c\u0085d', '"a\\u2028b\\u2029c\\u0085d"'],
  ['line ends', 'a\r\nb', '"a\\r\\nb"'],
  ['terminal codes', '\u001b[2J\u009b1A\u007f', '"\\u001b[2J\\u009b1A\\u007f"'],
  ['what turns a text around', '\u202eabc\u2066', '"\\u202eabc\\u2066"'],
  ['what is no character', 'a\ufffe\uffff', '"a\\ufffe\\uffff"'],
  ['halves of characters', '\ud800 x', '"\\ud800 x"'],
  ['a character outside the basic plane', '🧨', '"\\ud83e\\udde8"'],
])('GIVEN a text with %s WHEN it is written THEN they are escaped', (_, text, written) => {
  expect(jsonText(text)).toBe(written);
});
