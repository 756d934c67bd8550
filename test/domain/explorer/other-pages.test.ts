import { actionsOf, elementsOf, forbiddenIn, textOf } from './elements';
import { at, frame, HOSTILE_CASES, place, reportFrame } from './frames';
import { costPage } from '../../../src/domain/explorer/cost-page';
import { bytes, duration, shortened, usd } from '../../../src/domain/explorer/format';
import { concurrency, groupsOf } from '../../../src/domain/explorer/gantt-bars';
import { ganttPage } from '../../../src/domain/explorer/gantt-page';
import { Html, markup } from '../../../src/domain/explorer/html';
import { inFlightPage } from '../../../src/domain/explorer/in-flight-page';
import { problemPage, Row } from '../../../src/domain/explorer/page';
import { reportFile } from '../../../src/domain/explorer/report';
import { Place } from '../../../src/domain/explorer/request';
import { timeAxis } from '../../../src/domain/explorer/time-axis';

const bar = (index: number, given: Readonly<Record<string, string | undefined>> = {}): Row =>
  ({
    JobId: `id-${index}`,
    JobName: `job-${index}`,
    JobQueue: 'genomics',
    Status: 'SUCCEEDED',
    StartedAt: at(index % 50),
    StoppedAt: at((index % 50) + 5),
    ...given,
  }) as Row;
const gantt = (rows: readonly Row[], by: Place['by'] = 'queue', screen = {}) =>
  ganttPage(frame(screen), place({ view: 'gantt', by }), { rows, limit: 10_000, bytesScanned: 0 });

describe('a Gantt chart', () => {
  test('has a bar for each job, in its group, coloured by how it ended', () => {
    const { text } = gantt([bar(0), bar(1, { Status: 'FAILED', JobQueue: 'video' })]);
    expect(text).toMatch(/fill="#1d8102"><title>job-0: 5 min 00 s from 2026-11-20 11:00:00</);
    expect(text).toMatch(/fill="#c4240a"><title>job-1:/);
    expect(text.indexOf('>genomics<')).toBeLessThan(text.indexOf('>video<'));
  });

  test.each([
    ['instance', { InstanceId: 'i-1' }],
    ['type', { InstanceType: 'm6i.large' }],
    ['purchase-option', { PurchaseOption: 'SPOT' }],
  ] as const)('can be grouped by %s', (by, given) => {
    expect(gantt([bar(0, given), bar(1)], by).text).toContain(`>${Object.values(given)[0]}<`);
    expect(gantt([bar(0, given), bar(1)], by).text).toContain('>unknown<');
  });

  test('puts jobs that overlap into lanes of their own, and uses a lane again', () => {
    const one = (from: number, to: number) => ({ group: 'g', name: 'n', hasFailed: false, from, to });
    const [group] = groupsOf([one(6, 9), one(0, 5), one(3, 6), one(0, 4)]);
    expect(group.laneCount).toBe(3);
    const drawn = group.bars.map(({ from, to }, index) => [group.lanes[index], from, to]);
    expect(drawn).toEqual([
      [0, 0, 4],
      [1, 0, 5],
      [2, 3, 6],
      [0, 6, 9],
    ]);
  });

  test('of more jobs than can be distinguished shows how many ran at a time, and says so', () => {
    const page = gantt(Array.from({ length: 10_000 }, (_, index) => bar(index, { Status: index % 7 === 0 ? 'FAILED' : 'SUCCEEDED' })));
    expect(textOf(page)).toContain('These are 10,000 jobs: too many for a bar each.');
    expect(textOf(page)).toContain('10,000 jobs, up to 1,000');
    expect(page.text.length).toBeLessThan(100_000);
    expect(textOf(page)).toContain('Only 10,000 jobs were read');
  });

  test('says that jobs are missing only if there are more than were read', () => {
    const show = (matched: number) =>
      ganttPage(frame(), place({ view: 'gantt' }), { rows: [bar(0), bar(1)], limit: 2, matched, bytesScanned: 0 });
    expect(textOf(show(3))).toContain('Only 2 jobs were read: there are more.');
    expect(textOf(show(2))).not.toContain('Only 2 jobs');
  });

  test('of more groups than can be distinguished shows the busiest', () => {
    const page = gantt(
      Array.from({ length: 100 }, (_, index) => bar(index, { InstanceId: `i-${index}`, StoppedAt: at(60 + index) })),
      'instance',
    );
    expect(textOf(page)).toContain('The 60 groups with the most running time are shown; there are 40 more.');
    expect(page.text).toContain('>i-99<');
  });

  test('counts what ran at a time', () => {
    const one = (from: number, to: number) => ({ group: 'g', name: 'n', hasFailed: false, from, to });
    expect(concurrency([one(0, 10), one(5, 10), one(0, 2.5)], [0, 10], 2)).toEqual([1.5, 2]);
  });

  test('leaves out what has no time, and is empty without jobs', () => {
    const nonsense = [bar(0, { StartedAt: undefined }), bar(1, { StoppedAt: 'never' }), bar(2, { StartedAt: at(5), StoppedAt: at(1) })];
    expect(textOf(gantt(nonsense))).toContain('No job that ran finished in the time range');
  });

  test('shows a job without a name by its id, also in an instant, on a phone and in a file', () => {
    expect(gantt([bar(0, { JobName: undefined, StoppedAt: at(0) })], 'queue', { width: 320 }).text).toContain('<title>id-0: 0 s');
    expect(ganttPage(reportFrame(), place(), { rows: [bar(0)], limit: 10, bytesScanned: 0 }).text).not.toContain('cwdb-action');
  });

  test('links the other groupings', () => {
    expect(actionsOf(gantt([bar(0)], 'type'))).toContainEqual({ view: 'gantt', by: 'queue' });
  });

  test.each(HOSTILE_CASES)('has the same elements for %s', (_, text) => {
    const all = (value: string) => gantt([bar(0, { JobName: value, JobQueue: value })]);
    expect(elementsOf(all(text))).toEqual(elementsOf(all('benign')));
    expect(forbiddenIn(all(text))).toEqual([]);
  });
});

describe('a time axis', () => {
  const area = { left: 0, right: 900, top: 20, bottom: 40 };
  const labels = (length: number, offsetMinutes = 0): string[] => {
    const start = Date.parse('2026-11-20T00:00:00Z');
    const { svg } = timeAxis({ ...frame().screen, offsetMinutes }, [start, start + length], area);
    return [...svg.text.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
  };

  test('is as exact as it must be', () => {
    expect(labels(10 * 86_400_000)).toContain('2026-11-22');
    expect(labels(7_200_000)).toEqual(expect.arrayContaining(['2026-11-20', '00:15', '01:30']));
    expect(labels(40_000)).toContain('00:00:05');
    expect(labels(50)).toContain('00:00:00.010');
    expect(labels(0)).toEqual(expect.arrayContaining(['2026-11-20']));
  });

  test('has round times of the zone of the viewer', () => {
    expect(labels(7_200_000, 330)).toContain('05:45');
  });
});

describe('a cost page', () => {
  const cost = { CostUsd: '12.5', OnDemandCostUsd: '40', LostCostUsd: '0', Jobs: '1200' };

  test('goes from queues to definitions to jobs', () => {
    const queues = costPage(frame(), place({ view: 'costs' }), { rows: [{ JobQueue: 'genomics', ...cost }, { ...cost }], bytesScanned: 0 });
    expect(textOf(queues)).toContain('genomics $12.50 $40.00 – $0.00 1,200 unknown $12.50');
    expect(textOf(queues)).toContain('Total $25.00 $80.00 – $0.00 2,400');
    expect(actionsOf(queues)).toContainEqual({ view: 'costs', queue: 'genomics' });
    const definitions = costPage(frame(), place({ queue: 'genomics' }), { rows: [{ JobDefinition: 'align:7', ...cost }], bytesScanned: 0 });
    expect(actionsOf(definitions)).toContainEqual({ view: 'costs', queue: 'genomics', definition: 'align:7' });
    const rows: Row[] = [
      { JobId: 'id', JobName: 'align', CostUsd: '1' },
      { JobId: 'id-2', CostUsd: '1' },
    ];
    const jobs = costPage(frame(), place({ queue: 'genomics', definition: 'align:7' }), { rows, bytesScanned: 0 });
    expect(actionsOf(jobs)).toContainEqual({ view: 'job', id: 'id' });
    expect(textOf(jobs)).toContain('Costs / genomics / align:7');
  });

  test('says what its estimates leave out', () => {
    expect(textOf(costPage(frame(), place(), { rows: [cost], bytesScanned: 0 }))).toContain(
      'are known: without idle capacity, storage, network, Savings Plans and reserved instances.',
    );
  });

  test('says if no record has a cost, or if there are more', () => {
    expect(textOf(costPage(frame(), place(), { rows: [], bytesScanned: 0 }))).toContain('Records have costs where prices are known.');
    const ofJobs = (length: number): string =>
      textOf(costPage(frame(), place(), { rows: Array.from({ length }, () => cost), bytesScanned: 0 }));
    expect(ofJobs(101)).toContain('Total $1,250 $4,000 – $0.00 120,000 These are the 100 most expensive ones.');
    expect(ofJobs(100)).not.toContain('most expensive');
  });

  test.each(HOSTILE_CASES)('has the same elements for %s', (_, text) => {
    const all = (value: string) =>
      costPage(frame(), place({ queue: value, definition: value }), {
        rows: [{ JobId: value, JobName: value, CostUsd: value, Jobs: value }],
        bytesScanned: 0,
      });
    expect(elementsOf(all(text))).toEqual(elementsOf(all('benign')));
  });
});

describe('the page of jobs in flight', () => {
  const counted = { At: at(0), JobQueue: 'genomics', Submitted: '0', Pending: '0', Runnable: '1200', Starting: '0', Running: '7' };

  test('has the newest count of each job queue that is not empty', () => {
    const idle = { ...counted, JobQueue: 'idle', Runnable: '0', Running: '0' };
    const rows = [
      { ...counted, OldestRunnableJobId: 'id', OldestRunnableSeconds: '60', BlockedReason: 'full' },
      idle,
      { ...counted, Runnable: '5' },
      { JobQueue: 'a', At: at(1) },
    ];
    const page = inFlightPage(frame(), { rows, bytesScanned: 0 });
    expect(textOf(page)).toContain('genomics 0 1,200 0 7 id 1 min 00 s full 2026-11-20 11:00:00');
    expect(textOf(page)).not.toContain('idle');
    expect(actionsOf(page)).toContainEqual({ view: 'job', id: 'id' });
  });

  test('says if nothing is in flight', () => {
    const rows = [{ ...counted, Runnable: '0', Running: '0' }];
    expect(textOf(inFlightPage(frame(), { rows, bytesScanned: 0 }))).toContain('counted no job in flight');
  });

  test('has a column of submitted jobs if there are any', () => {
    const rows = [{ ...counted, Submitted: '3', Runnable: '0', Running: '0' }];
    expect(textOf(inFlightPage(frame(), { rows, bytesScanned: 0 }))).toContain('Submitted Pending Runnable Starting Running');
    const others = [...rows, { ...counted, JobQueue: 'video' }];
    expect(textOf(inFlightPage(frame(), { rows: others, bytesScanned: 0 }))).toContain('Submitted Pending');
    expect(textOf(inFlightPage(frame(), { rows: [counted], bytesScanned: 0 }))).not.toContain('Submitted');
  });

  test('says if nobody counted', () => {
    expect(textOf(inFlightPage(frame(), { rows: [], bytesScanned: 0 }))).toContain('No snapshot was taken in the last day');
  });
});

describe('a page for a problem', () => {
  test('has the problem as text', () => {
    const page = problemPage(frame(), '<b>no</b>');
    expect(textOf(page)).toContain('&lt;b&gt;no&lt;/b&gt; Back to the search');
  });
});

describe('a file', () => {
  test('loads nothing and runs nothing', () => {
    const light = reportFile({ theme: 'light' }, '<job>', markup`<p>x</p>`).text;
    expect(light).toContain("default-src 'none'");
    expect(light).toContain('<title>&lt;job&gt;</title>');
    expect(forbiddenIn(new Html(light))).toEqual([]);
    expect(reportFile({ theme: 'dark' }, '', markup``).text).toContain('#161d26');
  });
});

describe('a number', () => {
  test.each([
    [undefined, '–'],
    ['', '–'],
    ['x', '–'],
    [0.25, '0.3 s'],
    [59.6, '1 min 00 s'],
    [42, '42 s'],
    [3599, '59 min 59 s'],
    [90_061, '1 d 01 h'],
  ])('of seconds %s is %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  test.each([
    [undefined, '–'],
    [0, '$0.00'],
    [0.000012345, '$0.000012'],
    [0.0099, '$0.0099'],
    [1.005, '$1.00'],
    [123_456.7, '$123,457'],
  ])('of dollars %s is %s', (amount, text) => expect(usd(amount)).toBe(text));

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000_000, '1 MB'],
    [5e18, '5000000 TB'],
  ])('of bytes %s is %s', (amount, text) => expect(bytes(amount)).toBe(text));

  test('of characters is bounded', () => {
    expect(shortened('🚀'.repeat(2000), 10)).toBe(`${'🚀'.repeat(9)}…`);
    expect(shortened('short')).toBe('short');
  });
});
