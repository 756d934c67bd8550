import { Synthesis } from './synthesis';
import { JsonObject } from '../../lab/aws/json';
import { compilePattern } from '../../lab/aws/patterns/event-pattern';

/** Where the stack is deployed, and where events come from that name no place. */
export const HERE = { account: '123456789012', region: 'us-east-1' };

export interface RulePattern {
  matches(event: JsonObject): boolean;
}

/** The event pattern of the rule at this path, as EventBridge has it after the deployment. */
export function rulePattern(synthesis: Synthesis, path: string): RulePattern {
  const pattern = compilePattern(deployed(synthesis.resource(path).Properties.EventPattern));
  return { matches: (event) => pattern.matches({ ...HERE, ...event }) };
}

export function deployed(pattern: unknown): JsonObject {
  const text = JSON.stringify(pattern)
    .replaceAll('{"Ref":"AWS::AccountId"}', `"${HERE.account}"`)
    .replaceAll('{"Ref":"AWS::Region"}', `"${HERE.region}"`);
  return JSON.parse(text) as JsonObject;
}
