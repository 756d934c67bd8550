import { privateTexts } from '../../../src/domain/event/private-texts';

const textsOf = (value: string): string[] => [...privateTexts({ detail: { container: { environment: [{ name: 'KEY', value }] } } })];

test('a value is private as it is, without the space around it, and in whole lines that are no common words', () => {
  expect(textsOf('plain value')).toEqual(['plain value']);
  expect(textsOf(' spaced \n')).toEqual([' spaced \n', 'spaced']);
  const lines = textsOf('first line\n1234567\n12345678');
  expect(lines).toEqual(expect.arrayContaining(['first line', '12345678']));
  expect(lines).not.toContain('1234567');
});

test('quotation marks around the whole value are taken off, three times', () => {
  expect(textsOf(`"'"core value"'"`)).toContain('core value');
  const four = textsOf(`"'"'core value'"'"`);
  expect(four).toContain("'core value'");
  expect(four).not.toContain('core value');
});

test.each(['say "hello there"', '"hello there" he said'])('quotation marks within %j belong to it', (value) =>
  expect(textsOf(value)).toEqual([value]),
);
