import { delivery, messagesOf } from './stage/deliveries';
import { deployCollector } from './stage/deployed-collector';
import { instanceArn, instanceEvent } from './stage/instance-events';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { lambdaCredentials } from '../../src/runtime/aws/lambda-credentials';
import { makeCollector } from '../../src/runtime/collector/make-collector';
import { Output } from '../../src/runtime/output/output';
import { readOrReject, reportFailure } from '../../src/runtime/rejection';

const stage = useStage();

type Handler = (event: object, context: { awsRequestId: string }) => Promise<unknown>;
const CONTEXT = { awsRequestId: 'request' };

describe('the handlers', () => {
  let stdout: jest.SpyInstance;
  beforeEach(() => {
    stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => stdout.mockRestore());

  test('the collector works as it is loaded, from its environment', async () => {
    Object.assign(process.env, {
      JOB_TABLE: await stage.newTable('JobId'),
      WAITING_QUEUE_URL: await stage.newQueue(),
      METRIC_NAMESPACE: 'BatchInsights',
      DIMENSION_SETS: '[[]]',
      TAG_KEYS: '[]',
      WAIT_SECONDS: '[]',
      IN_FLIGHT_TTL_SECONDS: '100',
      FINISHED_TTL_SECONDS: '10',
    });
    const { handler } = jest.requireActual<{ handler: Handler }>('../../src/job-event-collector/collector.lambda');
    expect(await handler(delivery(messagesOf(jobLife('a').all())), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(stdout.mock.calls.map(([line]) => line).join('')).toContain('"RecordType":"job"');
  });

  test('the registry works as it is loaded, from its environment', async () => {
    const table = await stage.newTable('ContainerInstanceArn');
    Object.assign(process.env, {
      INSTANCE_TABLE: table,
      PURCHASE_OPTIONS: '{"spot-environment":"SPOT"}',
      LOOK_UP: 'false',
      URL_SUFFIX: 'amazonaws.com',
      QUEUE_URL: await stage.newQueue(),
      METRIC_NAMESPACE: 'BatchInsights',
      DIMENSION_SETS: '[[]]',
      REGISTERED_TTL_SECONDS: '100',
      GONE_TTL_SECONDS: '10',
    });
    const { handler } = jest.requireActual<{ handler: Handler }>('../../src/instance-registry/registry.lambda');
    expect(await handler(delivery(messagesOf([instanceEvent('a')])), CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(await stage.get(table, { ContainerInstanceArn: { S: instanceArn('a') } })).toBeDefined();
    expect(stdout.mock.calls.map(([line]) => line).join('')).toContain('"RecordType":"instance"');
  });
});

test('GIVEN a collector WHEN it is made ready THEN it has opened its connection, whether or not it may read', async () => {
  const { variables } = await deployCollector(stage);
  stage.dynamodb.reset();
  stage.dynamodb.answer = () => answerError('AccessDeniedException');
  await makeCollector({ ...process.env, ...variables }).prime();
  expect(stage.dynamodb.of('GetItem').map(({ body }) => (JSON.parse(body) as { Key: object }).Key)).toEqual([{ JobId: { S: '-' } }]);
});

describe('the credentials', () => {
  test('come from the environment of the function', () => {
    expect(lambdaCredentials()).toEqual({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: 'session-token' });
  });

  test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('are missing without %s, which the error reports', (name) => {
    expect(() => lambdaCredentials({ ...process.env, [name]: '' })).toThrow('The environment has no AWS credentials');
  });
});

describe('lines about failures', () => {
  const lines: string[] = [];
  const output = new Output((line) => lines.push(line), Date.now);
  beforeEach(() => {
    lines.length = 0;
  });

  test('name an error of AWS and do not quote it', () => {
    reportFailure('job', Object.assign(new Error('canary'), { name: 'ValidationException' }), output);
    reportFailure('job', 'canary', output);
    expect(lines.map((line) => (JSON.parse(line) as { Problem: string }).Problem)).toEqual(['ValidationException', 'unknown']);
  });

  test('say of a message without JSON that it is none', () => {
    readOrReject({ messageId: 'm', isFirstTry: true, read: () => JSON.parse('canary') as unknown }, () => undefined, output);
    expect(JSON.parse(lines[0])).toEqual({ RecordType: 'event-rejected', MessageId: 'm', Field: '', Problem: 'is not JSON' });
  });
});
