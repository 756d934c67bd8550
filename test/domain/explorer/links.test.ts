import { actionsOf, textOf } from './elements';
import { frame, JOB_ID, place, record, reportFrame } from './frames';
import { jobPage } from '../../../src/domain/explorer/job-page';
import { jobPlace, metricsPlace } from '../../../src/domain/explorer/links';
import { page, problemPage } from '../../../src/domain/explorer/page';
import { JobRecord } from '../../../src/domain/names/job-record-fields';

const NAV = ['Search', 'Timeline', 'Costs', 'In flight'];

describe('the navigation', () => {
  test.each([
    ['search', 'Search'],
    ['gantt', 'Timeline'],
    ['costs', 'Costs'],
    ['in-flight', 'In flight'],
  ] as const)('of the view %s has all views, and this one in bold', (view, title) => {
    const html = page(frame(), view);
    expect(textOf(html)).toBe(NAV.join(' '));
    expect(actionsOf(html)).toEqual(['search', 'gantt', 'costs', 'in-flight'].map((each) => ({ view: each })));
    expect([...html.text.matchAll(/<a><b>([^<]*)/g)].map(([, bold]) => bold)).toEqual([title]);
  });

  test('of a problem leads back to the search', () => {
    expect(actionsOf(problemPage(frame(), 'no')).at(-1)).toEqual({ view: 'search' });
  });
});

test('in a file, a link is its text, and a button is nothing', () => {
  const { links } = reportFrame();
  expect([links.to('a queue', { view: 'costs' }).text, links.submit('Search', {}).text]).toEqual(['a queue', '']);
});

describe('links into the console', () => {
  const linksOf = (given: Partial<JobRecord>): string[][] => {
    const { text } = jobPage(frame(), place({ view: 'job' }), { id: JOB_ID, record: record(given), answers: [] });
    const links = text.matchAll(/<a href="https:\/\/console\.aws\.amazon\.com\/(\w+)\/home\?region=eu-west-1#[^"]+"[^>]*>([^<]*)</g);
    return [...links].map(([, service, label]) => [service, label]);
  };
  const BATCH = ['batch', 'AWS Batch'];

  test('lead to the job alone if it was never placed', () => {
    expect(linksOf({ LogGroup: '/aws/batch/job' })).toEqual([BATCH]);
    expect(linksOf({ LogStream: 'align/default/77' })).toEqual([BATCH]);
  });

  test('lead to its log and its instance, for each attempt too', () => {
    expect(linksOf({ LogGroup: '/aws/batch/job', LogStream: 'align/default/77', InstanceId: 'i-0abc' })).toEqual([
      BATCH,
      ['cloudwatch', 'Log of the last attempt'],
      ['cloudwatch', 'Metrics of the instance'],
      ['ec2', 'Instance'],
      ['ec2', 'i-0abc'],
      ['cloudwatch', 'log'],
    ]);
  });

  const timesOf = (given: Partial<JobRecord>): string[] => {
    const { text } = jobPage(frame(), place({ view: 'job' }), {
      id: JOB_ID,
      record: record({ InstanceId: 'i-0abc', ...given }),
      answers: [],
    });
    return [...text.matchAll(/(?:start|end)~&#39;([^~&)]+)/g)].map(([, time]) => time.replaceAll('*3a', ':'));
  };

  test('to metrics have the attempt, and ten minutes before and after it', () => {
    expect(timesOf({})).toEqual(['2026-11-20T10:55:00.000Z', '2026-11-20T11:36:00.000Z']);
    expect(timesOf({ StartingAt: undefined })).toEqual(['2026-11-20T11:16:00.000Z', '2026-11-20T11:36:00.000Z']);
    expect(timesOf({ StartingAt: undefined, StoppedAt: undefined })).toEqual(['2026-11-20T11:50:00.000Z', '2026-11-20T12:10:00.000Z']);
  });

  test('to metrics escape as the console reads it', () => {
    const graph = metricsPlace('i-\t1', 'eu-west-1', 0, 1000);
    for (const metric of ['CPUUtilization', 'NetworkIn', 'NetworkOut']) {
      expect(graph).toContain(`(~'AWS*2fEC2~'${metric}~'InstanceId~'i-*091)`);
    }
    expect(graph).toMatch(/start~'1970-01-01T00\*3a00\*3a00\.000Z~end~'1970-01-01T00\*3a00\*3a01\.000Z\)$/);
  });

  test('to a job whose id was cut within a character are addresses all the same', () => {
    expect(decodeURIComponent(jobPlace('a\ud800b'))).toBe('jobs/detail/a\ufffdb');
  });
});
