import { actionsOf, elementsOf, forbiddenIn, textOf } from './elements';
import { frame, HOSTILE_CASES, NOW, place, reportFrame } from './frames';
import { InFlightFindings, inFlightJobsPage } from '../../../src/domain/explorer/in-flight-jobs-page';
import { InFlightSelection } from '../../../src/domain/explorer/in-flight-selection';
import { JobItem } from '../../../src/domain/explorer/job-item';
import { Criteria } from '../../../src/domain/explorer/request';

const job = (given: Partial<JobItem> = {}): JobItem => ({
  jobId: 'id-1',
  jobName: 'align',
  jobQueue: 'genomics',
  jobDefinition: 'align:7',
  vcpus: 4,
  isArray: false,
  hasEnded: false,
  state: 'RUNNABLE',
  sinceMillis: NOW - 7_200_000,
  entries: [],
  ...given,
});
const many = (count: number): JobItem[] =>
  Array.from({ length: count }, (_, index) =>
    job({ jobId: `id-${String(index).padStart(4, '0')}`, sinceMillis: NOW - 1_000 * (index + 1) }),
  );

function select(jobs: readonly JobItem[], criteria: Criteria = {}, limit = 100): InFlightSelection {
  const selection = new InFlightSelection(criteria, limit);
  jobs.forEach((one) => selection.add(one));
  return selection;
}
const show = (jobs: readonly JobItem[], given: Parameters<typeof place>[0] = {}, more: Partial<InFlightFindings> = {}, of = frame()) => {
  const where = place({ view: 'in-flight-jobs', ...given });
  return inFlightJobsPage(of, where, { selection: select(jobs, where), isWhole: true, maxItems: 400_000, ...more });
};

describe('the selection', () => {
  test('has the jobs that have been in their state the longest first, and those of one instant by id', () => {
    const jobs = [job({ jobId: 'c' }), job({ jobId: 'a', sinceMillis: 5 }), job({ jobId: 'b' })];
    for (const order of [jobs, [...jobs].reverse()]) {
      expect(
        select(order)
          .oldest()
          .map(({ jobId }) => jobId),
      ).toEqual(['a', 'b', 'c']);
    }
  });

  test.each<[Criteria, string[]]>([
    [{}, ['one', 'two', 'three', 'four']],
    [{ job: 'ALI' }, ['one', 'two']],
    [{ job: 'e' }, ['one', 'two']],
    [{ queue: 'genomics' }, ['one', 'three']],
    [{ queue: 'genom' }, []],
    [{ status: 'RUNNING' }, ['two', 'three']],
    [{ status: 'running' }, []],
    [{ job: 'align', queue: 'genomics', status: 'RUNNABLE' }, ['one']],
  ])('%j selects %j', (criteria, ids) => {
    const jobs = [
      job({ jobId: 'one', jobName: 'align-reads' }),
      job({ jobId: 'two', jobName: 're-ALIGN', jobQueue: 'genomics-gpu', state: 'RUNNING' }),
      job({ jobId: 'three', jobName: 'sort', state: 'RUNNING' }),
      job({ jobId: 'four', jobName: undefined, jobQueue: undefined }),
    ];
    const selection = select(jobs, criteria);
    expect(
      selection
        .oldest()
        .map(({ jobId }) => jobId)
        .sort(),
    ).toEqual([...ids].sort());
    expect(selection.matching).toBe(ids.length);
    expect(selection.queues).toEqual(['genomics', 'genomics-gpu']);
  });

  test('has the job queues in the order of their names', () => {
    const jobs = ['b', 'c', 'a'].map((jobQueue) => job({ jobQueue }));
    expect(select(jobs).queues).toEqual(['a', 'b', 'c']);
  });

  test('holds less than twice its limit, and sorts once for as many jobs as its limit', () => {
    const selection = new InFlightSelection({}, 100);
    const sorting = jest.spyOn(selection, 'oldest');
    many(1000).forEach((one) => selection.add(one));
    expect(sorting).toHaveBeenCalledTimes(9);
  });

  test('keeps the oldest of any number, whatever their order', () => {
    const jobs = many(1000);
    const oldest = ['id-0999', 'id-0998', 'id-0997'];
    for (const order of [jobs, [...jobs].reverse()]) {
      const selection = select(order, {}, 3);
      expect(selection.oldest().map(({ jobId }) => jobId)).toEqual(oldest);
      expect(selection.matching).toBe(1000);
    }
  });

  test('counts the jobs of its queue, whatever else is looked for', () => {
    const jobs = [job(), job({ jobQueue: 'other', state: 'RUNNING' })];
    const states = (criteria: Criteria) =>
      ['RUNNABLE' as const, 'RUNNING' as const].map((state) => select(jobs, criteria).counts.count(state));
    expect(states({})).toEqual([1, 1]);
    expect(states({ queue: 'other', job: 'nothing' })).toEqual([0, 1]);
    expect(states({ queue: 'gone' })).toEqual([0, 0]);
  });
});

describe('the page', () => {
  test('shows how long each job has been in its state, and leads to it and back', () => {
    const page = show([job({ blockedReason: 'CAPACITY:INSUFFICIENT' })], { status: 'RUNNABLE' });
    expect(textOf(page)).toContain('2 h 00 min RUNNABLE align genomics align:7 4 CAPACITY:INSUFFICIENT 2026-11-20 10:00:00');
    expect(textOf(page)).toContain('RUNNABLE 1 In this state for');
    expect(textOf(page)).not.toContain('RUNNING 0');
    expect(textOf(page)).toContain('1 to 1 of 1 read.');
    expect(actionsOf(page)).toContainEqual({ status: 'RUNNABLE', list: 'in-flight-jobs', from: 0, view: 'job', id: 'id-1' });
  });

  test('has its title, a form with labels, and columns of which some give way on a phone', () => {
    const { text } = show([job({ jobQueue: 'render' })]);
    const between = (begin: string, end: string) => text.slice(text.indexOf(begin), text.indexOf(end) + end.length);
    expect(text).toContain('<h2>Jobs in flight</h2>');
    expect(textOf(show([]))).toContain('As events reported them, without array jobs as such and nodes of multi-node jobs.');
    expect(text).toContain('<a><b>In flight</b></a>');
    expect(between('<form', '</form>')).toBe(
      '<form><label>Job id, or part of the name<input type="text" name="job" value=""/></label><label>Job queue<select name="queue"><option value="">any</option><option value="render">render</option></select></label><label>Status<select name="status"><option value="">any</option><option value="SUBMITTED">SUBMITTED</option><option value="PENDING">PENDING</option><option value="RUNNABLE">RUNNABLE</option><option value="STARTING">STARTING</option><option value="RUNNING">RUNNING</option></select></label><div><a class="btn bx-go">Search</a><cwdb-action action="call" display="widget" endpoint="arn:aws:lambda:eu-west-1:123456789012:function:customWidget-explorer">{"view":"in-flight-jobs","form":true}</cwdb-action></div></form>',
    );
    expect(between('<tr><th', '</tr>')).toBe(
      '<tr><th class="num">In this state for</th><th class="">State</th><th class="wide">Job</th><th class="wide">Queue</th><th class="wide">Definition</th><th class="num">vCPUs</th><th class="wide">Blocks its queue</th><th class="">Since (UTC)</th></tr>',
    );
  });

  test('leaves columns that matter less out on a phone', () => {
    const { text } = show([job()], {}, {}, frame({ width: 360 }));
    expect([...text.matchAll(/<th class="\w*">([^<]*)/g)].map(([, title]) => title)).toEqual([
      'In this state for',
      'State',
      'Job',
      'Queue',
    ]);
  });

  test('has criteria that are set in its links, and no others', () => {
    expect(actionsOf(show(many(60), { page: 1, queue: 'genomics' })).filter((action) => 'page' in action)).toStrictEqual([
      { view: 'in-flight-jobs', queue: 'genomics', page: 0 },
    ]);
    expect([...show(many(60), { page: 1 }).text.matchAll(/<tr><td/g)]).toHaveLength(10);
  });

  test('shows what is not known as such, and no time below zero', () => {
    const page = show([
      job({ jobName: undefined, jobQueue: undefined, jobDefinition: undefined, vcpus: undefined, sinceMillis: NOW + 5_000 }),
    ]);
    expect(textOf(page)).toContain('0 s RUNNABLE id-1 – – 2026');
  });

  test('has 50 jobs, and links to the others', () => {
    expect(actionsOf(show(many(60)))).toContainEqual({ view: 'in-flight-jobs', page: 1 });
    const last = show(many(60), { page: 9, queue: 'genomics' });
    expect(textOf(last)).toContain('51 to 60 of 60 read.');
    expect(actionsOf(last)).toContainEqual({ view: 'in-flight-jobs', queue: 'genomics', page: 0 });
  });

  test('says if there are more than it lists, and if items were not read', () => {
    const cut = show([], {}, { selection: select(many(1_200), {}, 100), isWhole: false });
    expect(textOf(cut)).toContain('These are the 100 oldest of 1,200 jobs.');
    expect(textOf(cut)).toContain('Jobs are missing here: the table has more than the 400,000 items that are read.');
    expect(textOf(show([job()]))).not.toMatch(/These are|missing/);
  });

  test('says if there is none', () => {
    expect(textOf(show([]))).toContain('No job in flight matches.');
  });

  test('offers the queues with jobs in flight, and keeps the one that was chosen', () => {
    const options = ({ text }: { text: string }) =>
      [...text.matchAll(/<option value="([^"]*)"( selected)?>/g)].map(([, value, selected]) => value + (selected ?? ''));
    expect(options(show([job()]))).toEqual(['', 'genomics', '', 'SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING']);
    expect(options(show([job()], { queue: 'gone' })).slice(0, 3)).toEqual(['', 'gone selected', 'genomics']);
    expect(options(show([job()], { queue: 'genomics' })).slice(0, 3)).toEqual(['', 'genomics selected', '']);
    expect(show([job()]).text).toContain('name="job"');
    expect(actionsOf(show([]))).toContainEqual({ view: 'in-flight-jobs', form: true });
  });

  test('has no form in a file', () => {
    expect(elementsOf(show([job()], {}, {}, reportFrame())).filter((element) => element.startsWith('form'))).toEqual([]);
  });

  test.each(HOSTILE_CASES)('shows %s as text', (_, text) => {
    const page = show([job({ jobName: text, jobQueue: text, jobDefinition: text, blockedReason: text })], { queue: text });
    expect(forbiddenIn(page)).toEqual([]);
    expect(elementsOf(page)).toEqual(elementsOf(show([job({ jobName: 'a', jobQueue: 'a', blockedReason: 'a' })], { queue: 'a' })));
  });
});
