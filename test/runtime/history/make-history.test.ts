import { dataMessage, job, logEvent } from './deployed-history';
import { CompactVariable, HistoryVariable } from '../../../src/domain/names/environment';
import { SignedRequests } from '../../../src/runtime/aws/signed-request';
import { makeCompactor } from '../../../src/runtime/history/make-compactor';
import { makeHistoryWriter, makeLogImport } from '../../../src/runtime/history/make-history';

const VARIABLES = {
  STREAMS: '{"jobs":"stream"}',
  LOG_GROUPS: '{"jobs":"group"}',
  DATASETS: '["jobs"]',
  BUCKET: 'bucket',
  PREFIX: 'prefix/',
  DATABASE: 'database',
  WORK_GROUP: 'group',
  URL_SUFFIX: 'amazonaws.com.cn',
  AWS_REGION: 'cn-north-1',
};

/** Variables that note which of them are read. */
function watched(more: NodeJS.ProcessEnv = {}): { read: Set<string>; environment: NodeJS.ProcessEnv } {
  const read = new Set<string>();
  const environment = new Proxy<NodeJS.ProcessEnv>(
    { ...VARIABLES, ...more },
    {
      get: (target, name) => {
        if (!String(name).startsWith('AWS_')) read.add(String(name));
        return target[String(name)];
      },
    },
  );
  return { read, environment };
}

/** The endpoints that the functions call. */
async function endpoints(more?: NodeJS.ProcessEnv): Promise<string[]> {
  const called = new Set<string>();
  const answer = async ({ service, endpoint }: { service: string; endpoint: string }) => {
    called.add(`${service} ${endpoint}`);
    return { RequestResponses: [{ RecordId: 'r' }], QueryExecutionId: 'q', QueryExecution: { Status: { State: 'SUCCEEDED' } } };
  };
  const files = ['a', 'b', 'c'].map((key) => `<Contents><Key>prefix/jobs/day=2026-03-01/${key}</Key></Contents>`).join('');
  const json = jest.spyOn(SignedRequests.prototype, 'sendJson').mockImplementation(answer as SignedRequests['sendJson']);
  const text = jest.spyOn(SignedRequests.prototype, 'send').mockImplementation(async (call) => {
    await answer(call);
    return call.path?.includes('compactions') ? '<ListBucketResult></ListBucketResult>' : `<ListBucketResult>${files}</ListBucketResult>`;
  });
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await makeLogImport(watched(more).environment).run({ from: '2026-03-01', to: '2026-03-02' });
  const payload = dataMessage([logEvent(job('a'))]);
  await makeHistoryWriter(watched(more).environment).process([{ messageId: '1', read: () => payload, isFirstTry: true }]);
  await makeCompactor(watched(more).environment)
    .run({ days: ['2026-03-01'] })
    .catch(() => undefined);
  [json, text, written].forEach((spy) => spy.mockRestore());
  return [...called].sort();
}

describe('the functions of the history', () => {
  test('read all of their variables, and no others', () => {
    const { STREAMS, URL_SUFFIX, LOG_GROUPS } = HistoryVariable;
    const cases = [
      [makeHistoryWriter, [STREAMS, URL_SUFFIX]],
      [makeLogImport, [LOG_GROUPS, STREAMS, URL_SUFFIX]],
      [makeCompactor, Object.values(CompactVariable).sort()],
    ] as const;
    for (const [make, names] of cases) {
      const { read, environment } = watched();
      make(environment);
      expect([...read].sort()).toEqual(names);
    }
  });

  test('name a variable that is not set', () => {
    expect(() => makeHistoryWriter(watched({ STREAMS: '' }).environment)).toThrow('STREAMS is not set');
    expect(() => makeLogImport(watched({ LOG_GROUPS: '{' }).environment)).toThrow('LOG_GROUPS is not JSON');
    expect(() => makeCompactor(watched({ PREFIX: undefined }).environment)).not.toThrow();
  });

  test('call the endpoints of their Region and partition', async () => {
    expect(await endpoints()).toEqual([
      'athena https://athena.cn-north-1.amazonaws.com.cn',
      'firehose https://firehose.cn-north-1.amazonaws.com.cn',
      'logs https://logs.cn-north-1.amazonaws.com.cn',
      's3 https://s3.cn-north-1.amazonaws.com.cn',
    ]);
  });

  test('call other endpoints where variables of the AWS SDKs set them', async () => {
    expect(await endpoints({ AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://logs' })).toEqual([
      'athena http://all',
      'firehose http://all',
      'logs http://logs',
      's3 http://all',
    ]);
  });
});
