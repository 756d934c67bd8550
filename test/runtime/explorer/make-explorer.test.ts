import { SignedRequests } from '../../../src/runtime/aws/signed-request';
import { makeExplorer } from '../../../src/runtime/explorer/make-explorer';

test('an explorer calls Logs Insights in its Region and partition', async () => {
  const called: string[] = [];
  const send = jest.spyOn(SignedRequests.prototype, 'sendJson').mockImplementation(async ({ service, endpoint }) => {
    called.push(`${service} ${endpoint}`);
    throw new Error('no answer');
  });
  const explorer = makeExplorer(
    {
      AWS_REGION: 'cn-north-1',
      URL_SUFFIX: 'amazonaws.com.cn',
      LOG_GROUP: 'logs',
      JOB_TABLE: 'jobs',
      CONSOLE_DOMAIN: 'console.amazonaws.cn',
      MAX_ROWS: '10',
      MAX_RANGE_SECONDS: '864000',
      MAX_SCANNED_BYTES: '1000',
      MAX_TABLE_ITEMS: '1000',
    },
    Date.now,
    () => undefined,
  );
  await explorer.show({}, 'arn');
  send.mockRestore();
  expect(called).toEqual(['logs https://logs.cn-north-1.amazonaws.com.cn']);
});
