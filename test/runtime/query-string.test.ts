import { escapeUri, queryString } from '../../src/runtime/aws/query-string';

test("a part of an address is escaped as AWS signs it: all but letters, digits and -._~, in capital letters, JavaScript's exceptions included", () => {
  expect(escapeUri("aZ9-._~ /+!'()*é")).toBe('aZ9-._~%20%2F%2B%21%27%28%29%2A%C3%A9');
});

test('a query is in the order of its names', () => {
  expect(queryString({ b: '1', a: 'x y', 'a-b': '*' })).toBe('a=x%20y&a-b=%2A&b=1');
});
