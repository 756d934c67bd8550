import { Match } from 'aws-cdk-lib/assertions';
import { BatchInsights } from '../../src';
import { PriceBook, PriceRow } from '../../src/domain/cost/price-book';
import { readJobEvent } from '../../src/domain/event/read-job-event';
import { RegistryView } from '../../src/domain/instance/placement';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { PurchaseOption } from '../../src/domain/names/records';
import { buildJobRecord } from '../../src/domain/record/build-job-record';
import { arrayParent, AwsEvent, ended, jobEvent, ran } from '../domain/events';
import { Fold } from '../domain/fold';
import { AttemptTold, instanceArn } from '../domain/shapes';
import { c7gPrices } from '../domain/spot-prices';
import { environmentOf, roleStatements, synthesize } from '../event-intake/synthesis';

/**
 * What mv-spot-viewer gets wrong, and this library must not. Defects of its web server (S5-16 to S5-21) have no counterpart: there is no server, no instance
 * and no scan for a page. S5-13, S5-14 and S5-18 are tests of `test/runtime/pricing/pricing.test.ts` too.
 */
const HOUR = 3600;
const SPOT = { instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT };
const HOSTS: RegistryView = new Map(['host-1', 'host-2'].map((host) => [instanceArn(host), SPOT]));
/** $0.08 an hour on Spot, for twice what a job of these tests requests. */
const PRICES = new PriceBook(new Map<string, PriceRow>([...c7gPrices(0.08, { seconds: 5 * HOUR, usdPerHour: 0.16 })]));

/** The record of the job of these events, with its costs. */
function recordOf(...events: readonly AwsEvent[]): JobRecord {
  const fold = new Fold(HOSTS).tell(...events);
  const [end] = fold.finished;
  return buildJobRecord(end, fold.timelineOf(end.jobId), HOSTS, PRICES).record;
}
const ranFor = (over: readonly AttemptTold[], status: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED', seconds = 20 * HOUR): JobRecord =>
  recordOf(ended(status, seconds, over));
const running = (over: AttemptTold, handledAt: number): AwsEvent => jobEvent('RUNNING', handledAt, { attempt: over });
const RECLAIMED = { reason: 'Host EC2 (instance i-0123) terminated.', statusReason: 'Host EC2 (instance i-0123) terminated.' };

describe('the deployment', () => {
  const synthesis = synthesize((stack) => {
    new BatchInsights(stack, 'Insights').addCostInsights();
  });

  test('S5-1: handlers are named as Lambda finds them', () => {
    synthesis.template.allResourcesProperties(
      'AWS::Lambda::Function',
      Match.objectLike({ Handler: Match.stringLikeRegexp('^(index|__entrypoint__)\\.handler$') }),
    );
  });

  test('S5-2: the functions that ask for instances and prices may do so', () => {
    const actions = (path: string) => (roleStatements(synthesis, path) as { Action: string | string[] }[]).flatMap(({ Action }) => Action);
    expect(actions('Insights/InstanceRegistry/HandlerRole')).toEqual(expect.arrayContaining(['ec2:DescribeInstances']));
    expect(actions('Insights/CostInsights/HandlerRole')).toEqual(
      expect.arrayContaining(['ec2:DescribeSpotPriceHistory', 'pricing:GetProducts']),
    );
  });

  test('S5-3, S5-14: no Region is written into it', () => {
    const { AWS_REGION, PRICE_LIST_REGION } = environmentOf(synthesis, 'Insights/CostInsights/Handler') as Record<string, string>;
    expect([AWS_REGION, PRICE_LIST_REGION]).toEqual([undefined, '']);
    expect(JSON.stringify(synthesis.template.toJSON())).not.toMatch(/us-west-2/);
  });

  test('S5-19, S5-20, S5-21: there is no endpoint, no instance and no key pair', () => {
    [
      'AWS::EC2::Instance',
      'AWS::EC2::SecurityGroup',
      'AWS::ApiGateway::RestApi',
      'AWS::Lambda::Url',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ].forEach((type) => synthesis.template.resourceCountIs(type, 0));
  });

  test('S5-16, S5-22: tables have no provisioned capacity that a busy minute exceeds, and nothing reads jobs from one for a page', () => {
    synthesis.template.allResourcesProperties('AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' });
  });
});

describe('time', () => {
  test('S5-4: a job of a minute whose RUNNING is handled two minutes late ran for a minute', () => {
    const over = ran('t1', 0, 60, 0);
    expect(recordOf(running(over, 180), ended('SUCCEEDED', 181, [over])).TotalRunningSeconds).toBe(60);
  });

  test('S5-5, S5-6: the order in which events are handled changes nothing', () => {
    const over = ran('t1', 0, HOUR, 0);
    const events = [
      jobEvent('STARTING', 1, { attempt: { id: 't1', host: 'host-1' } }),
      running(over, 2),
      ended('SUCCEEDED', HOUR + 1, [over]),
    ];
    const [expected, ...others] = [events, [...events].reverse(), [events[2], events[0], events[1]]].map((order) => recordOf(...order));
    expect(expected).toMatchObject({ Status: 'SUCCEEDED', InstanceType: 'c7g.xlarge', TotalRunningSeconds: HOUR, CostUsd: 0.04 });
    others.forEach((other) => expect(other).toEqual(expected));
  });

  test('S5-12: an attempt that was lost counts once, whatever instances the job was on', () => {
    const record = ranFor([ran('t1', 0, 100, 1, RECLAIMED), ran('t2', 200, 3800, 0, { host: 'host-2' })]);
    expect(record).toMatchObject({ TotalRunningSeconds: 3700, LostSeconds: 100 });
    expect(record.Attempts.map(({ FailureCategory: cause }) => cause)).toEqual(['SPOT_INTERRUPTION', undefined]);
    expect(record.LostCostUsd).toBe(0.00111111);
  });
});

describe('attempts', () => {
  test('S5-7: a retry of the application is no Spot reclaim', () => {
    expect(ranFor([ran('t1', 0, 60, 1), ran('t2', 100, 160, 0)])).toMatchObject({ SpotInterruptions: 0, AttemptCount: 2 });
  });

  test('S5-8: an interruption stays in the record when the job goes on', () => {
    const lost = ran('t1', 0, 60, undefined, RECLAIMED);
    const record = recordOf(jobEvent('RUNNABLE', 61, { over: [lost] }), ended('SUCCEEDED', 161, [lost, ran('t2', 100, 160, 0)]));
    expect(record.SpotInterruptions).toBe(1);
    expect(record.Attempts[0]).toMatchObject({ FailureCategory: 'SPOT_INTERRUPTION', StoppedAt: expect.any(String) });
  });

  test('S5-24: a job that fails on its only attempt has one', () => {
    expect(ranFor([ran('t1', 0, 60, 1)], 'FAILED').AttemptCount).toBe(1);
  });

  test('S5-23: an array job has no cost beside those of its children', () => {
    expect(recordOf(ended('SUCCEEDED', 100, [], { detail: arrayParent(2) }))).not.toHaveProperty('CostUsd');
  });
});

describe('money', () => {
  test('S5-9: jobs of any compute environment have a place and a cost', () => {
    const event = JSON.parse(
      JSON.stringify(ended('SUCCEEDED', HOUR + 1, [ran('t1', 0, HOUR, 0)])).replaceAll('AWSBatch-render-farm-', 'AWSBatch-other-'),
    ) as AwsEvent;
    const registry = new Map([...HOSTS].map(([arn, host]) => [arn.replace('AWSBatch-render-farm-', 'AWSBatch-other-'), host]));
    const fold = new Fold(registry).tell(event);
    const { record } = buildJobRecord(readJobEvent(event, []), fold.timelineOf(fold.finished[0].jobId), registry, PRICES);
    expect(record).toMatchObject({ ComputeEnvironment: 'other', InstanceType: 'c7g.xlarge', CostUsd: 0.04 });
  });

  test('S5-10: two jobs of an hour, one after the other on an instance, cost two hours', () => {
    const costs = [0, 2 * HOUR].map((from) => ranFor([ran('t1', from, from + HOUR, 0)]).CostUsd as number);
    expect(costs).toEqual([0.04, 0.04]);
  });

  test('S5-11: jobs side by side on an instance cost no more than the instance', () => {
    const sideBySide = ['t1', 't2'].map((id) => ranFor([ran(id, 0, HOUR, 0)]).CostUsd as number);
    expect(sideBySide.reduce((total, usd) => total + usd, 0)).toBe(0.08);
  });

  test('S5-15: a job costs the Spot price of its zone and hour, not of now', () => {
    expect(ranFor([ran('t1', 4 * HOUR, 5 * HOUR, 0)]).CostUsd).toBe(0.04);
    expect(ranFor([ran('t1', 5 * HOUR, 6 * HOUR, 0)]).CostUsd).toBe(0.08);
  });
});
