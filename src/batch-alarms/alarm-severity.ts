/**
 * How urgent a notification is.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
 * import { ITopic } from 'aws-cdk-lib/aws-sns';
 * import { AlarmSeverity, BatchInsights } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const pager: ITopic;
 * new BatchInsights(stack, 'Insights').addAlarms({
 *   criticalActions: [new SnsAction(pager)],
 *   severities: { LostWork: AlarmSeverity.CRITICAL },
 * });
 */
export class AlarmSeverity {
  /** Somebody should look now: results do not come. */
  static readonly CRITICAL = new AlarmSeverity('CRITICAL');
  /** Somebody should look within days: time or money is wasted. */
  static readonly WARNING = new AlarmSeverity('WARNING');

  /** What descriptions of alarms begin with. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
