import fc from 'fast-check';
import { redactor } from '../../../src/domain/event/redact';
import { runs } from '../../property-runs';

const withVariable = (value: string) => redactor({ detail: { container: { environment: [{ name: 'TOKEN', value }] } } });

const percent = (text: string): string => encodeURIComponent(text);
const lowerCase = (text: string): string => text.replace(/%../g, (escaped) => escaped.toLowerCase());
const everyByte = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiJson = (text: string): string =>
  json(text).replace(/[^\0-\x7e]|[&<>/]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  percent,
  'percent in lower case': (text) => lowerCase(percent(text)),
  'percent with plus': (text) => percent(text).replaceAll('%20', '+'),
  'percent of every byte': everyByte,
  'percent twice': (text) => percent(percent(text)),
  'a path of Go': (text) => encodeURI(text).replaceAll('/', '%2F'),
  json,
  'json of ASCII': asciiJson,
  'json twice': (text) => json(json(text)),
  'percent in json': (text) => json(percent(text)),
  'json in percent': (text) => percent(json(text)),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 without padding': (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  'base64 for addresses': (text) => Buffer.from(text).toString('base64url'),
  'base64 of a pair': (text) => Buffer.from(`robot:${text}`).toString('base64'),
  'base64 within more': (text) => Buffer.from(`{"password":"${text}"}`).toString('base64url'),
  'base64 in percent': (text) => percent(Buffer.from(text).toString('base64')),
};

/** Decodes like a reader who tries everything, apart from how the redactor does. */
function* readings(text: string, depth = 3): Generator<string> {
  yield text;
  yield text.replaceAll('+', ' ');
  if (depth === 0) return;
  for (const word of text.matchAll(/[\w+/-]{5,}/g)) {
    for (const skipped of [0, 1, 2, 3]) yield Buffer.from(word[0].slice(skipped), 'base64').toString();
  }
  const unescaped = text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString());
  if (unescaped !== text) yield* readings(unescaped, depth - 1);
  const parsed = text.replace(/\\(?:u[\da-f]{4}|[^u])/g, (escape) => {
    try {
      return JSON.parse(`"${escape}"`) as string;
    } catch {
      return escape.slice(1);
    }
  });
  if (parsed !== text) yield* readings(parsed, depth - 1);
}

const isTold = (secret: string, reason: string): boolean => [...readings(reason)].some((reading) => reading.includes(secret));

/** Half a character has no bytes. */
const encodesAll = (text: string): boolean => !/[\ud800-\udfff]/u.test(text);

/** No text of the sentence around, and with something in it that the mask has not. */
const secrets = fc
  .oneof(
    fc.string({ minLength: 6, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 6, maxLength: 20 }),
    fc.base64String({ minLength: 8, maxLength: 64 }),
    fc.string({ unit: fc.constantFrom('a', '/', '+', ' ', '"', '\\', '%', '=', '&', 'é', '\n'), minLength: 6, maxLength: 20 }),
  )
  .filter((secret) => !/^[*\s]|^["'\\.:]*$/.test(secret) && encodesAll(secret));

const around = fc.constantFrom(
  ['', ''],
  ['CannotPullContainerError: Get ', ': denied'],
  ['Error "', '" is refused'],
  ['https://registry.example.com/v2/', '/manifests'],
  ['https://registry.example.com/v2/?token=', ''],
  ['https://robot:', '@registry.example.com/v2/'],
  ['{"token":"', '"}'],
  ['Basic ', ''],
  ['x=', ';y'],
  ['(', ')'],
);

describe.each(Object.keys(ENCODINGS))('GIVEN the value of a variable WHEN a reason has it in the encoding: %s', (name) => {
  test('THEN nobody can read it there', () => {
    fc.assert(
      fc.property(secrets, around, (secret, [before, after]) => {
        const reason = `${before}${ENCODINGS[name](secret)}${after}`;
        fc.pre(!isTold(secret, `${before}***${after}`));
        expect([reason, isTold(secret, withVariable(secret)(reason))]).toEqual([reason, false]);
      }),
      { numRuns: runs(600) },
    );
  });

  test('THEN nobody can read the beginning of it where it is cut off', () => {
    fc.assert(
      fc.property(secrets, fc.nat({ max: 30 }), (secret, missing) => {
        const encoded = ENCODINGS[name](secret);
        const reason = `failed with ${encoded.slice(0, Math.max(encoded.length - missing, 0))}`;
        const redacted = withVariable(secret)(reason);
        const lengths = Array.from({ length: secret.length + 1 }, (_, index) => index);
        const length = Math.max(...lengths.filter((each) => each === 0 || isTold(secret.slice(0, each), redacted)));
        fc.pre(!/^(?:failed|with| )/.test(secret));
        expect([reason, redacted, length < 8]).toEqual([reason, redacted, true]);
      }),
      { numRuns: runs(100) },
    );
  });
});

test.each([
  ['a user and a password', 'Get "https://robot:s3cr3t@registry.example.com/v2/": EOF', 'Get "https://***@registry.example.com/v2/": EOF'],
  ['a user alone', 'git+ssh://token@example.com/x.git', 'git+ssh://***@example.com/x.git'],
  ['a query', 'Get "https://h.example.com/v2/?Expires=1&Signature=a~b": EOF', 'Get "https://h.example.com/v2/?***": EOF'],
  [
    'a query without quotes',
    'Get https://h.example.com/v2/?a=b: net/http: cancelled',
    'Get https://h.example.com/v2/?***: net/http: cancelled',
  ],
  ['a query of one value', 'at (https://h.example.com/?abc).', 'at (https://h.example.com/?***).'],
  [
    'another scheme',
    "dial 'mongodb+srv://a:b@h1.example.com,h2.example.com/db?w=x'",
    "dial 'mongodb+srv://***@h1.example.com,h2.example.com/db?***'",
  ],
  ['parameters of a driver', 'jdbc:sqlserver://h.example.com:1433;user=sa;password=x', 'jdbc:sqlserver://h.example.com:1433;***'],
  ['a fragment with values', 'https://h.example.com/cb#access_token=x', 'https://h.example.com/cb#***'],
  ['a fragment without', 'see https://docs.example.com/a.html#cannot-pull', 'see https://docs.example.com/a.html#cannot-pull'],
  [
    'escaped slashes and signs',
    '{\\"u\\":\\"https:\\/\\/a:b@h.example.com\\/?c=d\\u0026e=f\\"}',
    '{\\"u\\":\\"https:\\/\\/***@h.example.com\\/?***\\"}',
  ],
  ['one that is escaped', 'u=https%3A%2F%2Fa%3Ab%40h.example.com%2F%3Fc%3Dd%26e next', 'u=https%3A%2F%2F***%40h.example.com%2F%3F*** next'],
  [
    'one that is escaped twice',
    'https%253A%252F%252Fa%253Ab%2540h.example.com%252F%253Fc%253Dd',
    'https%253A%252F%252F***%2540h.example.com%252F%253F***',
  ],
  ['escaped blanks in values', 'https%3A%2F%2Fh.example.com%2F%3Fc%3Da%20b end', 'https%3A%2F%2Fh.example.com%2F%3F*** end'],
  ['a password with a slash', 'https://a:b/c@h.example.com/v2/', 'https://***@h.example.com/v2/'],
  ['a password with an at sign', 'https://a:b@c@h.example.com/v2/', 'https://***@h.example.com/v2/'],
  ['a password that was cut off', 'Get "https://robot:s3cr3', 'Get "https://***'],
  ['a user that was cut off', 'Get "https://ghp_0123', 'Get "https://***'],
  ['a query that was cut off', 'Get "https://h.example.com/v2/?Signature=ab', 'Get "https://h.example.com/v2/?***'],
  ['a host that was cut off', 'Get "https://registry.exam', 'Get "https://registry.exam'],
  ['an address in another', 'https://p.example.com/https://a:b@h.example.com/?c', 'https://p.example.com/https://***@h.example.com/?***'],
  ['a query without a scheme', 'registry.example.com/v2/?token=abc failed', 'registry.example.com/v2/?*** failed'],
  ['a question', 'really? x=1, why?', 'really? x=1, why?'],
  ['no credentials', 'dial tcp https://h.example.com:443/v2/: EOF', 'dial tcp https://h.example.com:443/v2/: EOF'],
  ['a digest', 'docker://h.example.com/a@sha256:0abc not found', 'docker://h.example.com/a@sha256:0abc not found'],
  ['a number as its host', 'http://[::1]:8080/ and http://127.0.0.1:80/', 'http://[::1]:8080/ and http://127.0.0.1:80/'],
])('GIVEN an address with %s WHEN it is in a reason THEN its credentials are cut', (_, reason, kept) => {
  expect(withVariable('')(reason)).toBe(kept);
});

test('GIVEN an address whose beginning is the value of a variable WHEN a reason has it THEN what follows is cut as well', () => {
  expect(withVariable('https://h.example.com/v2/')('Get "https://h.example.com/v2/?Signature=abc": EOF')).toBe('Get "***?***": EOF');
});

test('GIVEN credentials that no variable has WHEN a reason has their address in any encoding, anywhere, THEN nobody can read them', () => {
  const words = fc
    .string({ unit: fc.constantFrom(..."abcXYZ019-_.~!*()'"), minLength: 8, maxLength: 30 })
    .filter((word) => /^\w.*\w$/.test(word));
  const address = fc.constantFrom<(secret: string) => string>(
    (secret) => `https://h.example.com/v2/?token=${secret}`,
    (secret) => `https://h.example.com/v2/?a=b&${secret}=`,
    (secret) => `s3+x://u:${secret}@h.example.com/`,
    (secret) => `https://${secret}@h.example.com:443`,
    (secret) => `https://h.example.com/cb#id_token=${secret}`,
  );
  const encoding = fc.constantFrom(
    'plain',
    'percent',
    'percent twice',
    'percent in lower case',
    'json',
    'json of ASCII',
    'percent in json',
  );
  fc.assert(
    fc.property(words, address, encoding, around, (secret, of, name, [before, after]) => {
      const reason = `${before}${ENCODINGS[name](of(secret))}${after}`;
      expect([reason, isTold(secret, withVariable('')(reason))]).toEqual([reason, false]);
    }),
    { numRuns: runs(3000) },
  );
});

test('GIVEN a value with a blank WHEN a reason has a plus sign in its place THEN it is masked', () => {
  expect(withVariable('open sesame')('cannot use open+sesame here')).toBe('cannot use *** here');
});

test('GIVEN a value of several bytes a character WHEN a reason has its bytes escaped THEN it is masked', () => {
  expect(withVariable('Zürich')('cannot use Z\\xc3\\xbcrich')).toBe('cannot use ***');
});
