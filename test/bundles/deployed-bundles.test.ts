import { rmSync } from 'node:fs';
import { build, builtFile, BundleName, BUNDLES, copyOfSources } from './build-bundles';
import { deployed, run } from './run-bundle';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { environmentOf, synthesize } from '../event-intake/synthesis';
import { delivery, messagesOf } from '../runtime/stage/deliveries';
import { instanceArn, instanceEvent } from '../runtime/stage/instance-events';
import { CONTAINER_INSTANCE, jobLife } from '../runtime/stage/job-events';
import { useStage } from '../runtime/stage/stage';

const stage = useStage();

const { collector, registry } = synthesizedEnvironments();

/** What the template sets for each handler; what CloudFormation would put in is still an object. */
function synthesizedEnvironments() {
  const synthesis = synthesize((stack) => {
    new JobEventCollector(stack, 'Collector', { instanceRegistry: new InstanceRegistry(stack, 'Registry') });
  });
  return { collector: environmentOf(synthesis, 'Collector/Handler'), registry: environmentOf(synthesis, 'Registry/Handler') };
}

describe('the bundles with the environment that the constructs set', () => {
  let folder: string;
  const bundle = (name: BundleName) => builtFile(folder, name);
  beforeAll(() => {
    folder = copyOfSources();
    BUNDLES.forEach((name) => build(folder, name));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('register an instance, and record the job that ran on it', async () => {
    // GIVEN
    const instances = await stage.newTable('ContainerInstanceArn');
    const ofRegistry = deployed(registry, { INSTANCE_TABLE: instances, QUEUE_URL: await stage.newQueue(), URL_SUFFIX: 'amazonaws.com' });
    const ofCollector = deployed(collector, {
      JOB_TABLE: await stage.newTable('JobId'),
      WAITING_QUEUE_URL: await stage.newQueue(),
      INSTANCE_TABLE: instances,
      INSTANCE_LOOKUP_QUEUE_URL: await stage.newQueue(),
    });
    stage.batch.answer = () => ({
      status: 200,
      body: '{"computeEnvironments":[{"computeEnvironmentName":"spot-environment","computeResources":{"type":"SPOT"}}]}',
    });
    const name = CONTAINER_INSTANCE.slice(CONTAINER_INSTANCE.lastIndexOf('/') + 1);
    // WHEN
    const registered = await run(bundle('instance-registry/registry.lambda'), ofRegistry, delivery(messagesOf([instanceEvent(name)])));
    const recorded = await run(
      bundle('job-event-collector/collector.lambda'),
      ofCollector,
      delivery(messagesOf(jobLife('a', { submitted: Date.now() - 900_000 }).all())),
    );
    // THEN
    expect(registered[0]).toMatchObject({
      RecordType: 'instance',
      Change: 'registered',
      InstanceType: 'c7g.xlarge',
      PurchaseOption: 'SPOT',
    });
    expect(registered[registered.length - 1]).toEqual({ answer: { batchItemFailures: [] } });
    expect(await stage.get(instances, { ContainerInstanceArn: { S: instanceArn(name) } })).toMatchObject({ PurchaseOption: { S: 'SPOT' } });
    expect(recorded[0]).toMatchObject({
      RecordType: 'job',
      JobId: 'a',
      InstanceType: 'c7g.xlarge',
      PurchaseOption: 'SPOT',
      TotalRunningSeconds: 300,
    });
    expect(recorded.find((line) => '_aws' in (line as object))).toMatchObject({
      _aws: { CloudWatchMetrics: expect.arrayContaining([expect.objectContaining({ Namespace: 'BatchInsights' })]) },
    });
    expect(recorded[recorded.length - 1]).toEqual({ answer: { batchItemFailures: [] } });
  }, 30_000);

  test('name what is missing where a variable is not set', async () => {
    const { JOB_TABLE: _, ...incomplete } = deployed(collector, {});
    await expect(run(bundle('job-event-collector/collector.lambda'), incomplete, {})).rejects.toThrow(
      'Environment variable JOB_TABLE is not set',
    );
  });
});
