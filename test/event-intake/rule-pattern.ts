import { Synthesis } from './synthesis';
import { JsonObject } from '../../lab/aws/json';
import { compilePattern } from '../../lab/aws/patterns/event-pattern';
import * as eventRule from '../../src/event-intake/event-rule';

export interface Place extends eventRule.Place {
  /** @default - aws */
  readonly partition?: string;
}

/** Where the stack is deployed, and where events come from that name no place. */
export const HERE: Place = { account: '123456789012', region: 'us-east-1' };

export interface RulePattern {
  matches(event: JsonObject): boolean;
}

/** The event pattern of the rule at this path, as EventBridge has it after the deployment. */
export function rulePattern(synthesis: Synthesis, path: string, place = HERE): RulePattern {
  const pattern = compilePattern(deployed(synthesis.resource(path).Properties.EventPattern, place));
  const { account, region } = place;
  return { matches: (event) => pattern.matches({ account, region, ...event }) };
}

export function deployed(pattern: unknown, place = HERE): JsonObject {
  const text = JSON.stringify(pattern)
    .replaceAll('{"Ref":"AWS::Partition"}', `"${place.partition ?? 'aws'}"`)
    .replaceAll('{"Ref":"AWS::AccountId"}', `"${place.account}"`)
    .replaceAll('{"Ref":"AWS::Region"}', `"${place.region}"`)
    .replace(/\{"Fn::Join":\["",(\["[^{]*?"\])\]\}/g, (_, parts: string) => JSON.stringify(JSON.parse(parts).join('')));
  return JSON.parse(text) as JsonObject;
}
