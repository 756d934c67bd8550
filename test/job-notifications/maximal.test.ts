import { fullJobNotifications } from './full-job-notifications';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

describe('notifications with every prop', () => {
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => void fullJobNotifications(stack));
  });

  const key = () => synthesis.attribute('Key', 'Arn');
  const deadLetters = () => synthesis.attribute('Notifications/DeadLetterQueue', 'Arn');

  test('encrypt the bus, the queues and the logs, and keep events that the bus cannot encrypt', () => {
    expect(synthesis.resource('Notifications/EventBus').Properties).toMatchObject({
      KmsKeyIdentifier: key(),
      DeadLetterConfig: { Arn: deadLetters() },
    });
    for (const queue of ['Queue', 'DeadLetterQueue']) {
      expect(synthesis.resource(`Notifications/${queue}`).Properties.KmsMasterKeyId).toEqual(key());
    }
    expect(synthesis.resource('Notifications/LogGroup')).toMatchObject({
      Properties: { KmsKeyId: key(), RetentionInDays: 7 },
      DeletionPolicy: 'Retain',
    });
  });

  test('let the bus and the rules without a queue of their own send to the dead-letter queue', () => {
    const { Statement } = synthesis.resource('Notifications/DeadLetterQueue/Policy').Properties.PolicyDocument as { Statement: object[] };
    expect(Statement[1]).toMatchObject({
      Condition: {
        ArnEquals: {
          'aws:SourceArn': [
            synthesis.attribute('Notifications/EventBus', 'Arn'),
            ...['Failed', 'Blocked'].map((rule) => synthesis.attribute(`Notifications/Rules/${rule}`, 'Arn')),
          ],
        },
      },
    });
    const [{ DeadLetterConfig }] = synthesis.resource('Notifications/Rules/Succeeded').Properties.Targets as { DeadLetterConfig: object }[];
    expect(DeadLetterConfig).toEqual({ Arn: synthesis.attribute('OwnDeadLetters', 'Arn') });
  });

  test('let the function use the key through SQS alone, in the VPC', () => {
    const statements = roleStatements(synthesis, 'Notifications/HandlerRole') as { Sid: string }[];
    expect(statements.filter((statement) => JSON.stringify(statement).includes('kms:'))).toEqual([
      {
        Sid: 'SendEncrypted',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: key(),
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['sqs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
        },
      },
    ]);
    expect(statements.slice(-3).map(({ Sid }) => Sid)).toEqual(NETWORK_SIDS);
    expect(Object.keys(environmentOf(synthesis, 'Notifications/Handler'))).toEqual(['EVENT_BUS', 'QUEUE_URL', 'URL_SUFFIX']);
  });

  test('read all finished jobs where somebody wants those that succeeded', () => {
    expect(synthesis.resource('Notifications/Subscription').Properties.FilterPattern).toBe(
      '{ ($.RecordType = "job") || ($.RecordType = "queue-blocked") }',
    );
  });

  test('match what the options name', () => {
    const detailOf = (rule: string) =>
      (synthesis.resource(`Notifications/Rules/${rule}`).Properties.EventPattern as { detail: object }).detail;
    const JobQueue = ['nightly'];
    expect(detailOf('Failed')).toEqual({
      JobQueue,
      FailureCategory: ['OUT_OF_MEMORY'],
      ArraySize: [{ exists: false }],
      NodeParentId: [{ exists: false }],
    });
    expect(detailOf('Succeeded')).toEqual({ JobQueue, ArrayParentId: [{ exists: false }], NodeParentId: [{ exists: false }] });
    expect(detailOf('Blocked')).toEqual({ JobQueue });
  });
});
