import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { CostReport, CostReportProps, JobEventCollector, JobHistory } from '../../src';

export const historyIn = (stack: Stack, encryptionKey?: IKey): JobHistory =>
  new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector', { encryptionKey }), encryptionKey });

/** A stack where CloudFormation has exports. */
export const stackOfExports = (): Stack => new Stack(new App(), 'Costs', { env: { account: '111111111111', region: 'us-east-1' } });

/** A cost report with every prop set that goes together. A report that exists has its own bucket. */
export function fullCostReport(stack: Stack): CostReport {
  const encryptionKey = new Key(stack, 'CostKey', { enableKeyRotation: true });
  const props: Required<Omit<CostReportProps, 'source'>> = {
    history: historyIn(stack, encryptionKey),
    retention: Duration.days(730),
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  };
  return new CostReport(stack, 'CostReport', props);
}
