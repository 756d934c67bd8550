import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '../..');

describe('the TypeScript example', () => {
  let out: string;

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'batch-insights-example-'));
    execFileSync(process.execPath, ['--import', 'tsx', 'examples/typescript/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, CDK_OUTDIR: out, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
      stdio: 'pipe',
    });
  }, 60_000);

  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test('synthesizes one stack that fits any account and region', () => {
    const { artifacts } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(artifacts.BatchInsightsExample.environment).toBe('aws://unknown-account/unknown-region');
  });

  test('keeps no tag, as nothing asks for one', () => {
    const { Resources } = JSON.parse(readFileSync(join(out, 'BatchInsightsExample.template.json'), 'utf8'));
    const functions = Object.values<{ Type: string; Properties: { Environment?: { Variables: Record<string, unknown> } } }>(
      Resources,
    ).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(functions.map(({ Properties }) => Properties.Environment?.Variables.TAG_KEYS)).toContain('[]');
  });
});
