import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, builtFile, BundleName, BUNDLES, copyOfSources } from './build-bundles';
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
  const synthesis = synthesize(stack => {
    new JobEventCollector(stack, 'Collector', { instanceRegistry: new InstanceRegistry(stack, 'Registry') });
  });
  return { collector: environmentOf(synthesis, 'Collector/Handler'), registry: environmentOf(synthesis, 'Registry/Handler') };
}

/** The environment with the values that CloudFormation would put in, and what Lambda itself sets. */
function deployed(environment: Record<string, unknown>, values: Record<string, string>): Record<string, string> {
  const ofLambda = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')) as [string, string][];
  const resolved = Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : values[name]]);
  return Object.fromEntries([...ofLambda, ...resolved]) as Record<string, string>;
}

/** Runs a bundle in a process of its own, with this environment and nothing else. */
async function run(file: string, env: Record<string, string>, event: object): Promise<object[]> {
  const child = spawn(process.execPath, [join(__dirname, 'run-handler.cjs'), file], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let [written, complaints] = ['', ''];
  child.stdout.on('data', (data: Buffer) => { written += data.toString(); });
  child.stderr.on('data', (data: Buffer) => { complaints += data.toString(); });
  child.stdin.end(JSON.stringify(event));
  const code = await new Promise(done => child.once('close', done));
  if (code !== 0) throw new Error(`the handler ended with ${String(code)}: ${complaints.slice(-1000)}`);
  return written.trim().split('\n').map(line => JSON.parse(line) as object);
}

describe('the bundles with the environment that the constructs set', () => {
  let folder: string;
  const bundle = (name: BundleName) => builtFile(folder, name);
  beforeAll(() => {
    folder = copyOfSources();
    BUNDLES.forEach(name => build(folder, name));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('register an instance, and record the job that ran on it', async () => {
    // GIVEN
    const instances = await stage.newTable('ContainerInstanceArn');
    const ofRegistry = deployed(registry, { INSTANCE_TABLE: instances, URL_SUFFIX: 'amazonaws.com' });
    const ofCollector = deployed(collector, {
      JOB_TABLE: await stage.newTable('JobId'),
      WAITING_QUEUE_URL: await stage.newQueue(),
      INSTANCE_TABLE: instances,
      INSTANCE_LOOKUP_QUEUE_URL: await stage.newQueue(),
    });
    stage.batch.answer = () => ({ status: 200, body: '{"computeEnvironments":[{"computeEnvironmentName":"spot-environment","computeResources":{"type":"SPOT"}}]}' });
    const name = CONTAINER_INSTANCE.slice(CONTAINER_INSTANCE.lastIndexOf('/') + 1);
    // WHEN
    const registered = await run(bundle('instance-registry/registry.lambda'), ofRegistry, delivery(messagesOf([instanceEvent(name)])));
    const recorded = await run(bundle('job-event-collector/collector.lambda'), ofCollector, delivery(messagesOf(jobLife('a', { submitted: Date.now() - 900_000 }).all())));
    // THEN
    expect(registered).toEqual([{ answer: { batchItemFailures: [] } }]);
    expect(await stage.get(instances, { ContainerInstanceArn: { S: instanceArn(name) } })).toMatchObject({ PurchaseOption: { S: 'SPOT' } });
    expect(recorded[0]).toMatchObject({ RecordType: 'job', JobId: 'a', InstanceType: 'c7g.xlarge', PurchaseOption: 'SPOT', TotalRunningSeconds: 300 });
    expect(recorded[1]).toMatchObject({ _aws: { CloudWatchMetrics: [expect.objectContaining({ Namespace: 'BatchInsights' })] } });
    expect(recorded[recorded.length - 1]).toEqual({ answer: { batchItemFailures: [] } });
  }, 30_000);

  test('name what is missing where a variable is not set', async () => {
    const { JOB_TABLE: _, ...incomplete } = deployed(collector, {});
    await expect(run(bundle('job-event-collector/collector.lambda'), incomplete, {})).rejects.toThrow('Environment variable JOB_TABLE is not set');
  });
});
