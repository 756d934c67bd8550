import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AsgMonitoring } from '../../src/asg-monitoring';
import { keepProviderLogs } from '../../src/asg-monitoring/provider-logs';
import { synthesize } from '../event-intake/synthesis';

const PROVIDER = 'AWSCDK.TriggerCustomResourceProviderCustomResourceProvider';

describe('the log of the function behind triggers', () => {
  test('expires as the other one does', () => {
    const synthesis = synthesize((stack) => new AsgMonitoring(stack, 'Groups', { logRetention: RetentionDays.ONE_WEEK }));
    expect(synthesis.resource(`${PROVIDER}/Handler`).Properties.LoggingConfig).toEqual({
      LogGroup: { Ref: synthesis.logicalId(`${PROVIDER}/LogGroup`) },
    });
    expect(synthesis.resource(`${PROVIDER}/LogGroup`)).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
  });

  test('is one for the stack, as the function is', () => {
    const { template } = synthesize((stack) => {
      new AsgMonitoring(stack, 'One', { logRetention: RetentionDays.ONE_DAY });
      new AsgMonitoring(stack, 'Two');
    });
    expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.startsWith('AWSCDK'))).toHaveLength(1);
  });

  test('is told of where aws-cdk-lib makes that function in another way', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Stack');

    // WHEN
    keepProviderLogs(stack, { retention: RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY });

    // THEN
    Annotations.fromStack(stack).hasWarning('/Stack', Match.stringLikeRegexp('never expires'));
  });
});
