import { DeployedResource } from './deployed-stack';
import { JsonObject, parseObject } from '../../aws/json';
import { ReplayProblem } from '../replay-problem';

/** A state machine of AWS Step Functions. */
export interface DeployedStateMachine {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string;
  /** In the Amazon States Language. */
  readonly definition: JsonObject;
}

export function readStateMachine(resource: DeployedResource): DeployedStateMachine {
  const definition = parseObject(String(resource.property('DefinitionString')));
  if (definition === undefined) throw new ReplayProblem(`The definition of state machine ${resource.id} is no JSON object`);
  return {
    id: resource.id,
    arn: String(resource.stack.arnOf(resource.logicalId)),
    roleArn: String(resource.property('RoleArn')),
    definition,
  };
}
