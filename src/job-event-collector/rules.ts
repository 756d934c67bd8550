import { IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { JobEventCollectorProps } from './collector-props';
import { jobEventPatterns } from './rule-patterns';
import { eventRule } from '../event-intake/event-rule';
import { reject } from '../prop-check/prop-check';

/** The policy of an SQS queue takes 8,192 bytes, and the ARN of each rule that may send to it up to 120 of them. */
const MAX_RULES = 60;
/** The policy of a function takes 20,480 bytes, and the statement for each rule that may invoke it up to 480 of them. */
const MAX_DIRECT_RULES = 40;

/** The rules for the job events that the collector takes, all with one target: `Rule`, `Rule2`, `Rule3`, ... */
export function jobEventRules(scope: Construct, props: JobEventCollectorProps, target: IRuleTarget): Rule[] {
  const patterns = jobEventPatterns(props);
  const most = (props.delivery?.isBuffered ?? true) ? MAX_RULES : MAX_DIRECT_RULES;
  if (patterns.length > most) rejectManyRules(scope, props, patterns.length, most);
  return patterns.map((eventPattern, index) =>
    eventRule(scope, index === 0 ? 'Rule' : `Rule${index + 1}`, {
      description: 'State changes of AWS Batch jobs, and blocked job queues',
      eventBus: props.eventBus,
      eventPattern,
      target,
    }),
  );
}

function rejectManyRules(scope: Construct, { jobQueues, jobDefinitions }: JobEventCollectorProps, rules: number, most: number): never {
  return reject(scope, {
    prop: jobQueues ? 'jobQueues.length' : 'jobDefinitions.length',
    value: (jobQueues ?? jobDefinitions)?.length,
    allowed: `few enough for ${most} rules, where these job queues and job definitions take ${rules}`,
    fix: 'Use several collectors, or leave jobQueues or jobDefinitions out to watch all.',
  });
}
