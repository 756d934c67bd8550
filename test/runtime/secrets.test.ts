import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployCollector } from './stage/deployed-collector';
import { jobEvent, jobLife, SUBMITTED } from './stage/job-events';
import { useStage } from './stage/stage';

const stage = useStage();

const containerWith = (place: string) => ({
  environment: [{ name: 'PASSWORD', value: `canary-${place}-environment` }],
  command: ['run', `--token=canary-${place}-command`],
  secrets: [{ name: 'KEY', valueFrom: `canary-${place}-secret` }],
  image: `canary-${place}-image`,
  logConfiguration: {
    logDriver: 'splunk',
    options: { 'splunk-token': `canary-${place}-log-option` },
    secretOptions: [{ name: 's', valueFrom: `canary-${place}-log-secret` }],
  },
});

/** Everything of an event that can hold what nobody else may read. */
const CANARIES = {
  parameters: { input: 'canary-parameter' },
  tags: { Owner: 'canary-tag', Project: 'kept' },
  container: containerWith('container'),
  eksProperties: {
    podProperties: { containers: [{ ...containerWith('pod'), env: [{ name: 'A', value: 'canary-pod-env' }], args: ['canary-pod-arg'] }] },
  },
  nodeProperties: { numNodes: 2, mainNode: 0, nodeRangeProperties: [{ targetNodes: '0:', container: containerWith('node') }] },
  nodeDetails: { nodeIndex: 0, isMainNode: true },
  someFieldOfTheFuture: 'canary-future',
};
const MULTI_CONTAINER = {
  ...CANARIES,
  eksProperties: undefined,
  ecsProperties: { taskProperties: [{ containers: [containerWith('task')] }] },
};

describe('values that people put into jobs', () => {
  test.each([
    ['single container or pod', CANARIES],
    ['multi-container', MULTI_CONTAINER],
  ])('are found in no line, item or message: %s', async (_, detail) => {
    // GIVEN jobs that end at once, that wait, that block their queue, and events that are rejected or read in part
    const collector = await deployCollector(stage, { TAG_KEYS: '["Project"]' });
    stage.dynamodb.reset();
    const life = jobLife('a', { detail });
    // WHEN
    await collector.deliverEvents(...life.all(), jobLife('waits', { detail }).end());
    await collector.deliverEvents(
      jobEvent({ jobId: 'a', status: 'RUNNABLE', statusReason: 'UNDETERMINED', ...detail }, SUBMITTED, 'Batch Job Queue Blocked'),
    );
    await collector.deliverEvents(jobEvent({ jobId: 'b', status: 'canary-status', ...detail }, SUBMITTED), 'canary-no-json');
    await collector.deliverEvents(jobEvent({ jobId: 'b', status: 'FAILED', ...detail, createdAt: 'canary-wrong-type' }, SUBMITTED));
    for (let tried = 0; tried < collector.waiting.length; tried++) await collector.deliverEvents(collector.waiting[tried].body);
    // THEN
    expect(collector.waiting.length).toBeGreaterThan(0);
    expect(collector.lines.ofType('event-rejected')).toHaveLength(2);
    expect(collector.lines.ofType('fields-unread')).toMatchObject([{ Fields: ['detail.createdAt'] }]);
    const everything = [
      ...collector.lines.raw,
      ...stage.dynamodb.requests.map(({ body }) => body),
      ...stage.sqs.requests.map(({ body }) => body),
    ].join('\n');
    expect(everything).not.toContain('canary');
    expect(everything).toContain('"Tags":{"Project":"kept"}');
  });

  test('of captured events are found nowhere', async () => {
    const collector = await deployCollector(stage, { WAIT_SECONDS: '[]' });
    stage.dynamodb.reset();
    const captured = readFileSync(join(__dirname, '../fixtures/captured-batch-job-events.ndjson'), 'utf8').trim().split('\n');
    expect(await collector.deliverEvents(...captured)).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(2);
    const everything = [...collector.lines.raw, ...stage.dynamodb.requests.map(({ body }) => body)].join('\n');
    for (const word of ['AWS_DEFAULT_REGION', 'stressMinutes', 'dkr.ecr', 'executionRoleArn', 'resourceArn']) {
      expect(everything).not.toContain(word);
    }
  });
});
