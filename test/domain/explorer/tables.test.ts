import { actionsOf, cellsOf, factsOf, headsOf, textOf } from './elements';
import { at, frame, JOB_ID, NOW, place, record } from './frames';
import { costPage } from '../../../src/domain/explorer/cost-page';
import { Html } from '../../../src/domain/explorer/html';
import { inFlightPage } from '../../../src/domain/explorer/in-flight-page';
import { JobItem, readJobItem } from '../../../src/domain/explorer/job-item';
import { jobPage } from '../../../src/domain/explorer/job-page';
import { Row } from '../../../src/domain/explorer/page';
import { facts } from '../../../src/domain/explorer/table';
import { encodeFact, Fact } from '../../../src/domain/job/facts';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { JobAttribute } from '../../../src/domain/names/tables';

const PHONE = { width: 340 };
const ofJob = (given: Parameters<typeof record>[0], screen = {}): Html =>
  jobPage(frame(screen), place({ view: 'job' }), { id: JOB_ID, record: record(given), answers: [] });

describe('the attempts of a job', () => {
  const Attempts = [
    {
      ...{ Number: 1, StartedAt: at(6), StoppedAt: at(8), ExitCode: 137, FailureCategory: 'OUT_OF_MEMORY', Reason: 'OOM' },
      ...{ RunnableSeconds: 65, StartingSeconds: 3, RunningSeconds: 120, InstanceType: 'm6i.large', PurchaseOption: 'SPOT', CostUsd: 0.5 },
    },
    { Number: 2, StartedAt: at(20) },
  ] as JobRecord['Attempts'];
  const page = (screen = {}) => ofJob({ AttemptCount: 2, Attempts, RunnableAt: undefined, StartingAt: undefined }, screen);

  test('each have a row with what is known of it', () => {
    expect(cellsOf(page())).toEqual([
      ['#', 'Started (UTC)', 'Waited', 'Starting', 'Ran', 'Exit', 'Reason', 'Placement', 'Cost', 'Log'],
      ['1', '2026-11-20 11:06:00', '1 min 05 s', '3 s', '2 min 00 s', '137', 'OUT_OF_MEMORY OOM', 'm6i.large, SPOT', '$0.50', ''],
      ['2', '2026-11-20 11:20:00', '4 min 00 s', '1 min 00 s', '20 min 00 s', '', '', '', '–', ''],
    ]);
  });

  test('have numbers at the right, and fewer columns on a phone', () => {
    const kinds = Object.fromEntries(headsOf(page()).map(([kind, title]) => [title, kind]));
    expect(kinds).toMatchObject({
      Waited: 'num',
      Starting: 'num',
      Ran: 'num',
      Exit: 'num',
      Cost: 'num',
      Reason: 'wide',
      Placement: 'wide',
    });
    expect(cellsOf(page(PHONE))[0]).toEqual(['#', 'Started (UTC)', 'Ran', 'Exit', 'Reason', 'Placement', 'Cost', 'Log']);
  });

  test('have no reason if they succeeded', () => {
    expect(page().text.match(/<b title=/g)).toHaveLength(1);
    expect(ofJob({}).text).not.toContain('<b title=');
  });

  test('have a cost only where one has', () => {
    expect(cellsOf(ofJob({}))[0]).not.toContain('Cost');
  });
});

describe('the facts of a job', () => {
  test('are what it requested, where it ran and how long it took', () => {
    const given = {
      ...{ TotalSeconds: 1560, LostSeconds: 120, ExitCode: 1, ComputeEnvironment: 'spot-ce', Platform: 'EC2', PurchaseOption: 'SPOT' },
      ...{
        Vcpus: 4,
        MemoryMiB: 8192,
        Gpus: 1,
        ArraySize: 10,
        ArrayIndex: 3,
        NodeCount: 5,
        NodeIndex: 2,
        ShareIdentifier: 'team',
        NodeParentId: 'main',
      },
    } as Partial<JobRecord>;
    expect(factsOf(ofJob({ ...given, Tags: { team: 'blue' } }))).toEqual({
      'Job id': JOB_ID,
      'Job queue': 'genomics',
      'Job definition': 'align:7',
      'Created (UTC)': '2026-11-20 11:00:00',
      Stopped: '2026-11-20 11:26:00',
      'From creation to end': '26 min 00 s',
      'Waited in the queue': '4 min 00 s',
      'Started for': '1 min 00 s',
      'Ran for': '20 min 00 s',
      'Lost to failed attempts': '2 min 00 s',
      'Exit code': '1',
      'Compute environment': 'spot-ce',
      Platform: 'EC2',
      'Purchase option': 'SPOT',
      vCPUs: '4',
      'Memory, MiB': '8192',
      GPUs: '1',
      'Array size': '10',
      'Index in the array': '3',
      'Number of nodes': '5',
      Node: '2',
      Parent: 'main',
      Share: 'team',
      'Tag team': 'blue',
    });
  });

  test('leave out what is not known', () => {
    expect(Object.keys(factsOf(ofJob({})))).not.toContain('Parent');
    expect(factsOf(facts([['a', undefined], ['b', ''], ['c', false], ['d', 0]]))).toEqual({ d: '0' }); // prettier-ignore
  });

  test('are its costs too, where they are known', () => {
    const { Cost, ...others } = factsOf(ofJob({ CostUsd: 1.5, LostCostUsd: 0.5, Attempts: [] }));
    expect(Cost).toBe('$1.50');
    expect(others).toMatchObject({ 'Lost to failed attempts': expect.anything() });
    expect(textOf(ofJob({ CostUsd: 1.5, LostCostUsd: 0.5 }))).toContain('Lost to failed attempts $0.50');
  });

  test('of an array job have no timeline of their own', () => {
    expect(textOf(ofJob({ ArraySize: 10 }))).not.toContain('Timeline Attempts');
    expect(ofJob({ ArraySize: 10 }).text).not.toContain('<svg');
  });

  test('of a job in flight have its state, and since when', () => {
    const fact = (state: Fact['state'], minutes: number): Fact => ({ state, atMillis: Date.parse(at(minutes)), attempt: 1, token: 't' });
    const all = [fact('RUNNABLE', 0), fact('RUNNING', 50)].map(encodeFact);
    const item = readJobItem(JOB_ID, {
      ...Object.fromEntries(all),
      ...{ JobQueue: 'genomics', JobDefinition: 'align:7', Vcpus: 4, MemoryMiB: 8192, Gpus: 1 },
    }) as JobItem;
    const page = jobPage(frame(), place({ view: 'job' }), { id: JOB_ID, item, answers: [] });
    expect(factsOf(page)).toEqual({
      'Job id': JOB_ID,
      'Job queue': 'genomics',
      'Job definition': 'align:7',
      'In this state since (UTC)': '2026-11-20 11:50:00',
      For: '10 min 00 s',
      vCPUs: '4',
      'Memory, MiB': '8192',
      GPUs: '1',
    });
    expect(page.text).toContain(`/batch/home?region=eu-west-1#jobs/detail/${JOB_ID}`);
    expect(textOf(page)).toContain('AWS Batch');
    const ended = jobPage(frame(), place({ view: 'job' }), { id: JOB_ID, item: { ...item, hasEnded: true }, answers: [] });
    expect(textOf(ended)).toMatch(new RegExp(`${JOB_ID} ended`));
  });
});

describe('an item of the table of jobs', () => {
  const stored = Object.fromEntries([encodeFact({ state: 'RUNNABLE', atMillis: NOW, attempt: 1, token: 't' })]);

  test('is an array, or not', () => {
    expect([readJobItem(JOB_ID, { ...stored, [JobAttribute.UNCOUNTED]: 'array' })?.isArray, readJobItem(JOB_ID, stored)?.isArray]).toEqual([
      true,
      false,
    ]);
    expect(readJobItem(JOB_ID, { ...stored, [JobAttribute.UNCOUNTED]: 'node' })?.isArray).toBe(false);
  });

  test('has its states in the order of time; at the same time, those of an earlier attempt come first', () => {
    const entered = (state: Fact['state'], attempt: number, seconds: number) =>
      encodeFact({ state, atMillis: NOW + seconds * 1000, attempt, token: 't' });
    const item = readJobItem(
      JOB_ID,
      Object.fromEntries([
        entered('RUNNING', 2, 60),
        entered('RUNNABLE', 2, 30),
        entered('RUNNING', 1, 30),
        entered('STARTING', 1, 20),
        entered('RUNNABLE', 1, 0),
      ]),
    );
    expect(item?.entries.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual([
      'RUNNABLE 1',
      'STARTING 1',
      'RUNNING 1',
      'RUNNABLE 2',
      'RUNNING 2',
    ]);
  });

  test('blocks its queue from the moment on at which it entered its state', () => {
    expect(readJobItem(JOB_ID, { ...stored, BlockedReason: 'why', BlockedAt: NOW })?.blockedReason).toBe('why');
  });
});

describe('the reason of a job', () => {
  test('stands above its attempts, also if it succeeded', () => {
    expect(ofJob({ StatusReason: 'Essential container exited' }).text).toMatch(/<div class="note [^>]*><p>Essential container exited</);
  });
});

describe('the children of an array job', () => {
  const child = (index: number, given = {}) => ({ JobId: `${JOB_ID}:${index}`, Status: 'SUCCEEDED', ...given });
  const show = (rows: readonly Row[]) =>
    jobPage(frame(), place({ view: 'job' }), {
      ...{ id: JOB_ID, record: record({ ArraySize: 3 }), answers: [] },
      children: { rows, bytesScanned: 0, limit: 100 },
    });

  test('are counted by how they ended, the most frequent end first', () => {
    const rows = [child(0, { Status: 'FAILED' }), child(1), child(2)];
    expect(Object.keys(factsOf(show(rows))).slice(-3)).toEqual(['Ended', 'SUCCEEDED', 'FAILED']);
  });

  test('are no list if there are none', () => {
    expect(show([]).text).not.toContain('<table');
    expect(textOf(show([]))).not.toContain('No job');
  });
});

describe('a cost page', () => {
  const show = (given: Parameters<typeof place>[0], rows: readonly Row[], screen = {}): Html =>
    costPage(frame(screen), place({ view: 'costs', ...given }), { rows, bytesScanned: 12_300_000 });
  const ROW = { JobQueue: 'genomics', JobDefinition: 'align:7', JobId: 'id', CostUsd: '12.5', SpotCostUsd: '4', Jobs: '1200' };

  test.each([
    ['Job queue', {}],
    ['Job definition', { queue: 'genomics' }],
    ['Job', { queue: 'genomics', definition: 'align:7' }],
  ])('has a row for each %s, and their total', (title, given) => {
    const [heads, first, total] = cellsOf(show(given, [ROW, { ...ROW, SpotCostUsd: '5' }]));
    expect(heads).toEqual([title, 'Cost', 'All On-Demand', 'All on Spot', 'Lost', 'Jobs']);
    expect(first.slice(1)).toEqual(['$12.50', '–', '$4.00', '–', '1,200']);
    expect(cellsOf(show(given, [ROW, { ...ROW, SpotCostUsd: '5' }])).at(-1)).toEqual(['Total', '$25.00', '–', '$9.00', '–', '2,400']);
    expect(total).toHaveLength(6);
  });

  test('has numbers at the right, and fewer columns on a phone', () => {
    expect(headsOf(show({}, [ROW])).map(([kind]) => kind)).toEqual(['wide', 'num', 'num', 'num', 'num', 'num']);
    expect(headsOf(show({}, [ROW], PHONE)).map(([, title]) => title)).toEqual(['Job queue', 'Cost', 'Jobs']);
  });

  test('leads back to the queue and to all queues', () => {
    expect(textOf(show({}, []))).toContain('Costs by job queue');
    const actions = actionsOf(show({ queue: 'genomics', definition: 'align:7' }, [ROW])).slice(4);
    expect(actions.slice(0, 2)).toEqual([{ view: 'costs' }, { view: 'costs', queue: 'genomics' }]);
    expect(textOf(show({ queue: 'genomics' }, [ROW]))).toContain('Costs / genomics Job definition');
  });

  test('says what the costs are, what it read, and that there are more only if there are', () => {
    expect(textOf(show({}, [ROW]))).toMatch(/Estimates from list prices .* Logs Insights read 12\.3 MB/);
    expect(textOf(show({}, [ROW]))).not.toContain('most expensive');
    expect(show({}, [ROW]).text).toContain('<b>Costs</b>');
  });

  test('adds up the costs that are known', () => {
    const unpriced = { ...ROW, CostUsd: undefined } as unknown as Row;
    expect(cellsOf(show({}, [ROW, unpriced])).at(-1)?.[1]).toBe('$12.50');
  });

  test('shows a job by its name, or by its id', () => {
    const rows = [{ ...ROW, JobName: 'align-reads' }, ROW];
    expect(cellsOf(show({ queue: 'genomics', definition: 'align:7' }, rows)).map(([first]) => first)).toEqual([
      'Job',
      'align-reads',
      'id',
      'Total',
    ]);
  });

  test('says where the log group has no lines of the whole time range, which makes costs incomplete', () => {
    const NOT_KEPT = 'The log group has no lines of a part of the time that was searched: it was created later, or no longer keeps them.';
    const page = (isNotKept?: boolean) => textOf(costPage(frame(), place({ view: 'costs' }), { rows: [ROW], bytesScanned: 0, isNotKept }));
    expect(page(true)).toContain(NOT_KEPT);
    expect(page()).not.toContain('The log group has');
  });

  test('of a definition without a queue is that of all queues', () => {
    expect(cellsOf(show({ definition: 'align:7' }, [ROW]))[1][0]).toBe('genomics');
  });

  test('of a job without a definition says that it is unknown', () => {
    expect(cellsOf(show({ queue: 'genomics' }, [{ ...ROW, JobDefinition: undefined } as unknown as Row]))[1][0]).toBe('unknown');
  });
});

describe('the page of jobs in flight', () => {
  const counted = (JobQueue: string, given = {}) =>
    ({ At: at(0), JobQueue, Submitted: '0', Pending: '1', Runnable: '1200', Starting: '2', Running: '7', ...given }) as Row;
  const show = (rows: readonly Row[], screen = {}) => inFlightPage(frame(screen), { rows, bytesScanned: 12_300_000 });

  test('has a row for each job queue, by name', () => {
    const blocked = { OldestRunnableJobId: 'id', OldestRunnableSeconds: '60', BlockedReason: 'full' };
    expect(cellsOf(show([counted('video'), counted('audio'), counted('genomics', blocked)]))).toEqual([
      ['Job queue', 'Pending', 'Runnable', 'Starting', 'Running', 'Oldest waiting job', 'Waits', 'Why', 'Counted (UTC)'],
      ['audio', '1', '1,200', '2', '7', '', '', '', '2026-11-20 11:00:00'],
      ['genomics', '1', '1,200', '2', '7', 'id', '1 min 00 s', 'full', '2026-11-20 11:00:00'],
      ['video', '1', '1,200', '2', '7', '', '', '', '2026-11-20 11:00:00'],
    ]);
  });

  test('has numbers at the right, and fewer columns on a phone', () => {
    const kinds = headsOf(show([counted('q')])).map(([kind]) => kind);
    expect(kinds).toEqual(['wide', 'num', 'num', 'num', 'num', 'wide', 'num', 'wide', '']);
    expect(headsOf(show([counted('q')], PHONE)).map(([, title]) => title)).not.toContain('Why');
    expect(headsOf(show([counted('q')], PHONE))).toHaveLength(8);
  });

  test('says what is counted, and what was read for it', () => {
    expect(textOf(show([]))).toMatch(/^.*Jobs in flight by job queue .* List the jobs in flight .*\. Logs Insights read 12\.3 MB/);
    expect(show([]).text).toContain('<b>In flight</b>');
    // The navigation, each count, and the list of all.
    expect(actionsOf(show([counted('q')]))).toHaveLength(4 + 4 + 1);
  });
});
