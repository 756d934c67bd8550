import { useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { textOf } from '../../domain/explorer/elements';
import { JOB_ID, NOW, record } from '../../domain/explorer/frames';

const DAY = 86_400_000;
const NOT_KEPT = 'The log group has no lines of a part of the time that was searched: it was created later, or no longer keeps them.';
const deployed = useExplorer();
const text = async (event: unknown): Promise<string> => textOf(new Html(await deployed.show(event)));

describe('in a log group that keeps lines for 30 days, or is younger', () => {
  beforeEach(() => {
    deployed.keptSince = NOW - 30 * DAY + 1;
  });

  test('an id that is not found is no error', async () => {
    const page = await text({ view: 'job', id: JOB_ID });
    expect(page).toContain(`There is no record of job ${JOB_ID}`);
    expect(page).toContain(NOT_KEPT);
    expect(deployed.started).toHaveLength(2);
    expect(deployed.lines).toEqual([]);
  });

  test('an id that is found has no note', async () => {
    deployed.log(record());
    expect(await text({ view: 'job', id: JOB_ID })).not.toContain(NOT_KEPT);
  });

  test.each(['search', 'gantt', 'costs'])('an older time range is an empty page of %s that says why', async (view) => {
    const widgetContext = { timeRange: { start: NOW - 60 * DAY, end: NOW - 50 * DAY } };
    const page = await text({ view, widgetContext });
    expect(page).toContain(NOT_KEPT);
    expect(page).toContain('Logs Insights read 0 B for this page.');
  });

  test('a range that begins earlier and ends later is searched', async () => {
    deployed.log(record());
    const page = await text({ widgetContext: { timeRange: { start: NOW - 60 * DAY, end: NOW } } });
    expect(page).toContain('align-reads');
    expect(page).not.toContain(NOT_KEPT);
  });
});

test('without any line of snapshots, the page of jobs in flight says why', async () => {
  deployed.keptSince = NOW + DAY;
  expect(await text({ view: 'in-flight' })).toContain(NOT_KEPT);
});
