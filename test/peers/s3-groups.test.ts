import { AsgMonitoring } from '../../src/asg-monitoring';
import { SynthesizedResource, synthesize } from '../event-intake/synthesis';
import { BATCH_TAGS, BATCH_TEMPLATE, batchName, ownRoleName } from '../runtime/group/auto-scaling-server';
import { created, DeployedMonitor, launched, schedule, WANTED } from '../runtime/group/deployed-monitor';

/** What AWS's runtime monitoring sample (aws-samples/aws-batch-runtime-monitoring) gets wrong with Auto Scaling groups, and this library must not. */
const deployed = DeployedMonitor.use();
const { server } = deployed;
const mixed = batchName('mixed');

describe('groups', () => {
  test('S3-11: a group without a mixed instances policy that is listed first stops nothing', async () => {
    deployed.reset({ name: 'web' }, { name: batchName('plain') }, { name: mixed, mixedInstances: true });
    expect(await deployed.deliver(schedule)).toEqual([]);
    expect(server.enabled).toEqual([batchName('plain'), mixed]);
  });

  test("S3-12: a group that is not AWS Batch's, listed after one that is, is left alone", async () => {
    deployed.reset(
      { name: mixed, mixedInstances: true },
      { name: 'web' },
      { name: 'api', mixedInstances: true },
      { name: ownRoleName('own-role'), launchTemplate: BATCH_TEMPLATE },
      { name: 'tagged', tags: BATCH_TAGS },
      { name: 'AWSBatch-of-somebody' },
    );
    await deployed.deliver(schedule, created({ autoScalingGroupName: 'web' }), launched('AWSBatch-of-somebody'));
    expect(server.enabled).toEqual([mixed, ownRoleName('own-role'), 'tagged']);
    expect(server.groups.filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual([mixed, ownRoleName('own-role'), 'tagged']);
  });

  test('S3-13: groups beyond the first page are found', async () => {
    const others = [...Array(249).keys()].map((number) => ({ name: `web-${number}` }));
    deployed.reset(...others, { name: mixed });
    await deployed.deliver(schedule);
    expect(server.calls('DescribeAutoScalingGroups')).toHaveLength(3);
    expect(server.enabled).toEqual([mixed]);
  });

  test('S3-14: groups whose metrics are on are not touched, whatever group is made', async () => {
    deployed.reset({ name: mixed, enabled: WANTED }, { name: batchName('new') });
    await deployed.deliver(created({ autoScalingGroupName: batchName('new') }));
    await deployed.deliver(created({ autoScalingGroupName: mixed }), schedule);
    expect(server.enabled).toEqual([batchName('new')]);
  });
});

describe('what is deployed', () => {
  test('S3-17: no concurrency is reserved, so that it deploys in a new account', () => {
    const { template } = synthesize((stack) => void new AsgMonitoring(stack, 'Groups'));
    const functions = Object.values(template.findResources('AWS::Lambda::Function')) as SynthesizedResource[];
    expect(functions).toHaveLength(2);
    functions.forEach(({ Properties }) => expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions'));
  });
});
