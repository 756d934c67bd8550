import { DeployedResource } from './deployed-stack';
import { compileFilterPattern, FilterPattern } from '../../aws/filter-patterns/filter-pattern';
import { messageOf, ReplayProblem } from '../replay-problem';

/** Sends the log events of a group that pass its pattern to a function. */
export interface SubscriptionFilter {
  readonly id: string;
  readonly name: string;
  /** Name of the log group. */
  readonly group: string;
  readonly functionArn: string;
  readonly passes: FilterPattern;
}

export function readSubscriptionFilter(resource: DeployedResource): SubscriptionFilter {
  const functionArn = String(resource.property('DestinationArn'));
  if (!functionArn.includes(':lambda:')) {
    throw new ReplayProblem(
      `Subscription filter ${resource.id} has a destination that replay does not run (functions are run): ${functionArn}`,
    );
  }
  return {
    id: resource.id,
    name: resource.name,
    group: String(resource.property('LogGroupName')),
    functionArn,
    passes: compile(resource),
  };
}

function compile(resource: DeployedResource): FilterPattern {
  try {
    return compileFilterPattern(String(resource.property('FilterPattern') ?? ''));
  } catch (error) {
    throw new ReplayProblem(`Subscription filter ${resource.id}: ${messageOf(error)}`);
  }
}
