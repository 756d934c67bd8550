import { holds } from '../../../../lab/aws/iam/conditions';
import { decide, Decision, Request } from '../../../../lab/aws/iam/evaluate';
import { readPolicy } from '../../../../lab/aws/iam/statements';
import { matchesArn } from '../../../../lab/aws/iam/wildcards';
import { Json, JsonObject } from '../../../../lab/aws/json';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:jobs';
const RULE = 'arn:aws:events:eu-west-1:123456789012:rule/jobs';
const allow = (more: JsonObject): JsonObject => ({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE, ...more });
const deny = (more: JsonObject): JsonObject => ({ ...allow(more), Effect: 'Deny' });
const send: Request = { action: 'sqs:SendMessage', resource: QUEUE, context: {} };

const answer = (statements: Json, request: Partial<Request> = {}): Decision =>
  decide(readPolicy({ Statement: statements }, 'policy'), { ...send, ...request });

const NO = 'allowed by no statement';

describe('a policy of a role', () => {
  test.each<[string, JsonObject[], Partial<Request>, Decision]>([
    ['the action and the resource', [allow({})], {}, 'allowed'],
    ['the action in other letters', [allow({ Action: 'SQS:sendmessage' })], {}, 'allowed'],
    ['another action', [allow({ Action: 'sqs:ReceiveMessage' })], {}, NO],
    ['a family of actions', [allow({ Action: ['kms:Decrypt', 'sqs:Send*'] })], {}, 'allowed'],
    ['an action with one letter open', [allow({ Action: 'sqs:SendMessag?' })], {}, 'allowed'],
    ['an action that only begins so', [allow({ Action: 'sqs:Send' })], {}, NO],
    ['all actions but one', [allow({ Action: [], NotAction: 'sqs:SendMessage' })], {}, NO],
    ['all actions but another', [allow({ Action: [], NotAction: 'sqs:ReceiveMessage' })], {}, 'allowed'],
    ['all resources but one', [allow({ Resource: [], NotResource: QUEUE })], {}, NO],
    ['a queue of another account', [allow({ Resource: QUEUE.replace('1234', '9999') })], {}, NO],
    ['all resources, for an action that knows none', [allow({ Resource: '*' })], { resource: '*' }, 'allowed'],
    ['one resource, for an action that knows none', [allow({})], { resource: '*' }, NO],
    ['and another statement denies', [allow({}), deny({ Action: '*' })], {}, 'denied by a statement'],
    ['and another statement denies something else', [allow({}), deny({ Action: 'sqs:PurgeQueue' })], {}, 'allowed'],
    ['nothing', [], {}, NO],
  ])('GIVEN a policy that names %s WHEN asked THEN it answers as IAM does', (_, statements, request, expected) => {
    expect(answer(statements, request)).toBe(expected);
  });
});

describe('a policy of a resource', () => {
  const fromRule = allow({ Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': RULE } } });
  const tlsOnly = deny({ Principal: { AWS: '*' }, Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const principal = { Service: 'events.amazonaws.com' };
  const context = { 'aws:SourceArn': [RULE], 'aws:SecureTransport': ['true'] };

  test.each<[string, Partial<Request>, Decision]>([
    ['the rule', { principal, context }, 'allowed'],
    ['the rule without TLS', { principal, context: { ...context, 'aws:SecureTransport': ['false'] } }, 'denied by a statement'],
    ['another rule', { principal, context: { ...context, 'aws:SourceArn': [`${RULE}-2`] } }, NO],
    ['the same rule of another account', { principal, context: { ...context, 'aws:SourceArn': [RULE.replace('1234', '9999')] } }, NO],
    ['EventBridge without a rule', { principal, context: {} }, NO],
    ['another service', { principal: { Service: 'sns.amazonaws.com' }, context }, NO],
    ['a role', { principal: { AWS: 'arn:aws:iam::123456789012:role/mine' }, context }, NO],
  ])('GIVEN a queue for one rule WHEN %s sends THEN it answers as IAM does', (_, request, expected) => {
    expect(answer([fromRule, tlsOnly], request)).toBe(expected);
  });

  test('GIVEN a key of an account WHEN a role of it asks THEN its root stands for it, and for nobody of another account', () => {
    const key = allow({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } });
    expect(answer(key, { principal: { AWS: 'arn:aws:iam::123456789012:role/mine' } })).toBe('allowed');
    expect(answer(key, { principal: { AWS: 'arn:aws:iam::999999999999:role/mine' } })).toBe(NO);
  });
});

describe('a condition', () => {
  const key = 'dynamodb:LeadingKeys';
  test.each<[string, string[], string[] | undefined, boolean]>([
    ['StringEquals', ['a', 'b'], ['b'], true],
    ['StringEquals', ['a'], ['A'], false],
    ['StringEquals', ['a'], undefined, false],
    ['StringEqualsIgnoreCase', ['a'], ['A'], true],
    ['StringLike', ['a*'], ['abc'], true],
    ['StringNotEquals', ['a'], ['b'], true],
    ['StringNotEquals', ['a'], undefined, true],
    ['StringEqualsIfExists', ['a'], undefined, true],
    ['StringEqualsIfExists', ['a'], ['b'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
    ['ForAllValues:StringEquals', ['a'], undefined, true],
    ['ForAnyValue:StringEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringEquals', ['a'], undefined, false],
    ['ArnNotLike', ['arn:aws:cloudtrail:*:123456789012:trail/*'], ['arn:aws:cloudtrail:eu-west-1:999999999999:trail/a'], true],
    ['ArnNotLike', ['arn:aws:cloudtrail:*:123456789012:trail/*'], ['arn:aws:cloudtrail:eu-west-1:123456789012:trail/a'], false],
    ['Bool', ['true'], ['true'], true],
    ['Null', ['true'], undefined, true],
    ['Null', ['true'], ['a'], false],
  ])('GIVEN %s %j WHEN the request has %j THEN it holds: %s', (operator, values, given, expected) => {
    expect(holds({ operator, key, values }, given === undefined ? {} : { 'DynamoDB:leadingkeys': given })).toBe(expected);
  });

  test('GIVEN an operator that is not known WHEN asked THEN it is reported, not guessed', () => {
    expect(() => holds({ operator: 'IpAddress', key, values: ['10.0.0.0/8'] }, { [key]: ['10.0.0.1'] })).toThrow(
      'The condition operator IpAddress is not known here',
    );
  });
});

test.each([
  [
    'arn:aws:ecs:*:123456789012:container-instance/AWSBatch-*/*',
    'arn:aws:ecs:eu-west-1:123456789012:container-instance/AWSBatch-a/b',
    true,
  ],
  ['arn:aws:ecs:*:container-instance/AWSBatch-*', 'arn:aws:ecs:eu-west-1:123456789012:container-instance/AWSBatch-a/b', false],
  ['arn:aws:logs:eu-west-1:123456789012:log-group:jobs:*', 'arn:aws:logs:eu-west-1:123456789012:log-group:jobs:log-stream:a', true],
  ['arn:aws:logs:eu-west-1:123456789012:log-group:jobs:*', 'arn:aws:logs:eu-west-1:123456789012:log-group:jobs2:log-stream:a', false],
])('GIVEN the ARN %s WHEN it meets %s THEN they match: %s', (pattern, arn, expected) => expect(matchesArn(pattern, arn)).toBe(expected));

test('GIVEN a policy with an element that is not known WHEN it is read THEN that is reported', () => {
  expect(() => readPolicy({ Statement: [allow({ NotPrincipal: { AWS: '*' } })] }, 'Role')).toThrow(
    'Role: NotPrincipal of a statement is not known here',
  );
  expect(() => readPolicy({ Statement: [{ ...allow({}), Effect: 'Permit' }] }, 'Role')).toThrow('Role: Effect is "Permit"');
});
