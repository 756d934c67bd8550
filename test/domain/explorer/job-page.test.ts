import { actionsOf, elementsOf, forbiddenIn, textOf } from './elements';
import { at, frame, HOSTILE_CASES, JOB_ID, NOW, place, record, reportFrame } from './frames';
import { readJobItem } from '../../../src/domain/explorer/job-item';
import { JobFindings, jobPage, readJobRecord } from '../../../src/domain/explorer/job-page';
import { encodeFact, Fact } from '../../../src/domain/job/facts';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { FailureCategory } from '../../../src/domain/names/records';

const show = (given: Partial<JobFindings>, screen = {}) =>
  jobPage(frame(screen), place({ view: 'job' }), { id: JOB_ID, answers: [], ...given });
const FAILED: JobRecord = record({
  Status: 'FAILED',
  StatusReason: 'Host EC2 (instance i-0abc) terminated.',
  Reason: 'Error: <b>disk</b> full',
  FailureCategory: 'SPOT_INTERRUPTION',
  ExitCode: 1,
  AttemptCount: 2,
  StartingAt: at(2),
  StartedAt: at(3),
  InstanceId: 'i-0abc',
  InstanceType: 'm6i.large',
  AvailabilityZone: 'eu-west-1a',
  PurchaseOption: 'SPOT',
  LogGroup: '/aws/batch/job',
  LogStream: 'align/default/77',
  LostSeconds: 120,
  Tags: { team: 'blue' },
  Attempts: [
    {
      Number: 1,
      RunnableAt: at(1),
      StartingAt: at(2),
      StartedAt: at(3),
      StoppedAt: at(5),
      FailureCategory: 'OUT_OF_MEMORY',
      ExitCode: 137,
    },
    { Number: 2, RunnableAt: at(6), StartingAt: at(8), StartedAt: at(9) },
  ],
} as unknown as Partial<JobRecord>);

const fact = (state: Fact['state'], minutes: number, attempt = 1): Fact => ({
  state,
  atMillis: Date.parse(at(minutes)),
  attempt,
  token: 'token',
});
const item = (facts: readonly Fact[], more: Readonly<Record<string, string | number>> = {}) =>
  readJobItem(JOB_ID, { ...Object.fromEntries(facts.map(encodeFact)), JobName: 'align-reads', JobQueue: 'genomics', ...more });

describe('the page of a finished job', () => {
  test('has the reasons in the words of AWS, and what to do about it', () => {
    const text = textOf(show({ record: FAILED }));
    expect(text).toContain('align-reads FAILED');
    expect(text).toContain('Host EC2 (instance i-0abc) terminated.');
    expect(text).toContain('Error: &lt;b&gt;disk&lt;/b&gt; full');
    expect(text).toContain('AWS reclaimed Spot capacity.');
  });

  test('has every attempt with its placement and its own reason', () => {
    const text = textOf(show({ record: FAILED }));
    expect(text).toContain('1 2026-11-20 11:03:00');
    expect(text).toContain('137 OUT_OF_MEMORY');
    expect(text).toContain('m6i.large, eu-west-1a, SPOT i-0abc');
  });

  test('draws waiting, starting and running of each attempt, coloured by how it ended', () => {
    const { text } = show({ record: FAILED });
    const titles = [...text.matchAll(/<title>(\w+) ([^:]+):/g)].map(([, kind, length]) => `${kind} ${length}`);
    expect(titles).toEqual([
      'waiting 1 min 00 s',
      'waiting 1 min 00 s',
      'starting 1 min 00 s',
      'failed 2 min 00 s',
      'waiting 2 min 00 s',
      'starting 1 min 00 s',
      'failed 17 min 00 s',
    ]);
  });

  test('links the log, the instance, its metrics and AWS Batch', () => {
    const { text } = show({ record: FAILED });
    expect(text).toContain(
      'href="https://console.aws.amazon.com/batch/home?region=eu-west-1#jobs/detail/01234567-89ab-cdef-0123-456789abcdef"',
    );
    expect(text).toContain('#logsV2:log-groups/log-group/$252Faws$252Fbatch$252Fjob/log-events/align$252Fdefault$252F77"');
    expect(text).toContain('#InstanceDetails:instanceId=i-0abc"');
    expect(text).toContain('~&#39;InstanceId~&#39;i-0abc)');
  });

  test('shows what it cost where that is known', () => {
    const costs = {
      CostUsd: 1.5,
      OnDemandCostUsd: 4,
      SpotCostUsd: 0,
      LostCostUsd: undefined,
      Attempts: [{ Number: 1, CostUsd: 0.00001234 }],
    };
    const text = textOf(show({ record: record(costs) }));
    expect(text).toContain('Cost Cost $1.50 All On-Demand $4.00 All on Spot $0.00 An estimate');
    expect(text).toContain('$0.000012');
    expect(textOf(show({ record: record() }))).not.toContain('An estimate');
  });

  test('of a job that succeeded has no reason, unless AWS gave one', () => {
    expect(show({ record: record() }).text).not.toContain('class="note');
    expect(textOf(show({ record: record({ StatusReason: 'Essential container in task exited' }) }))).toContain('Essential container');
  });

  test('of a job that failed without a reason is a failure all the same', () => {
    expect(show({ record: record({ Status: 'FAILED' }) }).text).toContain('note bad');
    expect(textOf(show({ record: record({ Status: 'FAILED', FailureCategory: 'OF_A_LATER_VERSION' as never }) }))).toContain(
      'OF_A_LATER_VERSION',
    );
  });

  test('of a job that never ran shows how long it waited', () => {
    const never = record({ Status: 'FAILED', Attempts: [], AttemptCount: 0, StartingAt: undefined, StartedAt: undefined });
    const page = show({ record: never });
    expect(textOf(page)).toContain('The job was never placed.');
    expect(textOf(page)).toContain('in the queue');
    expect(textOf(show({ record: record({ ...never, RunnableAt: undefined }) }))).toContain('in the queue');
    expect(textOf(show({ record: record({ ...never, RunnableAt: undefined, CreatedAt: undefined }) }))).toContain('No event reported');
  });

  test('of a job that was stopped while it waited again shows that wait', () => {
    const again = record({ Status: 'FAILED', Attempts: [{ Number: 1, StoppedAt: at(20), FailureCategory: 'KILLED' }] });
    expect(textOf(show({ record: again }))).toContain('attempt 1 in the queue');
  });

  test('of an attempt that never started ends with its wait or its start', () => {
    const unplaced = record({ Status: 'FAILED', StartingAt: undefined, StartedAt: undefined });
    expect(show({ record: unplaced }).text).toContain('<title>waiting 25 min');
    const unstarted = record({ Status: 'FAILED', StartedAt: undefined });
    expect(show({ record: unstarted }).text).toContain('<title>starting 21 min');
  });

  test('links the parent', () => {
    expect(actionsOf(show({ record: record({ ArrayParentId: 'parent' }) }))).toContainEqual({ view: 'job', id: 'parent' });
    expect(actionsOf(show({ record: record({ NodeParentId: 'main' }) }))).toContainEqual({ view: 'job', id: 'main' });
  });

  test('shows times in the time zone of the viewer', () => {
    const text = textOf(show({ record: FAILED }, { offsetMinutes: 330, zone: 'UTC+05:30' }));
    expect(text).toContain('Started (UTC+05:30)');
    expect(text).toContain('2026-11-20 16:33:00');
  });

  test('is drawn for a phone', () => {
    expect(show({ record: FAILED }, { width: 340 }).text).toContain('viewBox="0 0 300 ');
  });

  test('has no links to other pages in a file', () => {
    expect(jobPage(reportFrame(), place(), { id: JOB_ID, record: FAILED, answers: [] }).text).not.toContain('cwdb-action');
  });

  test('knows what to do about each category', () => {
    for (const category of Object.values(FailureCategory)) {
      const page = show({ record: record({ Status: 'FAILED', FailureCategory: category }) });
      expect(page.text).toMatch(new RegExp(`<b>${category}</b><p>[A-Z][^<]{20,}</p>`));
    }
  });

  test.each(HOSTILE_CASES)('has the same elements for a job with %s in every field', (_, text) => {
    const all = (value: string): JobRecord => {
      const every = Object.fromEntries(
        Object.entries(FAILED).map(([name, own]) => [name, typeof own === 'string' && !/At$|^Status$/.test(name) ? value : own]),
      );
      return {
        ...every,
        Tags: { [value]: value },
        Attempts: [{ Number: 1, Reason: value, InstanceId: value, LogStream: value }],
      } as unknown as JobRecord;
    };
    const page = show({ record: all(text), problems: [text] });
    expect(elementsOf(page)).toEqual(elementsOf(show({ record: all('benign'), problems: ['benign'] })));
    expect(forbiddenIn(page)).toEqual([]);
  });
});

describe('the page of an array job', () => {
  const parent = record({ ArraySize: 1000, Attempts: [], AttemptCount: 0 });
  const child = (index: number, given: Readonly<Record<string, string>> = {}) => ({
    JobId: `${JOB_ID}:${index}`,
    ArrayIndex: String(index),
    Status: 'SUCCEEDED',
    ...given,
  });

  test('counts its children by how they ended, each once, and lists a page of them', () => {
    const rows = [
      ...Array.from({ length: 60 }, (_, index) => child(index, { CostUsd: '0.5' })),
      child(0),
      child(61, { Status: 'FAILED', FailureCategory: 'TIMEOUT' }),
    ];
    const page = show({ record: parent, children: { rows, bytesScanned: 1, limit: 10_000 } });
    expect(textOf(page)).toContain('Ended 61 SUCCEEDED 60 FAILED, TIMEOUT 1 Cost $30.00');
    expect(actionsOf(page)).toContainEqual({ view: 'job', id: JOB_ID, page: 1 });
  });

  test('is distinguished from one without children', () => {
    const page = show({ record: parent, children: { rows: [], bytesScanned: 1, limit: 10_000 } });
    expect(textOf(page)).toContain('Children Ended 0');
  });
});

describe('the page of a job in flight', () => {
  test('shows its state and since when, and what it went through', () => {
    const page = show({
      item: item(
        [
          fact('SUBMITTED', 0),
          fact('RUNNABLE', 1),
          fact('STARTING', 5),
          fact('RUNNING', 6),
          fact('RUNNABLE', 10, 2),
          fact('STARTING', 11, 2),
        ],
        {
          Vcpus: 4,
          MemoryMiB: 8192,
          JobDefinition: 'align:7',
        },
      ),
    });
    expect(textOf(page)).toContain('align-reads STARTING');
    expect(textOf(page)).toContain('2026-11-20 11:11:00');
    expect([...page.text.matchAll(/<title>(\w+) /g)].map(([, kind]) => kind)).toEqual([
      'waiting',
      'waiting',
      'starting',
      'running',
      'waiting',
      'starting',
    ]);
  });

  test('keeps the order of attempts that changed within a millisecond', () => {
    expect(item([fact('STARTING', 1, 2), fact('RUNNING', 1)])?.entries.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('names why it blocks its queue, if it still does', () => {
    const blocked = { BlockedReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT', BlockedAt: NOW };
    expect(textOf(show({ item: item([fact('RUNNABLE', 1)], blocked) }))).toContain('The job blocks its queue: MISCONFIGURATION');
    expect(textOf(show({ item: item([fact('RUNNABLE', 1)], { ...blocked, BlockedAt: 1 }) }))).not.toContain('blocks');
  });

  test('says that a record follows if the job has just ended', () => {
    const page = show({ item: item([fact('STARTING', 1), fact('RUNNING', 2)], { Ended: 'token' }) });
    expect(textOf(page)).toContain('its record follows within minutes. If there is none after 15 minutes, see the alarms');
    expect(textOf(page)).not.toMatch(/In this state since|For /);
    expect(page.text).toContain('<title>starting 1 min 00 s');
    expect(page.text).toContain('<title>running 0 s');
  });

  test('of an item without facts is unknown', () => {
    expect(item([])).toBeUndefined();
    expect(textOf(show({ item: item([]) }))).toContain('There is no record of job');
  });

  test('of a job without a name shows its id', () => {
    const facts = Object.fromEntries([encodeFact(fact('RUNNABLE', 1))]);
    expect(textOf(show({ item: readJobItem(JOB_ID, facts) }))).toContain(JOB_ID);
  });
});

describe('a line of the log', () => {
  test.each([
    ['torn', '{"JobId":"'],
    ['null', 'null'],
    ["another job's", '{"JobId":"x"}'],
    ['text', 'START'],
  ])('that is %s is no record', (_, line) => {
    expect(readJobRecord(line, JOB_ID)).toBeUndefined();
  });

  test('without attempts is a record without attempts', () => {
    expect(readJobRecord(JSON.stringify({ JobId: JOB_ID }), JOB_ID)).toEqual({ JobId: JOB_ID, Attempts: [] });
    expect(readJobRecord(JSON.stringify(record()), JOB_ID)).toEqual(record());
  });

  test('with nothing but an id can be shown', () => {
    const sparse = readJobRecord(JSON.stringify({ JobId: JOB_ID, InstanceId: 'i-1' }), JOB_ID) as JobRecord;
    expect(textOf(show({ record: sparse }))).toContain(JOB_ID);
  });
});
