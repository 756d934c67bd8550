import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { synthesize } from './synthesis';
import { BatchInsights, BatchInsightsProps } from '../../src';
import { FORMS } from '../health-alarms/parts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const resourcesOf = (build: (stack: Stack) => void): [string, Resource][] => Object.entries(synthesize(build).template.toJSON().Resources);
const ofType = (resources: [string, Resource][], ...types: string[]) => resources.filter(([, { Type }]) => types.includes(Type));

describe.each(FORMS)('%s', (_, build) => {
  const resources = resourcesOf(build);

  test('has no log group without an end, and no function that would have Lambda make one', () => {
    expect(ofType(resources, 'AWS::Logs::LogGroup').filter(([, { Properties }]) => Properties.RetentionInDays === undefined)).toEqual([]);
    const functions = ofType(resources, 'AWS::Lambda::Function');
    expect(
      functions
        .filter(([, { Properties }]) => !(Properties.LoggingConfig as { LogGroup?: object } | undefined)?.LogGroup)
        .map(([id]) => id),
    ).toEqual([]);
  });

  test('admits TLS alone to every queue and bucket, and all of them are encrypted', () => {
    for (const [store, policy, reference] of [
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Queues'],
      ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'Bucket'],
    ]) {
      const denies = ofType(resources, policy).filter(([, { Properties }]) => {
        const [first] = (Properties.PolicyDocument as { Statement: { Effect: string; Principal: object; Condition: object }[] }).Statement;
        return (
          first.Effect === 'Deny' &&
          JSON.stringify([first.Principal, first.Condition]) === '[{"AWS":"*"},{"Bool":{"aws:SecureTransport":"false"}}]'
        );
      });
      const admitted = denies.flatMap(([, { Properties }]) => [Properties[reference]].flat().map((each) => (each as { Ref: string }).Ref));
      expect(admitted.sort()).toEqual(
        ofType(resources, store)
          .map(([id]) => id)
          .sort(),
      );
    }
    const open = ofType(resources, 'AWS::SQS::Queue').filter(
      ([, { Properties }]) => Properties.SqsManagedSseEnabled !== true && !Properties.KmsMasterKeyId,
    );
    expect(open).toEqual([]);
  });

  test('says of everything that holds data what becomes of it, when it is deleted and when it is replaced', () => {
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of ofType(
      resources,
      'AWS::Logs::LogGroup',
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
    )) {
      expect([id, ['Delete', 'Retain'].includes(String(DeletionPolicy)), UpdateReplacePolicy]).toEqual([id, true, DeletionPolicy]);
    }
  });
});

describe('what is kept when the stack is gone', () => {
  const kept = (props: BatchInsightsProps) =>
    ofType(
      resourcesOf((stack) => {
        const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true, createTrail: true, ...props });
        insights.addHistory();
        insights.addNotifications();
        insights.addCostInsights();
        insights.addExplorer();
      }),
      'AWS::Logs::LogGroup',
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
    )
      .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
      .map(([id]) => id.replace(/^Insights|[0-9A-F]{8}$/g, ''))
      .sort();

  test('is history: records, instances and reasons; and files that CloudFormation cannot delete', () => {
    expect(kept({})).toEqual([
      'InstanceRegistryLogGroup',
      'JobEventCollectorLogGroup',
      'JobHistoryBucket',
      'RunTaskMonitoringLogGroup',
      'RunTaskMonitoringTrailBucket',
    ]);
  });

  test('is nothing but those files, where all else is to be deleted', () => {
    expect(kept({ removalPolicy: RemovalPolicy.DESTROY })).toEqual(['RunTaskMonitoringTrailBucket']);
  });

  test('is all, where all is to be kept', () => {
    expect(kept({ removalPolicy: RemovalPolicy.RETAIN })).toEqual([
      'AWSCDKTriggerCustomResourceProviderCustomResourceProviderLogGroup',
      'AsgMonitoringLogGroup',
      'CostInsightsLogGroup',
      'CostInsightsTable',
      'InFlightSnapshotLogGroup',
      'InstanceRegistryLogGroup',
      'InstanceRegistryTable',
      'JobEventCollectorLogGroup',
      'JobEventCollectorTable',
      'JobExplorerLogGroup',
      'JobHistoryBucket',
      'JobHistoryDeliveryLogGroup',
      'JobHistoryLogGroup',
      'JobNotificationsLogGroup',
      'RunTaskMonitoringLogGroup',
      'RunTaskMonitoringTable',
      'RunTaskMonitoringTrailBucket',
    ]);
  });
});
