import * as fc from 'fast-check';
import { DeployedPricing } from './deployed-pricing';
import { WorldPrices } from '../../../lab/replay/standins/world';
import { PRICE_REFRESH } from '../../../src/domain/names/price-refresh';
import { makePriceRefresher } from '../../../src/runtime/pricing/make-price-refresher';
import { deliverTo, Message, messagesOf } from '../stage/deliveries';
import { NOW, useStage } from '../stage/stage';
import { answerError, Wire } from '../stage/wire';

const stage = useStage();
let list: Wire;
beforeAll(async () => {
  list = await new Wire().listen();
});
beforeEach(() => list.reset());
afterAll(() => list.stop());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PRICES: WorldPrices = {
  InstanceTypes: [{ InstanceType: 'm6i.large', Vcpus: 2, MemoryMiB: 8192, OnDemandUsdPerHour: 0.12 }],
  Spot: [
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-01T00:00:00Z', UsdPerHour: 0.06 },
    { InstanceType: 'm6i.large', AvailabilityZone: 'eu-west-1a', At: '2026-11-20T12:15:00Z', UsdPerHour: 0.036 },
  ],
};
const iso = (millis: number): string => new Date(millis).toISOString();

async function deploy(): Promise<DeployedPricing> {
  return DeployedPricing.deploy(stage, list, PRICES, {
    INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn'),
    METRIC_NAMESPACE: 'BatchInsights',
    DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
  });
}

/** Puts an instance into the registry's table: On-Demand, for a day, unless it is said otherwise. */
async function register(pricing: DeployedPricing, name: string, more: Record<string, string | number | undefined> = {}): Promise<void> {
  const row = {
    ContainerInstanceArn: `arn:aws:ecs:eu-west-1:123456789012:container-instance/AWSBatch-render/${name}`,
    ComputeEnvironment: 'render',
    InstanceType: 'm6i.large',
    AvailabilityZone: 'eu-west-1a',
    PurchaseOption: 'ON_DEMAND',
    Status: 'ACTIVE',
    RegisteredAt: iso(NOW - DAY),
    ExpiresAt: (NOW + 30 * DAY) / 1000,
    ...more,
  };
  const item = Object.entries(row).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  await stage.put(
    pricing.variables.INSTANCE_TABLE,
    Object.fromEntries(item.map(([key, value]) => [key, typeof value === 'number' ? { N: String(value) } : { S: value }])),
  );
}

/** Delivers a message at a time; the same message again has the same id. */
async function deliverAt(pricing: DeployedPricing, now: number, messages: readonly Message[]): Promise<string[]> {
  stage.now = now;
  const write = (line: string) => pricing.lines.raw.push(line);
  const refresher = makePriceRefresher({ ...process.env, ...pricing.variables }, () => stage.now, write);
  return deliverTo((deliveries) => refresher.process(deliveries), messages);
}
const refresh = () => messagesOf([PRICE_REFRESH]);
const runAt = (pricing: DeployedPricing, now: number) => deliverAt(pricing, now, refresh());
const usd = (pricing: DeployedPricing): number => pricing.lines.totals.InstanceCostUsd ?? 0;

test('the first run begins to count, and each later one publishes what instances cost since the last', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  expect(await runAt(pricing, NOW)).toEqual([]);
  expect(pricing.lines.all).toEqual([]);
  expect(await runAt(pricing, NOW + HOUR)).toEqual([]);
  const points = pricing.lines.dataPoints.map(({ Name, Dimensions, Timestamp, Values }) => [
    Name,
    Dimensions,
    iso(Timestamp).slice(11, 16),
    Values,
  ]);
  const quarter = ['11:59', [0.03]];
  const rest = ['12:44', [0.09]];
  const everySet = (name: string, value: unknown[]) => [
    [name, {}, ...value],
    [name, { ComputeEnvironment: 'render' }, ...value],
  ];
  const expected = ['InstanceCostUsd', 'IdleCostUsd'].flatMap((name) => [...everySet(name, quarter), ...everySet(name, rest)]);
  expect(points).toHaveLength(expected.length);
  expect(points).toEqual(expect.arrayContaining(expected));
  expect(points.every(([name]) => name !== 'UnpricedInstanceSeconds')).toBe(true);
});

test('an interval ends a quarter of an hour ago, when events of instances have arrived', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  await runAt(pricing, NOW);
  await register(pricing, 'one', { GoneAt: iso(NOW + 20 * MINUTE) });
  await runAt(pricing, NOW + 30 * MINUTE);
  expect(usd(pricing)).toBe(0.06);
  await runAt(pricing, NOW + HOUR);
  expect(usd(pricing)).toBe(0.07);
});

test('an interval belongs to the scheduled time of its run, however late that is', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  const scheduledAt = (at: number) => messagesOf([{ ...PRICE_REFRESH, time: iso(at) }]);
  await deliverAt(pricing, NOW + 50 * MINUTE, scheduledAt(NOW));
  await deliverAt(pricing, NOW + 100 * MINUTE, scheduledAt(NOW + HOUR));
  expect(usd(pricing)).toBe(0.12);
  await deliverAt(pricing, NOW + 2 * HOUR, scheduledAt(NOW + 9 * HOUR));
  expect(usd(pricing)).toBe(0.24);
  expect(await deliverAt(pricing, NOW + 3 * HOUR, messagesOf([{ ...PRICE_REFRESH, time: 'noon' }]))).toHaveLength(1);
});

test('Spot capacity is priced by the second, with prices that are read when they are missing', async () => {
  const pricing = await deploy();
  await register(pricing, 'one', { PurchaseOption: 'SPOT', RegisteredAt: iso(NOW) });
  await runAt(pricing, NOW);
  await runAt(pricing, NOW + HOUR);
  expect(usd(pricing)).toBe(0.015 + 0.018);
  expect(stage.ec2.requests).toHaveLength(1);
  expect(list.requests).toHaveLength(1);
});

test('prices that are known are read from the table once', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  await runAt(pricing, NOW);
  await runAt(pricing, NOW + HOUR);
  stage.dynamodb.requests.length = 0;
  await runAt(pricing, NOW + 2 * HOUR);
  expect(stage.dynamodb.of('BatchGetItem').filter(({ body }) => body.includes('instance-type/m6i.large'))).toHaveLength(1);
  expect(usd(pricing)).toBe(0.24);
});

test('an instance whose price AWS does not have is left out, and counted', async () => {
  const pricing = await deploy();
  await register(pricing, 'one', { InstanceType: 'x9.huge' });
  await register(pricing, 'two');
  await runAt(pricing, NOW);
  expect(await runAt(pricing, NOW + HOUR)).toEqual([]);
  expect(pricing.lines.totals).toEqual({ InstanceCostUsd: 0.12, IdleCostUsd: 0.12, UnpricedInstanceSeconds: 3600 });
});

test.each<[string, Record<string, string | number | undefined>]>([
  ['has left at an unknown time', { Status: 'INACTIVE' }],
  ['nobody has heard of until it expired', { ExpiresAt: NOW / 1000 }],
  ['is no container instance', { ContainerInstanceArn: 'compute-environment/render' }],
])('an instance that %s costs nothing', async (_what, more) => {
  const pricing = await deploy();
  await register(pricing, 'one', more);
  await runAt(pricing, NOW);
  await runAt(pricing, NOW + HOUR);
  expect(pricing.lines.all).toEqual([]);
});

describe('no time is lost or counted twice', () => {
  test('if a run comes again, late, twice at the same time, or out of order', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    await runAt(pricing, NOW);
    await runAt(pricing, NOW + HOUR);
    await runAt(pricing, NOW + HOUR);
    await runAt(pricing, NOW + HOUR / 2);
    await runAt(pricing, NOW + 5 * HOUR);
    expect(usd(pricing)).toBe(0.6);
  });

  test('if runs meet: one of them counts', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    await runAt(pricing, NOW);
    stage.now = NOW + HOUR;
    const results = await Promise.all(Array.from({ length: 4 }, () => runAt(pricing, NOW + HOUR)));
    expect(results.flat()).toEqual([]);
    expect(usd(pricing)).toBe(0.12);
  });

  test('if first runs meet: one that is late does not set back what others have counted', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    let release = (): void => {};
    const isReleased = new Promise<undefined>((done) => (release = () => done(undefined)));
    const reached = new Promise<void>((done) => {
      let begins = 0;
      stage.dynamodb.answer = ({ operation, body }) => {
        if (operation !== 'UpdateItem' || !body.includes('instance-costs') || begins++ > 0) return undefined;
        done();
        return isReleased;
      };
    });
    const late = runAt(pricing, NOW);
    await reached;
    await runAt(pricing, NOW + MINUTE);
    await runAt(pricing, NOW + HOUR);
    release();
    expect(await late).toEqual([]);
    await runAt(pricing, NOW + 2 * HOUR);
    expect(usd(pricing)).toBeCloseTo(0.12 * (119 / 60), 8);
  });

  test('if a run cannot read prices, instances or the mark: the next one counts its time', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    await runAt(pricing, NOW);
    const { answer } = list;
    list.answer = () => answerError('AccessDeniedException');
    expect(await runAt(pricing, NOW + HOUR)).toHaveLength(1);
    expect(pricing.lines.dataPoints).toEqual([]);
    stage.dynamodb.answer = ({ operation, body }) =>
      operation === 'Scan' && body.includes(pricing.variables.INSTANCE_TABLE) ? answerError('AccessDeniedException') : undefined;
    expect(await runAt(pricing, NOW + 2 * HOUR)).toHaveLength(1);
    stage.dynamodb.answer = ({ operation, body }) =>
      operation === 'BatchGetItem' && body.includes('instance-costs') ? answerError('AccessDeniedException') : undefined;
    expect(await runAt(pricing, NOW + 3 * HOUR)).toHaveLength(1);
    expect(pricing.lines.ofType('processing-failed').map(({ Subject }) => Subject)).toEqual([
      'pricing',
      'instance costs',
      'instance costs',
    ]);
    stage.dynamodb.answer = () => undefined;
    list.answer = answer;
    expect(await runAt(pricing, NOW + 4 * HOUR)).toEqual([]);
    expect(usd(pricing)).toBe(0.48);
  });

  test('if the response to the mark is lost: the same call is sent again', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    await runAt(pricing, NOW);
    let lost = 0;
    stage.dynamodb.answer = ({ operation, body }) =>
      operation === 'UpdateItem' && body.includes('instance-costs') && lost++ === 0 ? 'lose' : undefined;
    expect(await runAt(pricing, NOW + HOUR)).toEqual([]);
    expect(lost).toBe(2);
    expect(usd(pricing)).toBe(0.12);
  });

  test('if a message that has counted is delivered again: its values are marked, because they may be the second ones', async () => {
    const pricing = await deploy();
    await register(pricing, 'one');
    const first = refresh();
    await deliverAt(pricing, NOW, first);
    await deliverAt(pricing, NOW + MINUTE, first);
    expect(pricing.lines.all).toEqual([]);
    const again = refresh();
    await deliverAt(pricing, NOW + HOUR, again);
    const before = pricing.lines.documents.length;
    expect(pricing.lines.documents.filter((line) => 'Redelivered' in line)).toEqual([]);
    expect(await deliverAt(pricing, NOW + HOUR + 7 * MINUTE, again)).toEqual([]);
    const marked = pricing.lines.documents.slice(before);
    expect(marked.length).toBe(before);
    expect(marked.every((line) => typeof line.Redelivered === 'string')).toBe(true);
    await runAt(pricing, NOW + HOUR);
    expect(await deliverAt(pricing, NOW + HOUR + 14 * MINUTE, again)).toEqual([]);
    expect(pricing.lines.documents.length).toBe(3 * before);
    await runAt(pricing, NOW + 2 * HOUR);
    expect(usd(pricing)).toBe(0.12 * 4);
  });

  test('if a message that has counted is delivered again and prices cannot be read, it fails', async () => {
    const pricing = await deploy();
    await register(pricing, 'one', { PurchaseOption: 'SPOT' });
    await runAt(pricing, NOW);
    const again = refresh();
    await deliverAt(pricing, NOW + HOUR, again);
    pricing.variables.PRICE_TABLE = await withMarkOf(pricing);
    stage.ec2.answer = () => answerError('AccessDeniedException');
    expect(await deliverAt(pricing, NOW + HOUR, again)).toHaveLength(1);
    expect(pricing.lines.ofType('processing-failed').map(({ Subject }) => Subject)).toEqual(['ec2']);
  });

  test('however runs are spread over time', async () => {
    const minutes = fc.array(fc.integer({ min: 1, max: 36 * 60 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(minutes, async (runs) => {
        const pricing = await deploy();
        await register(pricing, 'one', { RegisteredAt: iso(NOW + HOUR), GoneAt: iso(NOW + 30 * HOUR + 1000) });
        await runAt(pricing, NOW);
        for (const minute of runs) await runAt(pricing, NOW + minute * MINUTE);
        await runAt(pricing, NOW + 40 * HOUR);
        expect(usd(pricing)).toBeCloseTo(0.12 * (29 + 1 / 3600), 3);
      }),
      { numRuns: 6 },
    );
  });
});

/** Another price table that has only the mark of the first. */
async function withMarkOf(pricing: DeployedPricing): Promise<string> {
  const table = await stage.newTable('PriceKey');
  const mark = await stage.get(pricing.variables.PRICE_TABLE, { PriceKey: { S: 'instance-costs' } });
  if (mark) await stage.put(table, mark);
  return table;
}

test('time that the registry has forgotten is not counted, and the log names it', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  await runAt(pricing, NOW);
  expect(await runAt(pricing, NOW + 8 * DAY)).toEqual([]);
  expect(usd(pricing)).toBe(Math.round(0.12 * 6 * 24 * 1000) / 1000);
  const problem = `nothing is known before ${iso(NOW + 2 * DAY - 15 * MINUTE)}`;
  expect(pricing.lines.ofType('processing-failed')).toEqual([expect.objectContaining({ Subject: 'instance costs', Problem: problem })]);
});

test('the mark expires after a month without a run', async () => {
  const pricing = await deploy();
  await runAt(pricing, NOW);
  const until = NOW - 15 * MINUTE;
  expect(await pricing.row('instance-costs')).toMatchObject({
    CountedFrom: String(until),
    CountedUntil: String(until),
    ExpiresAt: String((until + 30 * DAY) / 1000),
  });
});

test('without a registry nothing is counted', async () => {
  const pricing = await DeployedPricing.deploy(stage, list, PRICES);
  expect(await pricing.deliver(PRICE_REFRESH)).toEqual([]);
  expect(await pricing.row('instance-costs')).toBeUndefined();
});

test('instances do not keep their prices in use: only jobs do', async () => {
  const pricing = await deploy();
  await register(pricing, 'one');
  await runAt(pricing, NOW);
  await runAt(pricing, NOW + HOUR);
  expect(usd(pricing)).toBeGreaterThan(0);
  const row = await stage.get(String(pricing.variables.PRICE_TABLE), { PriceKey: { S: 'instance-type/m6i.large' } });
  expect(row).toHaveProperty('ReadAt');
  expect(row).not.toHaveProperty('InUseUntil');
});
