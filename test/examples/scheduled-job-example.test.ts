import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '../..');

describe('the example of a scheduled job', () => {
  let out: string;
  const resourcesOf = (stack: string): { Type: string; Properties: Record<string, never> }[] =>
    Object.values(JSON.parse(readFileSync(join(out, `${stack}.template.json`), 'utf8')).Resources);
  const propertiesOf = (stack: string, type: string): Record<string, unknown> =>
    resourcesOf(stack).find(({ Type }) => Type === type)?.Properties ?? {};

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'batch-insights-scheduled-'));
    execFileSync(process.execPath, ['--import', 'tsx', 'examples/typescript/scheduled-job/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, CDK_OUTDIR: out, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
      stdio: 'pipe',
    });
  }, 60_000);

  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test.each(['ScheduledJobDev', 'ScheduledJobProd'])('synthesizes %s for any account and region, in any partition', (stack) => {
    const { artifacts } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(artifacts[stack].environment).toBe('aws://unknown-account/unknown-region');
    const arns = readFileSync(join(out, `${stack}.template.json`), 'utf8').match(/arn:aws[\w-]*:/g) ?? [];
    expect(arns).toEqual([]);
  });

  test('has a schedule that runs in production alone', () => {
    expect(propertiesOf('ScheduledJobDev', 'AWS::Scheduler::Schedule').State).toBe('DISABLED');
    expect(propertiesOf('ScheduledJobProd', 'AWS::Scheduler::Schedule').State).toBe('ENABLED');
  });

  test('has other sizes in each stage', () => {
    const limitOf = (stack: string) =>
      (propertiesOf(stack, 'AWS::Batch::ComputeEnvironment').ComputeResources as { MaxvCpus: number }).MaxvCpus;
    expect([limitOf('ScheduledJobDev'), limitOf('ScheduledJobProd')]).toEqual([4, 16]);
  });
});
