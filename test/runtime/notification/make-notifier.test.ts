import { SignedRequests } from '../../../src/runtime/aws/signed-request';
import { makeNotifier } from '../../../src/runtime/notification/make-notifier';
import { dataMessage, job, logEvent } from '../history/deployed-history';

const VARIABLES = {
  AWS_REGION: 'cn-north-1',
  EVENT_BUS: 'bus',
  QUEUE_URL: 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/queue',
  URL_SUFFIX: 'amazonaws.com.cn',
};

/** The endpoints that the function calls when the bus accepts nothing. */
async function endpoints(more?: NodeJS.ProcessEnv): Promise<string[]> {
  const called: string[] = [];
  const json = jest.spyOn(SignedRequests.prototype, 'sendJson').mockImplementation((async ({ service, endpoint }: never) => {
    called.push(`${service} ${endpoint}`);
    if (service === 'events') throw new Error('refused');
    return {};
  }) as SignedRequests['sendJson']);
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const payload = dataMessage([logEvent(job('a'))]);
  const failed = await makeNotifier({ ...VARIABLES, ...more }).process([{ messageId: '1', read: () => payload, isFirstTry: true }]);
  [json, written].forEach((spy) => spy.mockRestore());
  expect(failed).toEqual([]);
  return called;
}

describe('the notifier', () => {
  test.each(['EVENT_BUS', 'QUEUE_URL', 'URL_SUFFIX', 'AWS_REGION'])('names a variable that is not set: %s', (name) => {
    expect(() => makeNotifier({ ...VARIABLES, [name]: '' })).toThrow(`${name} is not set`);
  });

  test('calls the endpoints of its Region and partition', async () => {
    expect(await endpoints()).toEqual(['events https://events.cn-north-1.amazonaws.com.cn', 'sqs https://sqs.cn-north-1.amazonaws.com.cn']);
  });

  test('calls other endpoints where variables of the AWS SDKs set them', async () => {
    expect(await endpoints({ AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_SQS: 'http://sqs' })).toEqual([
      'events http://all',
      'sqs http://sqs',
    ]);
  });
});
