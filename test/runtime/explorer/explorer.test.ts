import { LOG_GROUP, SNAPSHOTS, useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { Fact } from '../../../src/domain/job/facts';
import { actionsOf, textOf } from '../../domain/explorer/elements';
import { at, HOSTILE, JOB_ID, NOW, record } from '../../domain/explorer/frames';

const deployed = useExplorer();
const text = async (event: unknown): Promise<string> => textOf(new Html(await deployed.show(event)));
const DAY = 86_400;
const fact = (state: Fact['state'], minutes: number): Fact => ({ state, atMillis: Date.parse(at(minutes)), attempt: 1, token: 'token' });

describe('a search', () => {
  test('finds jobs by a part of the name in the time range of the dashboard', async () => {
    deployed.log(record());
    deployed.log(record({ JobId: 'other', JobName: 'transcode' }));
    const page = await text({ form: true, widgetContext: { forms: { all: { job: 'ALIGN' } } } });
    expect(page).toContain('align-reads SUCCEEDED');
    expect(page).not.toContain('transcode');
    expect(deployed.started).toMatchObject([{ logGroupName: LOG_GROUP, startTime: NOW / 1000 - DAY, endTime: NOW / 1000 }]);
  });

  test('for an id shows the job', async () => {
    deployed.log(record());
    expect(await text({ job: JOB_ID })).toContain(`Job id ${JOB_ID}`);
  });

  test('reads further pages with the first ones', async () => {
    for (let index = 0; index < 260; index++) deployed.log(record({ JobId: `id-${index}` }));
    expect(await text({})).toContain('1 to 50 of 200 read. Next');
    expect(await text({ page: 4 })).toContain('201 to 250 of 260 read. Previous Next');
    deployed.settings.MAX_ROWS = '100';
    expect(await text({ page: 1 })).toContain('51 to 100 of 100 read. Previous Only 100 jobs were read');
  });

  test('that reads exactly as many jobs as it may has no more', async () => {
    deployed.settings.MAX_ROWS = '100';
    for (let index = 0; index < 100; index++) deployed.log(record({ JobId: `id-${index}` }));
    expect(await text({})).not.toContain('there are more');
    expect(await text({ view: 'gantt' })).not.toContain('there are more');
    deployed.log(record({ JobId: 'one-more' }));
    expect(await text({})).toContain('Only 100 jobs were read: there are more.');
    expect(await text({ view: 'gantt' })).toContain('Only 100 jobs were read: there are more.');
  });

  test('over a longer time range than is allowed is refused without a query', async () => {
    deployed.settings.MAX_RANGE_SECONDS = String(7 * DAY);
    const rangeOf = (days: number) => ({ timeRange: { start: NOW - days * DAY * 1000, end: NOW } });
    expect(await text({ widgetContext: rangeOf(7) })).toContain('No job finished');
    expect(deployed.started).toHaveLength(1);
    expect(await text({ widgetContext: rangeOf(8) })).toContain('The time range is longer than 7 days.');
    expect(deployed.started).toHaveLength(1);
  });

  test.each(HOSTILE.map((typed) => [JSON.stringify(typed).slice(0, 60), typed]))(
    'for %s is a query that Logs Insights takes',
    async (_, typed) => {
      deployed.log(record({ JobName: typed, StatusReason: typed }));
      const page = await deployed.show({
        form: true,
        widgetContext: { forms: { all: { job: typed, queue: typed, reason: typed, status: typed } } },
      });
      expect(page).not.toContain('Something went wrong');
      expect(page).not.toContain('failed: ');
    },
  );
});

describe('a job', () => {
  test('is looked for where fields are indexed', async () => {
    deployed.log(record());
    expect(await text({ view: 'job', id: JOB_ID })).toContain('align-reads SUCCEEDED');
    expect(deployed.started).toMatchObject([{ startTime: NOW / 1000 - 30 * DAY, endTime: NOW / 1000 }]);
  });

  test('is found by its id in upper case, as a person may have it from elsewhere', async () => {
    deployed.log(record());
    expect(await text({ view: 'job', id: JOB_ID.toUpperCase() })).toContain('align-reads SUCCEEDED');
    expect(await text({ job: JOB_ID.toUpperCase() })).toContain('align-reads SUCCEEDED');
    expect(await text({ job: `arn:aws:batch:eu-west-1:123456789012:job/${JOB_ID}` })).toContain('align-reads SUCCEEDED');
  });

  test('is linked in the console of its partition and Region', async () => {
    deployed.log(record());
    deployed.settings.CONSOLE_DOMAIN = 'console.amazonaws.cn';
    expect(await deployed.show({ view: 'job', id: JOB_ID })).toContain('https://console.amazonaws.cn/batch/home?region=eu-west-1#');
  });

  test('without an id is none', async () => {
    expect(await text({ view: 'job' })).toContain('&quot;&quot; is not the id of a job');
  });

  test('that is older is looked for in the rest of a year', async () => {
    deployed.log(record(), 300);
    expect(await text({ view: 'job', id: JOB_ID })).toContain('align-reads SUCCEEDED');
    expect(deployed.started).toMatchObject([{}, { startTime: NOW / 1000 - 365 * DAY, endTime: NOW / 1000 - 30 * DAY }]);
  });

  test('is not looked for beyond what is allowed', async () => {
    deployed.settings.MAX_RANGE_SECONDS = String(7 * DAY);
    expect(await text({ view: 'job', id: JOB_ID })).toContain('There is no record of job');
    expect(deployed.started).toHaveLength(1);
  });

  test('in flight is found in the table, without reading old logs', async () => {
    deployed.store([fact('RUNNABLE', 1)], { JobName: { S: 'align-reads' }, Vcpus: { N: '4' } });
    expect(await text({ view: 'job', id: JOB_ID })).toContain('align-reads RUNNABLE');
    expect(deployed.started).toHaveLength(1);
  });

  test('is shown although the table cannot be read', async () => {
    deployed.log(record());
    deployed.dynamodb.answer = () => ({ status: 400, body: '{"__type":"com.amazonaws#AccessDeniedException","message":"arn:secret"}' });
    const page = await text({ view: 'job', id: JOB_ID });
    expect(page).toContain('align-reads SUCCEEDED');
    expect(page).toContain('The jobs in flight could not be read. The call to DynamoDB failed: AccessDeniedException');
    expect(page).not.toContain('secret');
  });

  test('whose record was written twice is shown once, and a torn line is named', async () => {
    deployed.log(record());
    deployed.log(record({ Redelivered: 'token' }));
    deployed.logs.answer = (request) => {
      const answer = deployed.query(request);
      return request.operation === 'GetQueryResults'
        ? {
            status: 200,
            body: (answer as { body: string }).body.replace('"results":[', '"results":[[{"field":"@message","value":"{\\"JobId\\":\\""}],'),
          }
        : answer;
    };
    const page = await text({ view: 'job', id: JOB_ID });
    expect(page).toContain('align-reads SUCCEEDED');
    expect(page).toContain('A line of the log with this job could not be read.');
  });

  test.each(['', 'align', '" or 1=1', `${JOB_ID}" | limit 1`])('%j is none, and no query has it', async (id) => {
    expect(await text({ view: 'job', id })).toContain('is not the id of a job');
    expect(deployed.started).toEqual([]);
  });
});

describe('an array job', () => {
  const child = (index: number, given: object = {}) =>
    record({ JobId: `${JOB_ID}:${index}`, ArrayParentId: JOB_ID, ArrayIndex: index, ...given });

  test('that ended has its children, since it was created', async () => {
    deployed.log(record({ ArraySize: 3, Attempts: [] }));
    [0, 1, 2, 2].forEach((index) => deployed.log(child(index, index === 2 ? { Status: 'FAILED', FailureCategory: 'TIMEOUT' } : {})));
    expect(await text({ view: 'job', id: JOB_ID })).toContain('Ended 3 SUCCEEDED 2 FAILED, TIMEOUT 1');
    expect(deployed.started[1]).toMatchObject({ startTime: Date.parse(at(0)) / 1000, endTime: NOW / 1000 });
  });

  test('in flight has those that ended', async () => {
    deployed.store([fact('PENDING', 1)], { Parent: { S: 'array' } });
    deployed.log(child(0));
    const page = await deployed.show({ view: 'job', id: JOB_ID });
    expect(textOf(new Html(page))).toContain('Ended 1 SUCCEEDED 1');
    expect(actionsOf(new Html(page))).toContainEqual({ view: 'job', id: `${JOB_ID}:0` });
  });

  test('without times is looked for as far back as is allowed', async () => {
    deployed.log({ JobId: JOB_ID, RecordType: 'job', ArraySize: 3 });
    await deployed.show({ view: 'job', id: JOB_ID });
    expect(deployed.started[1]).toMatchObject({ startTime: NOW / 1000 - 365 * DAY, endTime: NOW / 1000 });
  });
});

describe('other pages', () => {
  test('a Gantt chart', async () => {
    deployed.log(record());
    expect(await deployed.show({ view: 'gantt' })).toContain('<title>align-reads: 20 min');
  });

  test('costs count a record once', async () => {
    deployed.log(record({ CostUsd: 1.5 }));
    deployed.log(record({ CostUsd: 1.5, Redelivered: 'token' }));
    expect(await text({ view: 'costs' })).toContain('genomics $1.50');
    expect(await text({ view: 'costs', queue: 'genomics', definition: 'align:7' })).toContain('align-reads $1.50');
  });

  test('costs of more queues than are shown', async () => {
    for (let queue = 0; queue <= 100; queue++) deployed.log(record({ JobQueue: `queue-${queue}`, CostUsd: 1 }));
    expect(await text({ view: 'costs' })).toContain('These are the 100 most expensive ones.');
  });

  test('a scheduled job', async () => {
    expect(await text({ view: 'scheduled-job', expression: 'cron(0 3 * * ? *)', timeZone: 'UTC' })).toContain('Next run');
  });

  test('jobs in flight by queue', async () => {
    deployed.log(
      { RecordType: 'in-flight', At: at(0), JobQueue: 'genomics', Submitted: 0, Pending: 0, Runnable: 3, Starting: 0, Running: 1 },
      0,
      SNAPSHOTS,
    );
    expect(await text({ view: 'in-flight' })).toContain('genomics 0 3 0 1');
    expect(await text({ view: 'costs' })).toContain('In flight');
    expect(await deployed.show({ view: 'costs' })).not.toContain('in-flight-jobs');
  });

  test('jobs in flight without snapshots', async () => {
    deployed.settings.SNAPSHOT_LOG_GROUP = '';
    expect(await text({ view: 'in-flight' })).toContain('No snapshot was taken in the last day');
    expect(await deployed.show({ view: 'costs' })).toContain('in-flight-jobs');
  });

  test('the documentation', async () => {
    expect(await deployed.make().show({ describe: true }, 'arn')).toEqual({
      markdown: expect.stringContaining('## AWS Batch job explorer'),
    });
  });

  test('a file', async () => {
    deployed.log(record());
    const file = await deployed.make().report({ view: 'job', id: JOB_ID });
    expect(file).toMatch(/^<!DOCTYPE html>/);
    expect(file).toContain(`<title>AWS Batch: ${JOB_ID}</title>`);
    expect(await deployed.make().report({ view: 'gantt' })).toContain('<title>AWS Batch: gantt</title>');
  });
});
