import { StackTemplate } from '../../../lab/replay/assembly/stack-template';
import { readDeployment } from '../../../lab/replay/template/deployment';
import { ResolvedTemplate } from '../../../lab/view/dashboards/resolved-template';

const template: StackTemplate = {
  stackName: 'Shop',
  templateFile: 'Shop.template.json',
  assets: new Map(),
  template: {
    Resources: {
      Nightly: { Type: 'AWS::Batch::JobQueue', Properties: { ComputeEnvironmentOrder: [] } },
      Records: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    },
  },
};

/** Records name a queue as the replay has deployed it. */
test('a dashboard names a job queue as records do, and a log group as its file is called', () => {
  const [{ name }] = readDeployment([template], { account: '111111111111', region: 'us-east-1', queueEndpoint: '' }).batch().queues;
  const resolved = new ResolvedTemplate(template, () => undefined);
  expect(name).toMatch(/^Shop-Nightly-[0-9A-F]{12}$/);
  expect(resolved.attributeOf('Nightly', 'JobQueueArn')).toBe(`arn:aws:batch:us-east-1:111111111111:job-queue/${name}`);
  expect(resolved.attributeOf('Records')).toBe('Records');
});
