import { deployCollector, DeployedCollector } from './stage/deployed-collector';
import { CONTAINER_INSTANCE, jobLife, LifeOptions } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';

const stage = useStage();
const TYPE_KEY = 'instance-type/m6i.large';
const SPOT_KEY = 'spot/m6i.large/eu-west-1b/2026-11-20';
const REQUIREMENTS = {
  resourceRequirements: [
    { type: 'VCPU', value: '2' },
    { type: 'MEMORY', value: '8192' },
  ],
};

/** A collector with prices, which knows no instance. */
const deployAlone = async (variables: Record<string, string> = {}): Promise<DeployedCollector> =>
  deployCollector(stage, {
    INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn'),
    INSTANCE_LOOKUP_QUEUE_URL: await stage.newQueue(),
    PRICE_TABLE: await stage.newTable('PriceKey'),
    PRICE_LOOKUP_QUEUE_URL: await stage.newQueue(),
    ...variables,
  });

/** A collector with prices, whose jobs run on an m6i.large. */
async function deploy(purchaseOption = 'SPOT', variables: Record<string, string> = {}): Promise<DeployedCollector> {
  const collector = await deployAlone(variables);
  await register(collector, purchaseOption);
  return collector;
}

async function register(collector: DeployedCollector, purchaseOption = 'SPOT'): Promise<void> {
  const facts = {
    ContainerInstanceArn: CONTAINER_INSTANCE,
    InstanceType: 'm6i.large',
    AvailabilityZone: 'eu-west-1b',
    PurchaseOption: purchaseOption,
  };
  await stage.put(collector.variables.INSTANCE_TABLE, Object.fromEntries(Object.entries(facts).map(([name, S]) => [name, { S }])));
}

const write = (collector: DeployedCollector, key: string, readAt: number, row: Record<string, number | string>) =>
  stage.put(collector.variables.PRICE_TABLE, {
    PriceKey: { S: key },
    ReadAt: { N: String(readAt) },
    ...Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
    ),
  });

async function writePrices(collector: DeployedCollector, readAt = stage.now): Promise<void> {
  await write(collector, TYPE_KEY, readAt, { Vcpus: 2, MemoryMiB: 8192, Gpus: 0, OnDemandUsdPerHour: 0.12 });
  await write(collector, SPOT_KEY, readAt, { SpotPrices: JSON.stringify([[Date.parse('2026-11-20T09:00:00Z'), 0.036]]) });
}

/** 300 seconds on the whole instance. */
const life = (jobId: string, options: LifeOptions = {}) => {
  const { all, ...one } = jobLife(jobId, options);
  const withSize = (event: object): object => {
    const { detail, ...envelope } = event as { detail: { container?: object } };
    return { ...envelope, detail: { ...detail, container: { ...detail.container, ...REQUIREMENTS } } };
  };
  return { ...one, all: () => all().map(withSize) };
};
const lookUps = (collector: DeployedCollector) =>
  collector.sent.filter(({ queueUrl }) => queueUrl === collector.variables.PRICE_LOOKUP_QUEUE_URL).map(({ body }) => body);
const needsIn = (body: { readonly detail: Record<string, unknown> }) => body.detail.needs as { key: string; atMillis: number }[];

describe('a finished job whose prices are known', () => {
  test('has its costs in its record, and in each attempt', async () => {
    const collector = await deploy();
    await writePrices(collector);
    expect(await collector.deliverEvents(...life('a', { attempts: 2, outcome: 'FAILED' }).all())).toEqual([]);
    const [record] = collector.lines.jobs;
    expect(record).toMatchObject({ CostUsd: 0.006, OnDemandCostUsd: 0.02, SpotCostUsd: 0.006, LostCostUsd: 0.006 });
    expect(record.Attempts).toEqual([expect.objectContaining({ CostUsd: 0.003 }), expect.objectContaining({ CostUsd: 0.003 })]);
    expect(lookUps(collector)).toEqual([]);
  });

  test('is measured by job queue and compute environment', async () => {
    const collector = await deploy();
    await writePrices(collector);
    await collector.deliverEvents(...life('a', { outcome: 'FAILED' }).all());
    const costs = collector.lines.dataPoints.filter(({ Name }) => /Usd$|Unpriced$/.test(Name));
    expect(costs.map(({ Name, Dimensions, Values, Unit }) => [Name, Object.keys(Dimensions).join(), Values, Unit]).sort()).toEqual(
      ['CostUsd', 'LostCostUsd', 'SavedUsd'].flatMap((name) =>
        ['', 'ComputeEnvironment', 'JobQueue'].map((dimension) => [name, dimension, [name === 'SavedUsd' ? 0.007 : 0.003], 'None']),
      ),
    );
  });

  test('takes its cost off idle capacity, in total and by compute environment, where what instances cost is counted', async () => {
    const collector = await deploy('SPOT', { INSTANCES_COUNTED: 'true' });
    await writePrices(collector);
    await collector.deliverEvents(...life('a').all());
    const idle = collector.lines.dataPoints.filter(({ Name }) => Name === 'IdleCostUsd');
    expect(idle.map(({ Dimensions, Values, Unit }) => [Object.keys(Dimensions).join(), Values, Unit]).sort()).toEqual([
      ['', [-0.003], 'None'],
      ['ComputeEnvironment', [-0.003], 'None'],
    ]);
  });

  test('reads the price table once for a batch, and not again for prices that still hold', async () => {
    const collector = await deploy();
    await writePrices(collector);
    const reads = () => stage.dynamodb.of('BatchGetItem').filter(({ body }) => body.includes(collector.variables.PRICE_TABLE)).length;
    await collector.deliverEvents(...['a', 'b', 'c'].flatMap((id) => life(id).all()));
    await collector.deliverEvents(...life('d').all());
    expect(reads()).toBe(1);
    expect(collector.lines.jobs.map(({ CostUsd }) => CostUsd)).toEqual([0.003, 0.003, 0.003, 0.003]);
  });
});

describe('a finished job whose prices are not known yet', () => {
  test('asks for them and waits, and has its costs then', async () => {
    const collector = await deploy();
    await collector.deliverEvents(...life('a').all());
    expect(collector.lines.jobs).toEqual([]);
    const started = Date.parse('2026-11-20T10:01:50.500Z');
    expect(lookUps(collector)).toEqual([
      {
        source: 'cdk-batch-insights',
        'detail-type': 'Price Lookup',
        detail: {
          needs: [
            { key: TYPE_KEY, atMillis: started },
            { key: SPOT_KEY, atMillis: started },
          ],
        },
      },
    ]);
    await writePrices(collector);
    await collector.deliverEvents(...collector.waiting.map(({ body }) => body));
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ CostUsd: 0.003 })]);
  });

  test('waits for a Spot price that was read after its start', async () => {
    const collector = await deploy();
    await writePrices(collector, Date.parse('2026-11-20T10:01:50.499Z'));
    await collector.deliverEvents(...life('a').all());
    expect(collector.lines.jobs).toEqual([]);
    expect(
      lookUps(collector)
        .flatMap(needsIn)
        .map(({ key }) => key),
    ).toEqual([SPOT_KEY]);
  });

  test('asks once for many jobs, for the latest of their starts', async () => {
    const collector = await deploy();
    await collector.deliverEvents(
      ...['a', 'b'].flatMap((id, index) => life(id, { submitted: Date.parse('2026-11-20T10:00:00Z') + index }).all()),
    );
    await collector.deliverEvents(...life('c').all());
    expect(lookUps(collector)).toHaveLength(1);
    expect(needsIn(lookUps(collector)[0]).map(({ atMillis }) => atMillis % 1000)).toEqual([501, 501]);
    stage.now += 30_000;
    await collector.deliverEvents(...life('d').all());
    expect(lookUps(collector)).toHaveLength(2);
  });

  test('asks once for jobs that finish in any order', async () => {
    const collector = await deploy();
    const early = life('early').all();
    stage.now += 60_000;
    await collector.deliverEvents(...life('late').all().slice(-1), ...early.slice(-1), ...life('late').all());
    for (const body of lookUps(collector)) expect(new Set(needsIn(body).map(({ key }) => key)).size).toBe(needsIn(body).length);
  });

  test('asks for none while a job that runs waits for its instance', async () => {
    const collector = await deployAlone();
    await collector.deliverEvents(...life('a').all().slice(0, -1));
    expect(collector.sent.length).toBeGreaterThan(0);
    expect(lookUps(collector)).toEqual([]);
  });

  test('a row without the time at which it was read holds for no start', async () => {
    const collector = await deploy();
    await stage.put(collector.variables.PRICE_TABLE, { PriceKey: { S: TYPE_KEY }, Zones: { SS: ['eu-west-1b'] } });
    await collector.deliverEvents(...life('a').all());
    expect(lookUps(collector)).toHaveLength(1);
    expect(collector.lines.jobs).toEqual([]);
  });

  test('is recorded without costs after the last wait, and counted', async () => {
    const collector = await deploy('SPOT', { WAIT_SECONDS: '[]' });
    await collector.deliverEvents(...life('a', { outcome: 'FAILED' }).all());
    const [record] = collector.lines.jobs;
    expect(Object.keys(record).filter((name) => name.endsWith('Usd'))).toEqual([]);
    expect(record.Attempts).toEqual([{ Number: 1 }]);
    const unpriced = collector.lines.dataPoints.filter(({ Name }) => /Usd$|Unpriced$/.test(Name));
    expect(unpriced).toEqual([expect.objectContaining({ Name: 'AttemptsUnpriced', Dimensions: {}, Values: [1] })]);
  });

  test('waits for no price if it has none by nature', async () => {
    const collector = await deploy('CAPACITY_BLOCK');
    await writePrices(collector);
    await collector.deliverEvents(...life('a').all());
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ OnDemandCostUsd: 0.01, SpotCostUsd: 0.003 })]);
    expect(collector.lines.jobs[0]).not.toHaveProperty('CostUsd');
  });
});

describe('a node that may run again, whose prices are not known yet', () => {
  const NODE = 'a#0';
  const waits = (collector: DeployedCollector) =>
    collector.waiting.filter(({ body }) => JSON.stringify(body).includes('SUCCEEDED')).map(({ delaySeconds }) => delaySeconds);
  const deliverLast = (collector: DeployedCollector) => collector.deliverEvents(collector.waiting[collector.waiting.length - 1].body);

  test('waits once more if its instance is not known either, because prices can be asked for only then', async () => {
    const collector = await deployAlone();
    await collector.deliverEvents(...life(NODE).all());
    expect([waits(collector), lookUps(collector)]).toEqual([[120], []]);
    await register(collector);
    await deliverLast(collector);
    expect(waits(collector)).toEqual([120, 300]);
    expect(lookUps(collector)).toHaveLength(1);
    await writePrices(collector);
    await deliverLast(collector);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ JobId: NODE, CostUsd: 0.003 })]);
  });

  test('waits once if its instance is known', async () => {
    const collector = await deploy();
    await collector.deliverEvents(...life(NODE).all());
    expect(lookUps(collector)).toHaveLength(1);
    await writePrices(collector);
    await deliverLast(collector);
    expect(waits(collector)).toEqual([300]);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ JobId: NODE, CostUsd: 0.003 })]);
  });

  test('waits once where there are no prices, and as often as it may where there is but one wait', async () => {
    const unpriced = await deployAlone({ PRICE_TABLE: '' });
    await unpriced.deliverEvents(...life(NODE).all());
    expect(waits(unpriced)).toEqual([300]);
    stage.sqs.requests.length = 0;
    const impatient = await deployAlone({ WAIT_SECONDS: '[30]' });
    await impatient.deliverEvents(...life(NODE).all());
    await deliverLast(impatient);
    expect(waits(impatient)).toEqual([30]);
    expect(impatient.lines.jobs).toHaveLength(1);
  });
});

describe('where prices cannot be read or asked for', () => {
  const failReads = (collector: DeployedCollector, code = 'ThrottlingException'): void => {
    const { PRICE_TABLE: table } = collector.variables;
    stage.dynamodb.answer = ({ body }) => (body.includes(table) ? answerError(code) : undefined);
  };

  test('a job waits', async () => {
    const collector = await deploy();
    await writePrices(collector);
    failReads(collector);
    expect(await collector.deliverEvents(...life('a').all())).toEqual([]);
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.lines.ofType('processing-failed')).toEqual([expect.objectContaining({ Subject: 'the price table' })]);
  });

  test('its messages fail at the last try, so that they are delivered again', async () => {
    const collector = await deploy('SPOT', { WAIT_SECONDS: '[]' });
    await writePrices(collector);
    failReads(collector);
    expect(await collector.deliverEvents(...life('a').all())).toHaveLength(4);
    expect(collector.lines.jobs).toEqual([]);
  });

  test('a table that is gone keeps no record back', async () => {
    const collector = await deploy('SPOT', { WAIT_SECONDS: '[]' });
    failReads(collector, 'ResourceNotFoundException');
    expect(await collector.deliverEvents(...life('a').all())).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(1);
  });

  test('a request that is not taken is reported, and the job waits all the same', async () => {
    const collector = await deploy();
    const { PRICE_LOOKUP_QUEUE_URL: queue } = collector.variables;
    stage.sqs.answer = ({ body }) => (body.includes(queue) ? answerError('AccessDenied') : undefined);
    expect(await collector.deliverEvents(...life('a').all())).toEqual([]);
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.ofType('processing-failed')).toEqual([expect.objectContaining({ Subject: 'look-up of prices' })]);
  });
});

test('without a price table, no record has a cost and nothing is asked for', async () => {
  const collector = await deploy('SPOT', { PRICE_TABLE: '' });
  await collector.deliverEvents(...life('a').all());
  expect(Object.keys(collector.lines.jobs[0]).filter((name) => name.endsWith('Usd'))).toEqual([]);
  expect(collector.lines.dataPoints.filter(({ Name }) => /Usd$|Unpriced$/.test(Name))).toEqual([]);
  expect(lookUps(collector)).toEqual([]);
});
