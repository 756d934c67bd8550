import { isServiceReason } from '../../../src/domain/event/reason-lookups';
import { redactor } from '../../../src/domain/event/redact';
import { SERVICE_REASONS, SOURCES } from '../../../src/domain/event/service-reasons';

/** The shortest text of a `whole` form. */
const example = (whole: string): string =>
  whole
    .replace('l?', 'l')
    .replace('\\.?', '')
    .replace(/^Error\|.*/, 'Error')
    .replace(/\(\?:([^|]*)\|[^)]*\)/, '$1')
    .replace('i-[0-9a-f]+', 'i-0a1b')
    .replaceAll('.*', '')
    .replaceAll('\\', '');
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

test('no reason has both a category and a host that decides one, and each has a source', () => {
  SERVICE_REASONS.forEach(({ category, hostGone, source }) => {
    expect(category && hostGone).toBeUndefined();
    expect(SOURCES).toHaveProperty(source);
  });
});

test('only reasons that do not say why decide no category', () => {
  const undecided = SERVICE_REASONS.filter(({ category, hostGone }) => !category && !hostGone);
  const examples = [
    'UNDETERMINED',
    'Essential container in task exited',
    'Completed',
    'Task failed',
    'All that is known is a word of AWS.',
  ];
  expect(undecided.map(({ pattern }, index) => pattern.test(examples[index]))).toEqual(examples.map(() => true));
});
