import { Json } from '../../../lab/aws/json';
import { Template } from '../../../lab/replay/assembly/stack-template';
import { readDeployment } from '../../../lab/replay/template/deployment';
import { Intrinsics } from '../../../lab/replay/template/intrinsics';

const template: Template = {
  Parameters: {
    Stage: { Type: 'String', Default: 'prod' },
    Open: { Type: 'String' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>' },
  },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
  },
  Mappings: { Sizes: { prod: { memory: 512 } } },
  Resources: { Topic: { Type: 'Custom::Thing' } },
};

const intrinsics = new Intrinsics(
  {
    template,
    pseudoParameters: { 'AWS::Region': 'eu-west-1', 'AWS::Partition': 'aws' },
    attributeOf: (logicalId, attribute) => (logicalId === 'Queue' ? `queue-${attribute ?? 'ref'}` : undefined),
    importValue: (name) => (name === 'Shared' ? 'shared-value' : undefined),
  },
  'Stack: Queue.Name',
);

describe('intrinsic functions', () => {
  test.each<[string, Json, Json]>([
    ['Ref of a resource', { Ref: 'Queue' }, 'queue-ref'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'queue-Arn'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'queue-Arn'],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:${Queue}:${Queue.Arn}:${!Literal}' }, 'arn:aws:queue-ref:queue-Arn:${Literal}'],
    ['Fn::Sub with values', { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'Queue' } }] }, 'queue-ref-prod'],
    ['Fn::Join over Fn::Split', { 'Fn::Join': ['/', { 'Fn::Split': [':', 'a:b:c'] }] }, 'a/b/c'],
    ['Fn::Select', { 'Fn::Select': ['1', ['a', { Ref: 'Stage' }]] }, 'prod'],
    ['Fn::If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
    ['Fn::If on the other side', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'no'],
    ['Fn::And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 512],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'Shared' }, 'shared-value'],
    [
      'AWS::NoValue',
      { kept: 1, left: { Ref: 'AWS::NoValue' }, list: [{ 'Fn::If': ['IsTest', 'x', { Ref: 'AWS::NoValue' }] }, 'y'] },
      { kept: 1, list: ['y'] },
    ],
  ])('%s', (_, value, expected) => {
    expect(intrinsics.resolve(value)).toEqual(expected);
  });

  test.each<[string, Json, string]>([
    [
      'a resource of another type',
      { 'Fn::GetAtt': ['Topic', 'Arn'] },
      'Fn::GetAtt Arn: replay has no value for "Topic", a resource of type Custom::Thing',
    ],
    ['a resource that is not there', { Ref: 'Nothing' }, 'Ref: the template has no resource "Nothing"'],
    ['a parameter without default', { Ref: 'Open' }, 'parameter "Open" has no default'],
    [
      'a parameter of the parameter store',
      { Ref: 'Stored' },
      'parameter "Stored" is read from the SSM parameter store, which replay does not have',
    ],
    ['an unknown function', { 'Fn::Cidr': [] }, 'Fn::Cidr is not known to replay'],
    ['an unknown export', { 'Fn::ImportValue': 'Other' }, 'no stack here exports "Other"'],
    ['an unknown condition', { 'Fn::If': ['IsGone', 1, 2] }, 'there is no condition "IsGone"'],
    ['an index beyond the list', { 'Fn::Select': [5, ['a']] }, 'Fn::Select has no element 5'],
  ])('cannot resolve %s and reports so', (_, value, problem) => {
    expect(() => intrinsics.resolve(value)).toThrow(`Stack: Queue.Name: ${problem}`);
  });
});

describe('a deployment', () => {
  const site = { account: '111122223333', region: 'eu-west-1', queueEndpoint: 'http://127.0.0.1:9' };
  const stack = (stackName: string, content: Template) => ({
    stackName,
    templateFile: `${stackName}.template.json`,
    template: content,
    assets: new Map<string, string>(),
  });

  test('spans stacks: exports are imported, equal logical ids keep apart', () => {
    const { queues } = readDeployment(
      [
        stack('First', {
          Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'given' } } },
          Outputs: { Out: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: 'First:Queue' } } },
        }),
        stack('Second', {
          Resources: {
            Queue: {
              Type: 'AWS::SQS::Queue',
              Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'First:Queue' }, maxReceiveCount: 5 } },
            },
          },
        }),
      ],
      site,
    );
    expect(queues.map(({ id }) => id)).toEqual(['First.Queue', 'Second.Queue']);
    expect(queues[0]).toMatchObject({ name: 'given', arn: 'arn:aws:sqs:eu-west-1:111122223333:given' });
    expect(queues[1].redrive).toEqual({ deadLetterArn: 'arn:aws:sqs:eu-west-1:111122223333:given', maxReceiveCount: 5 });
    expect(queues[1].name).toMatch(/^Second-Queue-[0-9A-F]{12}$/);
  });

  test('leaves out what a condition leaves out, and rules that are disabled or scheduled', () => {
    const { queues, rules } = readDeployment(
      [
        stack('Only', {
          Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
          Resources: {
            Queue: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
            Off: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['a'] }, State: 'DISABLED' } },
            Hourly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)' } },
          },
        }),
      ],
      site,
    );
    expect(queues).toEqual([]);
    expect(rules).toEqual([]);
  });

  test('refuses a rule that EventBridge would refuse, and a target that is not run here', () => {
    const rule = (Properties: { [name: string]: Json }) =>
      readDeployment([stack('Only', { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties } } })], site);
    expect(() => rule({ EventPattern: { source: 'a' } })).toThrow('Only: rule Rule: Event pattern is not valid at "source"');
    expect(() => rule({ EventPattern: { source: ['a'] }, Targets: [{ Arn: 'arn:aws:sns:eu-west-1:111122223333:topic' }] })).toThrow(
      'Rule Rule has a target that replay does not run (queues and functions are run): arn:aws:sns:eu-west-1:111122223333:topic',
    );
  });
});
