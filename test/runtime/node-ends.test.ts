import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployCollector, DeployedCollector } from './stage/deployed-collector';
import { useStage } from './stage/stage';
import { shuffled } from '../../lab/chaos/deliveries';

/** A multi-node job that is tried again: each of its two nodes ends twice, and fails first. */
const EVENTS = readFileSync(join(__dirname, '../fixtures/cases/E2-node.ndjson'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { readonly source: string; readonly detail: { readonly jobId: string; readonly status: string } })
  .filter(({ source }) => source === 'aws.batch');
const OF_ONE_NODE = EVENTS.filter(({ detail }) => detail.jobId.endsWith('#1'));
const [FIRST_END, LAST_END] = OF_ONE_NODE.filter(({ detail }) => detail.status === 'FAILED' || detail.status === 'SUCCEEDED');
const FIRST_ATTEMPT = OF_ONE_NODE.slice(0, OF_ONE_NODE.indexOf(FIRST_END) + 1);
const RETRY = OF_ONE_NODE.slice(FIRST_ATTEMPT.length);

const stage = useStage();

/** Delivers what waits, until nothing does. */
async function settle(collector: DeployedCollector): Promise<void> {
  for (let index = 0; index < collector.waiting.length; index++) await collector.deliverEvents(collector.waiting[index].body);
}

const recorded = ({ lines }: DeployedCollector) =>
  lines.jobs.map(({ JobId, Status, AttemptCount }) => `${JobId} ${Status} ${AttemptCount}`).sort();
const IN_THE_END = [...new Set(EVENTS.map(({ detail }) => detail.jobId))].map((jobId) => `${jobId} SUCCEEDED 2`).sort();

describe('a node of a multi-node job that ran again has one record, of its last end', () => {
  test.each([
    ['as they happened', EVENTS],
    ['in reverse order', [...EVENTS].reverse()],
    ['in reverse order, twice', [...EVENTS, ...EVENTS].reverse()],
    ...[1, 2, 3, 4, 5, 6].map((seed): [string, typeof EVENTS] => [`shuffled by seed ${seed}`, shuffled(seed, [...EVENTS, ...EVENTS])]),
  ])('where events come %s', async (_, events) => {
    const collector = await deployCollector(stage);
    for (const event of events) expect(await collector.deliverEvents(event)).toEqual([]);
    await settle(collector);
    expect(recorded(collector)).toEqual(IN_THE_END);
  });

  test('where events come in one batch', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...[...EVENTS].reverse(), ...EVENTS);
    await settle(collector);
    expect(recorded(collector)).toEqual(IN_THE_END);
  });

  test('where its first end is tried before its last one', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...FIRST_ATTEMPT);
    await collector.deliverEvents(RETRY[0]);
    await settle(collector);
    expect(recorded(collector)).toEqual([]);
    await collector.deliverEvents(...RETRY.slice(1));
    expect(recorded(collector)).toEqual([`${LAST_END.detail.jobId} SUCCEEDED 2`]);
  });
});

describe('a node of a multi-node job that does not run again', () => {
  test('is recorded after the longest wait', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...FIRST_ATTEMPT);
    expect(recorded(collector)).toEqual([]);
    await settle(collector);
    expect(collector.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([300]);
    expect(recorded(collector)).toEqual([`${FIRST_END.detail.jobId} FAILED 1`]);
  });

  test('is recorded once, whatever copies of its end arrive', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...FIRST_ATTEMPT, FIRST_END);
    await collector.deliverEvents(FIRST_END);
    await settle(collector);
    await collector.deliverEvents(FIRST_END);
    expect(collector.waiting).toHaveLength(1);
    expect(recorded(collector)).toHaveLength(1);
  });

  test('has the last word where it ran again after all', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...FIRST_ATTEMPT);
    await settle(collector);
    await collector.deliverEvents(...RETRY);
    expect(recorded(collector)).toEqual([`${FIRST_END.detail.jobId} FAILED 1`, `${LAST_END.detail.jobId} SUCCEEDED 2`]);
  });

  test('is recorded at once where nothing waits', async () => {
    const collector = await deployCollector(stage, { WAIT_SECONDS: '[]' });
    await collector.deliverEvents(...FIRST_ATTEMPT);
    expect(recorded(collector)).toHaveLength(1);
  });
});
