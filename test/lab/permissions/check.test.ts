import { readPolicy } from '../../../lab/aws/iam/statements';
import { JsonObject } from '../../../lab/aws/json';
import { casesOf, wrongAnswers } from '../../../lab/permissions/cases';
import { describeUnused, refusedCalls, RoleInUse, unusedGrants } from '../../../lab/permissions/check-roles';
import { wildcardFindings } from '../../../lab/permissions/check-wildcards';
import { FunctionRole, readDeployedPolicies } from '../../../lab/permissions/deployed-policies';
import { Replayed } from '../../../lab/permissions/read-replay';
import { Template } from '../../../lab/replay/assembly/stack-template';
import { CallLog, OTHER_VALUES, RecordedCall } from '../../../lab/replay/calls/call-log';
import { noteKeyCalls } from '../../../lab/replay/calls/key-calls';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/jobs';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const call = (action: string, resource = TABLE, context: RecordedCall['context'] = {}): RecordedCall => ({
  function: 'Jobs',
  by: 'handler',
  action,
  resource,
  context,
  count: 1,
});
const roleOf = (...statements: JsonObject[]): FunctionRole => ({
  functionId: 'Jobs',
  stackName: 'Stack',
  description: 'Jobs',
  managedPolicies: [],
  trust: [],
  statements: readPolicy({ Statement: statements }, 'Role'),
});
const inUse = (calls: RecordedCall[], ...statements: JsonObject[]): RoleInUse => ({ role: roleOf(...statements), calls });
const unused = (role: RoleInUse) => unusedGrants(role).map((grant) => describeUnused(role, grant));

describe("a role's permissions", () => {
  const update = { Sid: 'Write', Effect: 'Allow', Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem'], Resource: TABLE };

  test('GIVEN calls of all that is allowed WHEN checked THEN nothing is found', () => {
    const role = inUse([call('dynamodb:UpdateItem'), call('dynamodb:GetItem')], update);
    expect([refusedCalls(role), unused(role)]).toEqual([[], []]);
  });

  test('GIVEN a permission that is taken away WHEN checked THEN the call is refused', () => {
    expect(
      refusedCalls(inUse([call('dynamodb:UpdateItem'), call('dynamodb:GetItem')], { ...update, Action: 'dynamodb:UpdateItem' })),
    ).toEqual([`Jobs: dynamodb:GetItem on ${TABLE} (by handler) is allowed by no statement`]);
  });

  test('GIVEN a permission that is added WHEN checked THEN it is unused', () => {
    expect(unused(inUse([call('dynamodb:UpdateItem')], update))).toEqual([
      `Jobs may, and no replay did: Write: dynamodb:GetItem on ${TABLE}`,
    ]);
  });

  test('GIVEN two resources of which one is used, or two values of a condition WHEN checked THEN the other is unused', () => {
    expect(
      unused(inUse([call('dynamodb:UpdateItem')], { ...update, Action: 'dynamodb:UpdateItem', Resource: [TABLE, `${TABLE}2`] })),
    ).toHaveLength(1);
    const keys = {
      Effect: 'Allow',
      Action: 'kms:Encrypt',
      Resource: KEY,
      Condition: { StringEquals: { 'kms:ViaService': ['dynamodb', 'sqs'] } },
    };
    expect(unused(inUse([call('kms:Encrypt', KEY, { 'kms:ViaService': ['dynamodb'] })], keys))).toEqual([
      `Jobs may, and no replay did: kms:Encrypt on ${KEY} where StringEquals kms:ViaService sqs`,
    ]);
  });

  test('GIVEN a permission by exclusion WHEN checked THEN that is reported', () => {
    expect(() => unused(inUse([], { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }))).toThrow(
      'a statement allows by exclusion, which cannot be exact',
    );
  });
});

describe('wildcards', () => {
  const reasons = [{ actions: ['ec2:DescribeInstances'], resource: '*', reason: 'knows no resources' }];
  const describing = { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' };

  test('GIVEN a reason for each WHEN checked THEN nothing is found', () =>
    expect(wildcardFindings([roleOf(describing)], reasons)).toEqual([]));

  test('GIVEN one without a reason WHEN checked THEN it is found', () => {
    expect(wildcardFindings([roleOf(describing, { Effect: 'Allow', Action: 'dynamodb:Scan', Resource: `${TABLE}*` })], reasons)).toEqual([
      `Jobs has a wildcard without a reason: dynamodb:Scan on ${TABLE}*`,
    ]);
  });

  test('GIVEN a reason that nothing needs WHEN checked THEN it is found', () => {
    expect(wildcardFindings([roleOf()], reasons)).toEqual(['No role needs the reason for ec2:DescribeInstances on * any more']);
  });
});

describe('a queue', () => {
  const policy = (...statements: JsonObject[]): Template => ({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] } },
      Other: { Type: 'AWS::Events::Rule', Properties: { Targets: [] } },
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: statements } } },
    },
  });
  const fromRule = (Condition: JsonObject) => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    Condition,
  });
  const tlsOnly = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const ofRule = { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule', 'Arn'] } } };
  const wrong = (...statements: JsonObject[]) => {
    const site = { account: '123456789012', region: 'eu-west-1' };
    const template = {
      stackName: 'Stack',
      templateFile: 'Stack.template.json',
      template: policy(...statements),
      assets: new Map<string, string>(),
    };
    const replayed: Replayed = {
      folder: '',
      calls: [],
      ...site,
      ...readDeployedPolicies([template], { ...site, queueEndpoint: 'http://sqs' }),
    };
    return wrongAnswers(casesOf(replayed));
  };

  test('GIVEN the rule alone, over TLS WHEN asked THEN all answers are right', () => expect(wrong(fromRule(ofRule), tlsOnly)).toEqual([]));

  test('GIVEN no statement for the rule WHEN asked THEN the rule may not', () => {
    expect(wrong(tlsOnly)).toEqual(['Queue: rule Rule may not sqs:SendMessage, by its policy']);
  });

  test('GIVEN no demand for TLS WHEN asked THEN the rule may without it', () => {
    expect(wrong(fromRule(ofRule))).toEqual(['Queue: rule Rule without TLS may sqs:SendMessage, by its policy']);
  });

  test('GIVEN any rule of the account WHEN asked THEN the other rule may', () => {
    expect(wrong(fromRule({ StringEquals: { 'aws:SourceAccount': '123456789012' } }), tlsOnly)).toEqual([
      'Queue: rule Other may sqs:SendMessage, by its policy',
    ]);
  });

  test('GIVEN no condition WHEN asked THEN other rules and accounts may', () => {
    expect(wrong(fromRule({}), tlsOnly)).toEqual([
      'Queue: rule Other may sqs:SendMessage, by its policy',
      'Queue: rule Rule of another account may sqs:SendMessage, by its policy',
      'Queue: rule Other of another account may sqs:SendMessage, by its policy',
      'Queue: EventBridge without a rule may sqs:SendMessage, by its policy',
    ]);
  });
});

describe('the log of calls', () => {
  const note = (log: CallLog, context: RecordedCall['context']) =>
    log.note({ functionId: 'Jobs' }, { by: 'handler', action: 'dynamodb:GetItem', resource: TABLE, context });

  test('GIVEN many partition keys WHEN noted THEN one line gathers the first and states that there are others, which no policy names', () => {
    const log = new CallLog();
    for (let key = 0; key < 20; key++) note(log, { 'dynamodb:LeadingKeys': [String(key)] });
    expect(log.calls).toEqual([
      expect.objectContaining({ count: 20, context: { 'dynamodb:LeadingKeys': ['0', '1', '2', '3', '4', '5', '6', '7', OTHER_VALUES] } }),
    ]);
  });

  test('GIVEN other contexts WHEN noted THEN each has a line; GIVEN nobody THEN there is none', () => {
    const log = new CallLog();
    for (const service of ['dynamodb', 'sqs', 'sqs']) note(log, { 'kms:ViaService': [service] });
    log.note(undefined, { by: 'handler', action: 'dynamodb:Scan', resource: TABLE, context: {} });
    expect(log.calls.map(({ count, context }) => [count, context['kms:ViaService']])).toEqual([
      [1, ['dynamodb']],
      [2, ['sqs']],
    ]);
  });

  test('GIVEN a table with a key WHEN it is used THEN the key is, through DynamoDB', () => {
    const log = new CallLog();
    note(log, {});
    noteKeyCalls(log, [{ arn: TABLE, keyArn: KEY }], 'eu-west-1');
    expect(
      log.calls
        .filter(({ by }) => by === 'encryption')
        .map(({ action, resource, context }) => [action, resource, context['kms:ViaService']]),
    ).toContainEqual(['kms:Decrypt', KEY, ['dynamodb.eu-west-1.amazonaws.com']]);
  });
});
