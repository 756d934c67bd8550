import { useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { textOf } from '../../domain/explorer/elements';
import { JOB_ID, NOW, record } from '../../domain/explorer/frames';
import { answerJson } from '../stage/wire';

const DAY = 86_400_000;
const deployed = useExplorer();

/** The page of the job on a dashboard that shows a range, in days before now. */
async function show(from: number, to: number): Promise<string> {
  const timeRange = { start: NOW - from * DAY, end: NOW - to * DAY };
  return textOf(new Html(await deployed.show({ view: 'job', id: JOB_ID, widgetContext: { timeRange } })));
}
const rangesInDays = () => deployed.started.map(({ startTime, endTime }) => [startTime, endTime].map((time) => (NOW - time * 1000) / DAY));
const ONLY_SHOWN = 'Of the records older than 30 days, only those in the time range of the dashboard were read.';

test('a dashboard that shows the time of an older job limits what is read for it', async () => {
  deployed.log(record(), 100);
  expect(await show(101, 99)).toContain('align-reads SUCCEEDED');
  expect(rangesInDays()).toEqual([
    [30, 0],
    [101, 99],
  ]);
});

test('a dashboard that shows newer records too does not have them read twice', async () => {
  deployed.log(record(), 100);
  expect(await show(110, 0)).not.toContain(ONLY_SHOWN);
  expect(rangesInDays()).toEqual([
    [30, 0],
    [110, 30],
  ]);
});

test('a job that ended at another time is not found, and the page says what was read', async () => {
  deployed.log(record(), 100);
  const page = await show(90, 80);
  expect(page).toContain(`There is no record of job ${JOB_ID} in the last 365 d 00 h`);
  expect(page).toContain(ONLY_SHOWN);
});

test('a dashboard of the last 30 days says nothing about an older job: a year is read', async () => {
  deployed.log(record(), 100);
  expect(await show(30, 0)).toContain('align-reads SUCCEEDED');
  expect(rangesInDays()).toEqual([
    [30, 0],
    [365, 30],
  ]);
});

test('nothing is read beyond the longest range', async () => {
  deployed.settings.MAX_RANGE_SECONDS = String((60 * DAY) / 1000);
  await show(100, 40);
  await show(100, 60);
  expect(rangesInDays()).toEqual([
    [30, 0],
    [60, 40],
    [30, 0],
  ]);
});

test('a query over a year that is stopped leaves a page that says how to find the job', async () => {
  deployed.logs.answer = (request) =>
    request.operation === 'GetQueryResults' && deployed.started.length === 2
      ? answerJson({ status: 'Running', statistics: { bytesScanned: 1_000_001 } })
      : deployed.query(request);
  const page = await show(1, 0);
  expect(page).toContain(
    'The job is not among the records of the last 30 days, and older ones have no index. The query would read more than 1 MB',
  );
  expect(page).toContain('set the time range of the dashboard to the days in which the job may have ended.');
});

test('a query that is refused is an error', async () => {
  deployed.logs.answer = (request) =>
    request.operation === 'StartQuery' && deployed.logs.of('StartQuery').length === 2
      ? { status: 400, body: '{"__type":"AccessDeniedException"}' }
      : deployed.query(request);
  expect(await show(1, 0)).toContain('The call to logs failed: 400 AccessDeniedException.');
});
