import { base64In, View, viewsOf } from '../../../src/domain/event/decoded-views';

const textsOf = (reason: string): string[] => viewsOf(reason).map(({ text }) => Buffer.from(text, 'latin1').toString());
/** The parts of a reason that each byte of a view was decoded from. */
const partsOf = (reason: string, { from, to }: View): string[] => from.map((at, index) => reason.slice(at, to[index]));
const viewOf = (reason: string, text: string): View => viewsOf(reason).find((view) => view.text === text) as View;

describe('a reason', () => {
  test('without escapes has one view', () => {
    expect(textsOf('exec: no such file')).toEqual(['exec: no such file']);
  });

  test.each([
    ['percent escapes', 'a%41%7eb', 'aA~b'],
    ['percent escapes of the bytes of a character', 'Z%C3%bcrich', 'Zürich'],
    ['an escaped character of JSON', 'a\\u0041b', 'aAb'],
    ['a character of two code units', 'a\\ud83d\\ude80b', 'a🚀b'],
    ['the same in capital letters', 'a\\uD83D\\uDE80b', 'a🚀b'],
    ['an escaped byte', 'a\\x41b', 'aAb'],
    ['escaped bytes of a character', 'Z\\xc3\\xbcrich', 'Zürich'],
    ['an escaped character of several bytes', 'Z\\u00fcrich', 'Zürich'],
    ['escaped control characters', 'a\\n\\r\\t\\b\\fb', 'a\n\r\t\b\fb'],
    ['escaped signs', '\\"a\\/b', '"a/b'],
    ['an escaped letter', 'a\\qb', 'aqb'],
    ['an escaped line break', 'a\\\nb', 'a\nb'],
  ])('with %s has a view without', (_, reason, text) => {
    expect(textsOf(reason)).toEqual([reason, text]);
  });

  test.each([
    ['\\', 'a\\'],
    ['%', 'a%'],
    ['%4', 'a%4'],
    ['\\u', 'a\\u'],
    ['\\u0', 'a\\u0'],
    ['\\u004', 'a\\u004'],
    ['\\x', 'a\\x'],
    ['\\x4', 'a\\x4'],
  ])('that is cut off within an escape (%s) has a view without it', (_, reason) => {
    expect(textsOf(reason)).toEqual([reason, 'a']);
  });

  test.each(['a%4g', 'a%g1', 'a%'.concat(' b')])('with what is no percent escape has one view: %s', (reason) => {
    expect(textsOf(reason)).toEqual([reason]);
  });

  test.each([
    ['three times', 'a%252541', 'aA'],
    ['in JSON in an address', 'a%5Cu0041', 'aA'],
    ['in an address in JSON', 'a\\u002541', 'aA'],
  ])('that is escaped %s has a view without escapes', (_, reason, text) => {
    expect(textsOf(reason)).toContain(text);
  });

  test('that is escaped more often is decoded three times', () => {
    expect(textsOf('a%25252541')).toEqual(['a%25252541', 'a%252541', 'a%2541', 'a%41']);
  });

  test('has each text once, however it was decoded', () => {
    const texts = textsOf('%5C%41\\%42');
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('has the bytes of each character', () => {
    expect(textsOf('\x7f\x80\u07ff€🚀')).toEqual(['\x7f\x80\u07ff€🚀']);
  });

  test('without the other half of a character has no bytes of it', () => {
    expect(textsOf('a\ud83db')).toEqual(['ab']);
  });
});

describe('each byte', () => {
  test('is of the characters that it was decoded from', () => {
    const reason = 'aü%41\\u00fcb';
    expect(partsOf(reason, viewOf(reason, Buffer.from('aüA\\u00fcb').toString('latin1')))).toEqual(['a', 'ü', 'ü', '%41', ...'\\u00fcb']);
    expect(partsOf(reason, viewOf(reason, Buffer.from('aüAüb').toString('latin1')))).toEqual([
      'a',
      'ü',
      'ü',
      '%41',
      '\\u00fc',
      '\\u00fc',
      'b',
    ]);
  });

  test('of a text that was decoded twice is of the characters of the reason', () => {
    const reason = 'a%2541b';
    expect(partsOf(reason, viewOf(reason, 'aAb'))).toEqual(['a', '%2541', 'b']);
  });
});

describe('Base64', () => {
  const decoded = (reason: string, skipped = 0): View => base64In(viewsOf(reason)[0])[skipped];
  const WORD = Buffer.from('hidden').toString('base64');

  test('of six characters and more is decoded, from each of the places where a group may begin', () => {
    expect(base64In(viewsOf(WORD)[0]).map(({ text }) => text)[0]).toBe('hidden');
    expect([1, 2, 3].map((skipped) => decoded(`${'x'.repeat(skipped)}${WORD}`, skipped).text)).toEqual(['hidden', 'hidden', 'hidden']);
    expect(decoded('aGlkZ').text).toBe('');
    expect(decoded('aGlkZA').text).toBe('hid'.concat('d'));
  });

  test('in the alphabet for addresses is decoded too', () => {
    expect(decoded('_-_-_-_-').text).toBe(decoded('/+/+/+/+').text);
  });

  test('of two words is two texts', () => {
    expect(decoded(`${WORD} ${WORD}.`).text).toBe('hidden\nhidden\n');
  });

  test('is of the characters that have its bits, with the padding at the end', () => {
    const reason = `= ${Buffer.from('hidden!').toString('base64')} is refused`;
    const parts = ['aG', 'Gl', 'lk', 'ZG', 'GV', 'Vu', 'IQ=='];
    expect(partsOf(reason, decoded(reason)).slice(0, 7)).toEqual(parts);
    const within = reason.replace(' ', 'x');
    expect(partsOf(within, decoded(within, 1)).slice(0, 7)).toEqual(parts);
  });
});
