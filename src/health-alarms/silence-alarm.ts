import { Duration } from 'aws-cdk-lib';
import { Alarm, IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { healthAlarm } from './health-alarm';
import { AlarmActionProps } from './health-alarm-props';
import { RunbookSection } from './runbook';
import { checkDuration, reject } from '../prop-check/prop-check';

const DEFAULT_PERIOD = Duration.hours(3);
const SHORTEST = Duration.minutes(15);
/** CloudWatch looks back seven days at most, and two periods are looked at. */
const MAX_PERIOD = Duration.hours(84);

export interface Silence {
  readonly id: string;
  readonly description: string;
  readonly section: RunbookSection;
  readonly period: Duration;
  /** Above zero while something happens for which AWS Batch sends events. */
  readonly evidence: (period: Duration) => IMetric;
  /** How many events came. */
  readonly events: (period: Duration) => IMetric;
  readonly actions: AlarmActionProps;
}

/**
 * Enters ALARM if something happens in two consecutive periods and no event arrives in either. One period would not do: an instance that joins at its end is
 * used in the next one.
 *
 * The sum is that of those metrics which have data: a collector that no event ever reached has published nothing, and FILL has nothing to fill.
 */
export function silenceAlarm(scope: Construct, { id, description, section, period, evidence, events, actions }: Silence): Alarm {
  return healthAlarm(scope, id, {
    description,
    section,
    metric: new MathExpression({
      label: 'Silence',
      expression: 'IF(evidence > 0 AND SUM([evidence, events]) == evidence, 1, 0)',
      usingMetrics: { evidence: evidence(period), events: events(period) },
      period,
    }),
    threshold: 1,
    evaluationPeriods: 2,
    actions,
  });
}

/** The period to look at, once it is known to be one that CloudWatch takes. */
export function silencePeriod(scope: Construct, value: Duration = DEFAULT_PERIOD): Duration {
  checkDuration(scope, {
    prop: 'silencePeriod',
    value,
    min: SHORTEST,
    max: MAX_PERIOD,
    fix: 'CloudWatch looks back seven days, and two periods are looked at.',
  });
  if (!value.isUnresolved() && value.toSeconds() % 60 === 0) return value;
  return reject(scope, {
    prop: 'silencePeriod',
    value,
    allowed: 'a whole number of minutes that is known at synth',
    fix: 'CloudWatch counts the periods of alarms in minutes.',
  });
}
