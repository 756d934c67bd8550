import { redactor } from '../../../src/domain/event/redact';

const redact = redactor({});

test.each([
  ['an empty user part', 'Get http://@registry.example.com/v2/ failed'],
  ['an empty user part at the end', 'cannot reach http://@db'],
  ['no host yet', 'cannot reach http://'],
  ['a query without values', 'Get http://registry.example.com/v2/? failed'],
  ['a query of punctuation', 'cannot reach http://registry.example.com/v2/?.'],
  ['a host of one part, and a path at the end', 'cannot reach http://db/path'],
  ['a host of one part before the end', 'http://db was refused'],
  ['an escaped blank behind it', 'Get http%3A%2F%2Fh.example.com%20next failed'],
  ['a whole host at the end', 'cannot reach http://h.example.com'],
  ['a port at the end', 'cannot reach http://h.example.com:8080'],
  ['a number as its host, and a port at the end', 'cannot reach http://[::1]:8080'],
  ['nothing but what ends a sentence', '...'],
])('GIVEN an address with %s WHEN a reason has it THEN it stays', (_, reason) => {
  expect(redact(reason)).toBe(reason);
});

test.each([
  [
    'of several hosts, of which one has a password with a slash',
    'mongodb://h1:27017,user:pa/ss@h2/db failed',
    'mongodb://***@h2/db failed',
  ],
  ['whose user begins with what no host has, and was cut off', 'Get http://a~b.c', 'Get http://***'],
  ['whose user ends with what no host has, and was cut off', 'Get http://a.b~c', 'Get http://***'],
  ['of which the beginning is missing', 'example.com/callback?token=abc failed', 'example.com/callback?*** failed'],
  ['with an escaped blank among its values', 'Get http://h.example.com/?a=x%20y?b=z failed', 'Get http://h.example.com/?*** failed'],
])('GIVEN an address %s WHEN a reason has it THEN its secrets are cut', (_, reason, kept) => {
  expect(redact(reason)).toBe(kept);
});
