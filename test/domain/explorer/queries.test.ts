import * as fc from 'fast-check';
import { HOSTILE, JOB_ID, place } from './frames';
import { checkQuery } from '../../../lab/aws/insights/check-query';
import { parseQuery } from '../../../lab/aws/insights/query-parser';
import { childrenQuery, costQuery, ganttQuery, inFlightQuery, jobQuery, searchQuery } from '../../../src/domain/explorer/queries';
import { jobIdIn } from '../../../src/domain/explorer/query-text';
import { Criteria } from '../../../src/domain/explorer/request';
import { INDEXED_FIELDS } from '../../../src/domain/names/indexed-fields';

/** The syntax tree, without the places and the patterns and texts that are compared. */
function shapeOf(query: string): unknown {
  const commands = parseQuery(query);
  checkQuery(query, commands);
  return JSON.parse(JSON.stringify(commands), (key, value: unknown) => {
    if (key === 'position' || key === 'pattern') return undefined;
    return key === 'value' && typeof value === 'string' && !KEPT.has(value) ? 'text' : value;
  });
}
const KEPT = new Set(['job', 'FAILED', 'SUCCEEDED', 'in-flight']);

const search = (criteria: Criteria): string => searchQuery(criteria, 50);
const FREE_TEXT = ['job', 'queue', 'definition', 'reason'] as const;

describe('a search', () => {
  test('without criteria is for all jobs', () => {
    expect(search({})).toBe(
      'filter RecordType = "job"\n| fields JobId, JobName, JobQueue, JobDefinition, Status, FailureCategory, StoppedAt, TotalRunnableSeconds, ' +
        'TotalRunningSeconds, AttemptCount, ArraySize, ArrayIndex, CostUsd\n| sort StoppedAt desc\n| limit 50',
    );
  });

  test('has a condition for each criterion', () => {
    const query = search({ job: 'a.b', queue: 'q', definition: 'd:1', status: 'FAILED', category: 'TIMEOUT', reason: 'no such' });
    expect(query.split('\n| ').slice(1, 7)).toEqual([
      'filter JobName like /(?i)a[.]b/',
      'filter JobQueue like /(?i)q/',
      'filter JobDefinition like /(?i)d:1/',
      'filter Status = "FAILED"',
      'filter FailureCategory = "TIMEOUT"',
      'filter (StatusReason like /(?i)no[^a-z0-9]such/ or Reason like /(?i)no[^a-z0-9]such/)',
    ]);
  });

  test('ignores a status and a category that there are not', () => {
    expect(search({ status: '" or 1=1', category: 'x' })).toBe(search({}));
  });

  test.each(FREE_TEXT)('has the same structure whatever is typed for the %s', (name) => {
    const shape = shapeOf(search({ [name]: 'benign' }));
    for (const text of HOSTILE) expect(shapeOf(search({ [name]: text }))).toEqual(shape);
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => expect(shapeOf(search({ [name]: text }))).toEqual(shape)));
  });

  test('takes over no character that means something in a query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const [, pattern] = /JobName like \/\(\?i\)(.*)\/$/.exec(search({ job: text }).split('\n| ')[1]) ?? [];
        expect(pattern).toMatch(/^(?:[\w:-]|\[\.\]|\[\^a-z0-9\]|\.\{1,2\}|\.)+$/);
      }),
    );
  });

  const SEARCHED = HOSTILE.filter((text) => text.length < 200 && !/[\ud800]|\r\n/.test(text));
  const LAST_COMPARED = /[A-Za-z0-9_:-](?=[^A-Za-z0-9_:-]*$)/;
  const patternOf = (text: string): RegExp => {
    const [filter] = parseQuery(search({ job: text })).slice(1);
    return (filter as unknown as { condition: { pattern: RegExp } }).condition.pattern;
  };

  test.each(SEARCHED)('finds %j where it is', (text) => {
    expect(`before ${text} after`).toMatch(patternOf(text));
  });

  test.each(SEARCHED.filter((text) => LAST_COMPARED.test(text)))('does not find %j where a letter is another', (text) => {
    expect(text.replace(LAST_COMPARED, '~')).not.toMatch(patternOf(text));
  });

  test('finds anything for what has no letter, digit or sign that is compared', () => {
    expect(SEARCHED.filter((text) => !LAST_COMPARED.test(text))).toEqual(['\\', '*']);
  });
});

describe('other queries', () => {
  test.each([
    ['of a job', jobQuery(JOB_ID)],
    ['of children', childrenQuery(JOB_ID, 10_000)],
    ['of a Gantt chart', ganttQuery(10_000)],
    ['of jobs in flight', inFlightQuery(100)],
    ['of costs by queue', costQuery(place(), 100)],
    ['of costs by definition', costQuery(place({ queue: 'q' }), 100)],
    ['of costs by job', costQuery(place({ queue: 'q', definition: 'd:1' }), 100)],
  ])('%s can be run', (_, query) => {
    expect(shapeOf(query)).toBeDefined();
    expect(query.split('\n| ')).not.toContain('');
  });

  test('of a job and of children compare an indexed field first, which many fields are not', () => {
    expect(jobQuery(JOB_ID)).toMatch(new RegExp(`^filter JobId = "${JOB_ID}"\\n`));
    const compared = [jobQuery(JOB_ID), childrenQuery(JOB_ID, 1)].map((query) => /^filter (\w+) = /.exec(query)?.[1]);
    expect(INDEXED_FIELDS).toEqual(expect.arrayContaining(compared));
    // CloudWatch Logs takes twenty in a policy.
    expect(INDEXED_FIELDS.length).toBeLessThanOrEqual(20);
  });

  test('of costs find nothing for what is no name, and stay as they are', () => {
    for (const text of HOSTILE) {
      expect(costQuery(place({ queue: text, definition: text }), 100)).toContain('by JobId, JobName\n');
      expect(parseQuery(costQuery(place({ queue: text, definition: text }), 100))).toHaveLength(7);
    }
    expect(costQuery(place({ queue: '"' }), 100)).toContain('| filter not ispresent(RecordType)\n');
  });
});

describe('the id of a job', () => {
  test.each([JOB_ID, `${JOB_ID}:17`, `${JOB_ID}#0`])('%s is one', (text) => {
    expect(jobIdIn(text)).toBe(text);
    expect(jobIdIn(text.toUpperCase())).toBe(text);
    expect(jobIdIn(`arn:aws-cn:batch:cn-north-1:123456789012:job/${text}`)).toBe(text);
  });
  test.each([...HOSTILE, `${JOB_ID}"`, `${JOB_ID}\n`, ` ${JOB_ID}`, `${JOB_ID}:`, 'align-reads', ''])('%j is none', (text) =>
    expect(jobIdIn(text)).toBeUndefined(),
  );
});
