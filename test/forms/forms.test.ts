import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Form, FORMS, stackFor } from './forms';
import * as library from '../../src';

const publicConstructs = Object.values<unknown>(library).filter(
  (value): value is typeof Construct => typeof value === 'function' && value.prototype instanceof Construct,
);

function built(name: string): { readonly construct: unknown; readonly template: Record<string, unknown> } {
  const form = FORMS.find((each) => each.name === name) as Form;
  const stack = stackFor(new App(), form);
  const construct = form.build(stack);
  return { construct, template: Template.fromStack(stack).toJSON() };
}

describe('the forms to judge', () => {
  test('are of some public constructs', () => {
    expect(publicConstructs.length).toBeGreaterThan(6);
  });

  test.each(publicConstructs.map((construct): [string, typeof Construct] => [construct.name, construct]))(
    'have %s as small as it can be, and with every prop',
    (name, construct) => {
      const [minimal, maximal] = ['Minimal', 'Maximal'].map((size) => built(`${name}-${size}`));
      expect(minimal.construct).toBeInstanceOf(construct);
      expect(maximal.construct).toBeInstanceOf(construct);
      expect(maximal.template).not.toEqual(minimal.template);
    },
  );

  test('have names that differ', () => {
    expect(new Set(FORMS.map(({ name }) => name)).size).toBe(FORMS.length);
  });

  test('have one that is the example', () => {
    // GIVEN
    const out = mkdtempSync(join(tmpdir(), 'batch-insights-form-'));

    // WHEN
    execFileSync(process.execPath, ['--import', 'tsx', 'examples/typescript/main.ts'], {
      cwd: join(__dirname, '../..'),
      env: { ...process.env, CDK_OUTDIR: out, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
      stdio: 'pipe',
    });
    const { Resources } = JSON.parse(readFileSync(join(out, 'BatchInsightsExample.template.json'), 'utf8'));
    rmSync(out, { recursive: true, force: true });

    // THEN
    expect(built('BatchInsightsExample').template.Resources).toEqual(Resources);
  });
});
