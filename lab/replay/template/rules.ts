import { isObject, Json, JsonObject } from '../../aws/json';
import { compilePattern, EventPattern } from '../../aws/patterns/event-pattern';
import { messageOf, ReplayProblem } from '../replay-problem';
import { DeployedResource } from './deployed-stack';
import { InputShape, readInputShape } from './rule-inputs';

export interface EventRule {
  readonly id: string;
  readonly pattern: EventPattern;
  readonly targets: readonly RuleTarget[];
}

export interface RuleTarget {
  readonly arn: string;
  readonly input: InputShape;
  /** Where an event goes that the target does not take. */
  readonly deadLetterArn?: string;
}

/** An enabled rule with a pattern; schedules are read on their own. Rules of every event bus are shown every event. */
export function readRule(resource: DeployedResource): EventRule[] {
  const pattern = resource.property('EventPattern');
  if (pattern === undefined || resource.property('State') === 'DISABLED') return [];
  return [
    {
      id: resource.id,
      pattern: compile(resource, pattern),
      targets: targetsOf(resource).map((target) => readTarget(resource, target)),
    },
  ];
}

export function targetsOf(resource: DeployedResource): JsonObject[] {
  const targets = resource.property('Targets');
  return (Array.isArray(targets) ? targets : []).filter(isObject);
}

function compile(resource: DeployedResource, pattern: Json): EventPattern {
  try {
    return compilePattern(typeof pattern === 'string' ? (JSON.parse(pattern) as Json) : pattern);
  } catch (error) {
    throw new ReplayProblem(`${resource.stack.source.stackName}: rule ${resource.logicalId}: ${messageOf(error)}`);
  }
}

export function readTarget(resource: DeployedResource, target: JsonObject): RuleTarget {
  const arn = String(target.Arn);
  if (!arn.includes(':sqs:') && !arn.includes(':lambda:')) {
    throw new ReplayProblem(`Rule ${resource.logicalId} has a target that replay does not run (queues and functions are run): ${arn}`);
  }
  const deadLetters = target.DeadLetterConfig;
  return {
    arn,
    input: readInputShape(target, resource.name),
    deadLetterArn: isObject(deadLetters) ? String(deadLetters.Arn) : undefined,
  };
}
