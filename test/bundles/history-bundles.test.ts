import { useBundle } from './build-bundles';
import { run } from './run-bundle';
import { dataMessage, DeployedHistory, job, logEvent } from '../runtime/history/deployed-history';
import { LakeServer } from '../runtime/history/lake-server';

const bundles = {
  history: useBundle('job-history/history.lambda'),
  import: useBundle('job-history/import.lambda'),
  compact: useBundle('job-history/compact.lambda'),
};
const history = DeployedHistory.use();
const lake = new LakeServer('bucket', '');
beforeAll(() => lake.listen());
afterAll(() => lake.stop());

describe('the bundles of the history', () => {
  test('write what a log group sends', async () => {
    expect(await run(bundles.history(), history.environment, dataMessage([logEvent(job('a'))]))).toEqual([{}]);
    expect(history.firehose.rowsOf('stream-of-jobs')).toEqual([expect.objectContaining({ job_id: 'a' })]);
  });

  test('import what a log group has', async () => {
    history.logs.groups.set('collector', [logEvent(job('a'), Date.parse('2026-03-01'))]);
    const answer = { records: 1, rejected: 0, complete: true };
    expect(await run(bundles.import(), history.environment, { from: '2026-03-01', to: '2026-03-02' })).toEqual([{ answer }]);
  });

  test('compact the files of a day', async () => {
    lake.reset(Date.now());
    for (const key of ['a', 'b', 'c']) lake.write('jobs/day=2026-03-01/', [{ key, day: '2026-03-01' }]);
    const environment = {
      ...history.environment,
      AWS_ENDPOINT_URL_S3: lake.s3.url,
      AWS_ENDPOINT_URL_ATHENA: lake.athena.url,
      DATASETS: '["jobs"]',
      BUCKET: 'bucket',
      PREFIX: '',
      DATABASE: 'lake',
      WORK_GROUP: 'group',
    };
    const answer = { compacted: 1, deleted: 0, left: 0 };
    expect(await run(bundles.compact(), environment, { days: ['2026-03-01'] })).toEqual([{ answer }]);
    expect(lake.keys('compactions/')).toHaveLength(1);
  });
});
