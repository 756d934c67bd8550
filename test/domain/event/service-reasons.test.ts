import { redactor } from '../../../src/domain/event/redact';
import { isServiceReason, SERVICE_REASONS, SOURCES } from '../../../src/domain/event/service-reasons';

/** The shortest text of a `whole` form. */
const example = (whole: string): string =>
  whole.replace('l?', 'l').replace('i-[0-9a-f]+', 'i-0a1b').replaceAll('.*', '').replaceAll('\\', '');
const WHOLE = SERVICE_REASONS.filter(({ whole }) => whole !== undefined).map(
  (reason) => [example(reason.whole as string), reason] as const,
);

describe.each(WHOLE)('%s', (text, { pattern }) => {
  test('matches its own pattern, so that category and redaction agree', () => expect(text).toMatch(pattern));

  test('is kept although a job has one of its words', () => {
    const environment = text.split(' ').map((value, index) => ({ name: `N${index}`, value }));
    expect(isServiceReason(text)).toBe(true);
    expect(redactor({ container: { environment } })(text)).toBe(text);
  });
});

test("an empty reason is no service's, nor is one that only quotes a service", () => {
  expect(['', 'stopped by hand: Dependent Job failed', 'Dependent Job failed, so I stopped it'].map(isServiceReason)).toEqual([
    false,
    false,
    false,
  ]);
});

test('every reason has a category or a flag that decides one, and a source', () => {
  SERVICE_REASONS.forEach(({ category, hostGone, saysNothing, source }) => {
    expect([category, hostGone, saysNothing].filter((each) => each !== undefined)).toHaveLength(1);
    expect(SOURCES).toHaveProperty(source);
  });
});

test('the pattern of a host that has gone names the host', () => {
  const patterns = SERVICE_REASONS.filter(({ hostGone }) => hostGone).map(({ pattern }) => pattern.source);
  expect(patterns.length).toBeGreaterThan(0);
  patterns.forEach((pattern) => expect(pattern).toContain('(?<host>'));
});
