import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { useStage } from './stage/stage';
import { Answer, answerError, answerJson } from './stage/wire';
import { AttributeValue, DynamoDb, DynamoDbFailed, ignoreConditionFailure, Item, makeDynamoDb } from '../../src/runtime/aws/dynamodb';
import { SignedRequests } from '../../src/runtime/aws/signed-request';
import { Deadline } from '../../src/runtime/deadline';
import { Environment } from '../../src/runtime/environment';
import { runs } from '../property-runs';

/** AWS's error messages can quote an item. */
const CANARY = 'canary';

const stage = useStage();
let table: string;
let dynamoDb: DynamoDb;
let sdk: DynamoDBClient;
beforeAll(async () => {
  table = await stage.newTable('Id');
  dynamoDb = makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', new Deadline()));
  sdk = new DynamoDBClient({ maxAttempts: 5 });
});
afterAll(() => sdk.destroy());

const keyOf = (id: string): Item => ({ Id: { S: id } });
const read = () => dynamoDb.getItem({ TableName: table, Key: keyOf('a') });
const failFirst = (times: number, answer: Answer): void => {
  let calls = 0;
  stage.dynamodb.answer = () => (++calls <= times ? answer : undefined);
};

const name = fc.stringMatching(/^[A-Za-z_é]{1,8}$/).filter((text) => text !== 'Id');
const text = fc.string({ unit: 'grapheme', minLength: 1 });
const number = fc.oneof(fc.constantFrom('0', '-1.5', '12345678901234567890123456789012345678', '1e-130'), fc.integer().map(String));
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.record({ S: text }),
    fc.record({ N: number }),
    fc.record({ SS: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(name, tie('value'), { maxKeys: 3 }) }),
  ),
}));
const item = fc.dictionary(name, value, { minKeys: 1, maxKeys: 5 });

/** Writes all attributes of an item. */
const write = (id: string, attributes: Item) => {
  const entries = Object.entries(attributes);
  return dynamoDb.updateItem({
    TableName: table,
    Key: keyOf(id),
    UpdateExpression: `SET ${entries.map((_, index) => `#${index} = :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([each], index) => [`#${index}`, each])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, each], index) => [`:${index}`, each])),
    ReturnValues: 'ALL_NEW',
  });
};

describe('an item', () => {
  let written = 0;

  test('that is written here is the same for the SDK', async () => {
    await fc.assert(
      fc.asyncProperty(item, async (attributes) => {
        const id = `own-${++written}`;
        const { Attributes } = await write(id, attributes);
        const { Item: stored } = await sdk.send(new GetItemCommand({ TableName: table, Key: { Id: { S: id } } }));
        expect(Attributes).toEqual(stored);
      }),
      { numRuns: runs(60) },
    );
  });

  test('that the SDK wrote is the same here', async () => {
    await fc.assert(
      fc.asyncProperty(item, async (attributes) => {
        const id = `sdk-${++written}`;
        const stored = { ...attributes, Id: { S: id } };
        await sdk.send(new PutItemCommand({ TableName: table, Item: stored }));
        const asSdkReads = (await sdk.send(new GetItemCommand({ TableName: table, Key: { Id: { S: id } } }))).Item;
        expect((await dynamoDb.getItem({ TableName: table, Key: keyOf(id) })).Item).toEqual(asSdkReads);
      }),
      { numRuns: runs(60) },
    );
  });

  test('makes the same request as with the SDK', async () => {
    const keys = { [table]: { Keys: [{ Id: { S: 'ü "\u2028' } }] } };
    stage.dynamodb.reset();
    const own = await dynamoDb.batchGetItem({ RequestItems: keys });
    const { $metadata: _, ...answered } = await sdk.send(new BatchGetItemCommand({ RequestItems: keys }));
    expect(own).toEqual(answered);
    const [first, second] = stage.dynamodb.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      body: JSON.parse(body) as object,
      type: headers['content-type'],
      target: headers['x-amz-target'],
      token: headers['x-amz-security-token'],
      scope: headers.authorization?.split(/[ ,]/).slice(0, 2),
    }));
    expect(first).toEqual(second);
  });

  test('is found page by page', async () => {
    const pages = await stage.newTable('Id');
    for (const id of ['a', 'b', 'c']) await stage.put(pages, { Id: { S: id } });
    const first = await dynamoDb.scan({ TableName: pages, Limit: 2 });
    expect(first.Items).toHaveLength(2);
    const rest = await dynamoDb.scan({ TableName: pages, Limit: 2, ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...(first.Items ?? []), ...(rest.Items ?? [])].map(({ Id }) => Id.S).sort()).toEqual(['a', 'b', 'c']);
    expect(rest.LastEvaluatedKey).toBeUndefined();
  });

  test('that is absent is absent', async () => {
    expect(await read()).toEqual({});
  });
});

const torn = (body: string, headers = {}): Answer => ({ status: 200, body, headers });

describe('a call', () => {
  // There is no pause before a retry.
  let random: jest.SpyInstance<number, []>;
  beforeEach(() => {
    random = jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => random.mockRestore());

  test.each<[string, Answer]>([
    ['throttled', answerError('ThrottlingException')],
    ['throttled by its table', answerError('ProvisionedThroughputExceededException')],
    ['throttled by its account', answerError('RequestLimitExceeded')],
    ['failed inside of DynamoDB', answerError('InternalServerError', 500)],
    ['answered by something else', { status: 503, body: '<html>' }],
    ['cut off', 'hang up'],
    ['carried out, and its response lost', 'lose'],
    ['cut off inside of the response', torn('{"Item', { 'content-length': '100', connection: 'close' })],
    ['answered with a part of a response, in its right length', torn('{"Item":{"Id":{"S":"a"}}')],
    ['answered with nothing', torn('')],
  ])('is made five times if it was %s', async (_, answer) => {
    failFirst(4, answer);
    stage.dynamodb.requests.length = 0;
    expect(await read()).toEqual({});
    expect(stage.dynamodb.requests).toHaveLength(5);
  });

  test.each<[string, Answer, string]>([
    ['throttling', answerError('ThrottlingException'), 'ThrottlingException'],
    ['an error page', { status: 502, body: CANARY }, 'no error code'],
    ['torn responses', torn(`{"${CANARY}`), 'UnreadableResponse'],
    ['broken connections', 'hang up', 'ECONNRESET'],
  ])('fails after five tries, with the code alone: %s', async (_, answer, code) => {
    stage.dynamodb.answer = () => answer;
    await expect(read()).rejects.toEqual(
      expect.objectContaining({ constructor: DynamoDbFailed, name: code, message: `The call to DynamoDB failed: ${code}` }),
    );
    expect(stage.dynamodb.requests).toHaveLength(5);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  test.each<[number, string]>([
    [400, 'AccessDeniedException'],
    [400, 'ConditionalCheckFailedException'],
    [400, 'ExpiredTokenException'],
    [400, 'IncompleteSignatureException'],
    [400, 'ItemCollectionSizeLimitExceededException'],
    [400, 'MissingAuthenticationTokenException'],
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'RequestLimitExceeded'],
    [400, 'ResourceInUseException'],
    [400, 'ResourceNotFoundException'],
    [400, 'ThrottlingException'],
    [400, 'UnrecognizedClientException'],
    [400, 'ValidationException'],
    [413, 'RequestEntityTooLarge'],
    [429, 'TooManyRequestsException'],
    [500, 'InternalServerError'],
    [502, 'BadGateway'],
    [503, 'ServiceUnavailable'],
    [504, 'GatewayTimeout'],
  ])('is made as often as the SDK makes it if each response is %i %s', async (status, code) => {
    stage.dynamodb.answer = () => answerError(code, status);
    await expect(sdk.send(new GetItemCommand({ TableName: table, Key: { Id: { S: 'a' } } }))).rejects.toMatchObject({ name: code });
    const times = stage.dynamodb.requests.length;
    stage.dynamodb.requests.length = 0;
    await expect(read()).rejects.toMatchObject({ name: code });
    expect(stage.dynamodb.requests).toHaveLength(times);
  });

  test.each([
    ['a message', { __type: 'com.amazonaws#ValidationException', message: `Invalid item: ${CANARY}` }],
    ['a message that looks like a code', { message: `{"__type":"${CANARY}"}`, __type: 'com.amazonaws#ValidationException' }],
    ['the item', { __type: 'com.amazonaws#ConditionalCheckFailedException', Item: { Id: { S: CANARY } } }],
  ])('fails without a word of the response except the code: %s', async (_, answered) => {
    stage.dynamodb.answer = () => answerJson(answered, 400);
    const failure = await read().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DynamoDbFailed);
    expect(inspect(failure, { depth: null, showHidden: true })).not.toContain(CANARY);
  });

  test('is not made again after the deadline, and waits no longer than it', async () => {
    let left = 1_000;
    const deadline = new Deadline();
    deadline.begin(() => left);
    const limited = makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', deadline));
    stage.dynamodb.answer = () => {
      left = 20;
      setTimeout(() => (left = 0), 10);
      return answerError('ThrottlingException');
    };
    random.mockReturnValue(0.99);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    await expect(limited.getItem({ TableName: table, Key: keyOf('a') })).rejects.toMatchObject({ name: 'NoTimeLeft' });
    const pauses = timers.mock.calls.map(([, millis]) => millis);
    timers.mockRestore();
    // Without a deadline, the pause would be 198 milliseconds.
    expect(pauses).not.toContain(198);
    expect(stage.dynamodb.requests).toHaveLength(1);
  });

  test('is not made again once it was aborted', async () => {
    const stop = new AbortController();
    stage.dynamodb.answer = () => {
      stop.abort();
      return answerError('ThrottlingException');
    };
    await expect(dynamoDb.scan({ TableName: table }, stop.signal)).rejects.toBeInstanceOf(DynamoDbFailed);
    expect(stage.dynamodb.requests).toHaveLength(1);
  });

  test('reports missing credentials as they are', async () => {
    const { AWS_ACCESS_KEY_ID: id } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;
    const without = makeDynamoDb(new Environment(process.env), new SignedRequests('eu-west-1', new Deadline()));
    await expect(without.getItem({ TableName: table, Key: keyOf('a') })).rejects.toThrow('The environment has no AWS credentials');
    process.env.AWS_ACCESS_KEY_ID = id;
  });
});

describe('a failed condition', () => {
  const claim = (id: string) =>
    dynamoDb.updateItem({
      TableName: table,
      Key: keyOf(id),
      UpdateExpression: 'SET #a = :a',
      ConditionExpression: 'attribute_not_exists(#a)',
      ExpressionAttributeNames: { '#a': 'a' },
      ExpressionAttributeValues: { ':a': { N: '1' } },
    });

  test('can be ignored, and nothing else can', async () => {
    const id = randomUUID();
    await claim(id);
    stage.dynamodb.requests.length = 0;
    await expect(claim(id)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(stage.dynamodb.requests).toHaveLength(1);
    expect(await claim(id).catch(ignoreConditionFailure)).toBeUndefined();
    stage.dynamodb.answer = () => answerError('AccessDeniedException');
    await expect(claim(id).catch(ignoreConditionFailure)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const other = Object.assign(new Error(), { name: 'ConditionalCheckFailedException' });
    expect(() => ignoreConditionFailure(other)).toThrow(other);
  });
});

test('an answer is parsed as it is: an attribute may have any name', async () => {
  stage.dynamodb.answer = () => answerJson(JSON.parse('{"Item":{"__proto__":{"S":"a"}}}') as object);
  expect(Object.keys((await read()).Item ?? {})).toEqual(['__proto__']);
});
