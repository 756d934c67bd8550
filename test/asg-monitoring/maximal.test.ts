import { fullMonitoring } from './full-monitoring';
import { AsgMonitoring } from '../../src/asg-monitoring';
import { environmentOf, roleStatements, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

describe('monitoring of Auto Scaling groups with every prop', () => {
  const synthesis = synthesize(fullMonitoring);

  test('takes events from the given bus, and its schedule from the default one', () => {
    expect(synthesis.resource('Groups/CreationRule').Properties.EventBusName).toBe('forwarded');
    expect(synthesis.resource('Groups/LaunchRule').Properties.EventBusName).toBe('forwarded');
    expect(synthesis.resource('Groups/ScheduleRule').Properties.EventBusName).toBeUndefined();
    expect(synthesis.resource('Groups/ScheduleRule').Properties.ScheduleExpression).toBe('rate(15 minutes)');
  });

  test('tells its handler what to turn on', () => {
    expect(environmentOf(synthesis, 'Groups/Handler')).toMatchObject({
      GROUP_METRICS: '["GroupTotalInstances","GroupAndWarmPoolTotalCapacity"]',
      GRANULARITY: '5Minutes',
    });
  });

  test('encrypts both queues and the log group with the key', () => {
    const key = synthesis.attribute('Key', 'Arn');
    expect(synthesis.resource('Groups/Queue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Groups/DeadLetterQueue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Groups/LogGroup').Properties.KmsKeyId).toEqual(key);
    const statements = roleStatements(synthesis, 'Groups/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'WriteLogs',
      'ReadQueue',
      'FindGroups',
      'EnableByName',
      'EnableByTag',
      'KeepFailedChecks',
      'SendEncrypted',
      ...NETWORK_SIDS,
    ]);
    expect(JSON.stringify(statements[6]).match(/dynamodb\.|sqs\./g)).toEqual(['sqs.']);
  });

  test('keeps its log as told', () => {
    expect(synthesis.resource('Groups/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Retain' });
  });
});

describe('monitoring of Auto Scaling groups that is not called at deployment', () => {
  const synthesis = synthesize((stack) => void new AsgMonitoring(stack, 'Groups', { atDeployment: false }));

  test('has no custom resource, no version of the function, and may not write to the dead-letter queue', () => {
    for (const type of ['Custom::Trigger', 'AWS::Lambda::Version', 'AWS::Lambda::EventInvokeConfig']) {
      synthesis.template.resourceCountIs(type, 0);
    }
    synthesis.template.resourceCountIs('AWS::Lambda::Function', 1);
    const statements = roleStatements(synthesis, 'Groups/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual(['WriteLogs', 'ReadQueue', 'FindGroups', 'EnableByName', 'EnableByTag']);
  });
});
