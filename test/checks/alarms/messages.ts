import { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { Story } from './story';
import { Json, JsonObject } from '../../../lab/aws/json';
import { compilePattern } from '../../../lab/aws/patterns/event-pattern';
import { recordEvent } from '../../../src/domain/notification/record-event';
import { blockedQueues, failedJobs } from '../../../src/job-notifications/event-patterns';

const target = {} as IRuleTarget;
const RULES = { failed: failedJobs({ target }), blocked: blockedQueues({}) };

export type MessageRule = keyof typeof RULES;

/** A message, as a rule of `JobNotifications` sends it with its defaults. */
export interface Message {
  readonly rule: MessageRule;
  readonly story?: string;
  readonly category: string;
}

const patternOf = ({ detailType, ...pattern }: (typeof RULES)[MessageRule]) =>
  compilePattern(JSON.parse(JSON.stringify({ ...pattern, 'detail-type': detailType })) as Json);
const PATTERNS = Object.entries(RULES).map(([rule, pattern]) => ({ rule: rule as MessageRule, pattern: patternOf(pattern) }));

/** The messages of the lines that the collector wrote. */
export const messagesOf = (lines: readonly string[], storyOf: ReadonlyMap<string, string>): Message[] =>
  lines.flatMap((line) => {
    const event = recordEvent(line);
    if (!event) return [];
    const detail = JSON.parse(event.detail) as JsonObject;
    const envelope = { source: 'cdk-batch-insights', 'detail-type': event.detailType, detail };
    return PATTERNS.filter(({ pattern }) => pattern.matches(envelope)).map(({ rule }) => ({
      rule,
      story: storyOf.get(String(detail.JobId)),
      category: String(detail.FailureCategory ?? detail.Category),
    }));
  });

/** What is sent for a story, less or more than it should be. */
export function problemsOfMessages(stories: readonly Story[], messages: readonly Message[]): string[] {
  const countOf = (name: string, rule: MessageRule): number => messages.filter((each) => each.story === name && each.rule === rule).length;
  return stories.flatMap(({ name, messages: expected }) =>
    (Object.keys(RULES) as MessageRule[])
      .filter((rule) => countOf(name, rule) !== (expected[rule] ?? 0))
      .map((rule) => `${name}: ${countOf(name, rule)} messages of the rule "${rule}" instead of ${expected[rule] ?? 0}`),
  );
}
