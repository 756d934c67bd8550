import { useExplorer } from './deployed-explorer';
import { TableStandIn } from '../../../lab/explorer/table-stand-in';
import { Html } from '../../../src/domain/explorer/html';
import { encodeFact } from '../../../src/domain/job/facts';
import { textOf } from '../../domain/explorer/elements';
import { at, JOB_ID, NOW } from '../../domain/explorer/frames';
import { WireRequest } from '../stage/wire';

const deployed = useExplorer();
const text = async (event: object): Promise<string> => textOf(new Html(await deployed.show({ view: 'in-flight-jobs', ...event })));
const factOf = (state: 'RUNNABLE' | 'RUNNING', minutes: number): object =>
  Object.fromEntries([encodeFact({ state, atMillis: Date.parse(at(minutes)), attempt: 1, token: 'token' })]);
const item = (id: string, given: object = {}): Readonly<Record<string, unknown>> => ({
  JobId: id,
  JobName: `name-${id}`,
  JobQueue: 'genomics',
  ExpiresAt: NOW / 1000 + 60,
  ...factOf('RUNNABLE', 0),
  ...given,
});

function store(...items: readonly Readonly<Record<string, unknown>>[]): void {
  const table = new TableStandIn(() => items);
  deployed.dynamodb.answer = ({ operation, body }) => table.answer(operation, body);
}
const scans = (): Record<string, unknown>[] => deployed.dynamodb.of('Scan').map(({ body }) => JSON.parse(body) as Record<string, unknown>);

test('lists the jobs that have not ended, the longest in their state first', async () => {
  store(
    item('b', factOf('RUNNING', 30)),
    item('a'),
    item('ended', { Ended: 'token' }),
    item('parent', { Parent: 'array' }),
    item('expired', { ExpiresAt: NOW / 1000 }),
    // What an update that was taken back leaves.
    { JobId: 'without facts', ExpiresAt: NOW / 1000 + 60 },
  );
  const page = await text({});
  expect(page).toContain('RUNNABLE 1 RUNNING 1 In this state');
  expect(page).toMatch(/1 h 00 min RUNNABLE name-a genomics.*30 min 00 s RUNNING name-b genomics/);
  expect(page).not.toMatch(/ended|parent|expired|without facts|missing/);
  expect(deployed.started).toEqual([]);
});

test('lists what was looked for', async () => {
  store(item('a'), item('b', { JobQueue: 'other' }));
  expect(await text({ queue: 'other' })).toContain('1 to 1 of 1 read.');
  expect(await text({ job: 'name-a' })).toContain('1 to 1 of 1 read.');
});

test('lists as many as a page may have, the oldest', async () => {
  store(...Array.from({ length: 101 }, (_, index) => item(String(index))));
  deployed.settings.MAX_ROWS = '100';
  expect(await text({})).toContain('These are the 100 oldest of 101 jobs.');
});

test('for an id shows the job', async () => {
  store(item(JOB_ID));
  expect(await text({ job: JOB_ID })).toContain(`name-${JOB_ID} RUNNABLE`);
  expect(scans()).toEqual([]);
});

test('reads four segments, each page by page, and no more than it may', async () => {
  deployed.settings.MAX_TABLE_ITEMS = '10000';
  const answer = ({ body }: WireRequest) => {
    const { ExclusiveStartKey: start } = JSON.parse(body) as { ExclusiveStartKey?: { JobId: { S: string } } };
    const next = Number(start?.JobId.S ?? 0) + 1;
    return { status: 200, body: JSON.stringify({ Items: [], LastEvaluatedKey: { JobId: { S: String(next) } } }) };
  };
  deployed.dynamodb.answer = answer;
  expect(await text({})).toContain('Jobs are missing here: the table has more than the 10,000 items that are read.');
  // 10,000 items are two pages of 2,000 in each of four segments.
  expect(scans()).toHaveLength(8);
  expect(scans().map(({ Segment, Limit }) => [Segment, Limit])).toEqual(
    expect.arrayContaining([0, 1, 2, 3].map((segment) => [segment, 2000])),
  );
});

test('a table that ends with the last page that may be read is whole', async () => {
  deployed.settings.MAX_TABLE_ITEMS = '8000';
  store(item('a'));
  expect(await text({})).not.toContain('missing');
  expect(scans()).toHaveLength(4);
});

test('a table that cannot be read is an error with its code', async () => {
  deployed.dynamodb.answer = () => ({ status: 400, body: '{"__type":"com.amazonaws#AccessDeniedException","message":"arn:secret"}' });
  const page = await text({});
  expect(page).toContain('The call to DynamoDB failed: AccessDeniedException.');
  expect(page).not.toContain('secret');
});
