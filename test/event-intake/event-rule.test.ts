import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus, IEventBus } from 'aws-cdk-lib/aws-events';
import { deployed, HERE, rulePattern } from './rule-pattern';
import { synthesize } from './synthesis';
import { AsgMonitoring, BatchInsights, InstanceRegistry, JobEventCollector, RunTaskMonitoring } from '../../src';
import { fullInsights } from '../batch-insights/full-insights';

const PLACE = { account: [{ Ref: 'AWS::AccountId' }], region: [{ Ref: 'AWS::Region' }] };
/** What EventBridge takes. */
const MAX_PATTERN_LENGTH = 2048;

const patternsIn = (stack: Stack): unknown[] =>
  Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'))
    .map(({ Properties }) => Properties.EventPattern as unknown)
    .filter((pattern) => pattern !== undefined);

function everything(stack: Stack): void {
  new BatchInsights(stack, 'Insights').addRunTaskMonitoring({ createTrail: true });
}

describe('every rule takes the events of its own account and Region alone', () => {
  test.each([
    ['in a stack for any place', undefined],
    ['in a stack for one place', { account: '111122223333', region: 'eu-west-1' }],
  ])('%s', (_name, env) => {
    const stack = new Stack(new App(), 'Stack', { env });
    everything(stack);
    const patterns = patternsIn(stack);
    expect(patterns).toHaveLength(7);
    patterns.forEach((pattern) => expect(pattern).toMatchObject(PLACE));
  });

  test('on an event bus that several accounts send to', () => {
    const { stack } = synthesize((scope) => void fullInsights(scope));
    const patterns = patternsIn(stack);
    expect(patterns.length).toBeGreaterThanOrEqual(6);
    patterns.forEach((pattern) => expect(pattern).toMatchObject(PLACE));
  });

  test('in patterns that fit in what EventBridge takes', () => {
    const stack = new Stack(new App(), 'Stack');
    everything(stack);
    patternsIn(stack).forEach((pattern) => expect(JSON.stringify(deployed(pattern)).length).toBeLessThan(MAX_PATTERN_LENGTH / 2));
  });

  test.each([
    ['of this place', {}, true],
    ['of another account', { account: '444455556666' }, false],
    ['of another Region', { region: 'eu-west-1' }, false],
    ['without an account', { account: null }, false],
  ])('an event %s', (_name, place, taken) => {
    const synthesis = synthesize((stack) => new JobEventCollector(stack, 'Collector', { eventBus: new EventBus(stack, 'Bus') }));
    const event = { source: 'aws.batch', 'detail-type': 'Batch Job State Change', detail: {}, ...place };
    expect(rulePattern(synthesis, 'Collector/Rule').matches(event)).toBe(taken);
  });
});

describe('an event bus of another place', () => {
  const PARTS: readonly [string, (stack: Stack, eventBus: IEventBus) => unknown][] = [
    ['JobEventCollector', (stack, eventBus) => new JobEventCollector(stack, 'Part', { eventBus })],
    ['InstanceRegistry', (stack, eventBus) => new InstanceRegistry(stack, 'Part', { eventBus })],
    ['AsgMonitoring', (stack, eventBus) => new AsgMonitoring(stack, 'Part', { eventBus })],
    ['RunTaskMonitoring', (stack, eventBus) => new RunTaskMonitoring(stack, 'Part', { eventBus })],
  ];
  const arnIn = ({ region, account }: typeof HERE) => `arn:aws:events:${region}:${account}:event-bus/central`;
  const withBus = (create: (stack: Stack, eventBus: IEventBus) => unknown, place: typeof HERE, env?: typeof HERE) => () => {
    const stack = new Stack(new App(), 'Stack', { env });
    return create(stack, EventBus.fromEventBusArn(stack, 'Bus', arnIn(place)));
  };

  test.each(PARTS)('is refused by %s', (_name, create) => {
    for (const place of [
      { ...HERE, account: '444455556666' },
      { ...HERE, region: 'eu-west-1' },
    ]) {
      expect(withBus(create, place, HERE)).toThrow(
        `Stack/Part: eventBus is "${arnIn(place)}", but it must be one in the account and Region of this stack. ` +
          'Create the construct in a stack of that account and Region.',
      );
    }
  });

  test.each(PARTS)('is left to CloudFormation in a stack for any place by %s', (_name, create) => {
    expect(withBus(create, { ...HERE, account: '444455556666' })).not.toThrow();
    expect(withBus(create, HERE, HERE)).not.toThrow();
  });
});
