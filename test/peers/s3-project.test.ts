/** What the sample "aws-batch-runtime-monitoring" gets wrong as a whole: what a job costs in log, and what its README asks of a newcomer. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { BatchInsights } from '../../src';
import { synthesize } from '../event-intake/synthesis';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
const { template } = synthesize((stack) => new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true }));
const ofType = (type: string): Record<string, any>[] => Object.values(template.findResources(type)).map(({ Properties }) => Properties);
/** Those of this library; the one that aws-cdk-lib brings for triggers runs at deployments alone. */
const handlers = ofType('AWS::Lambda::Function').filter(({ Architectures }) => Architectures?.includes('arm64'));

describe('S3-22: some 200 KB of log for a plain job', () => {
  test('no function logs its starts and ends', () => {
    expect(handlers.length).toBeGreaterThanOrEqual(5);
    expect(handlers.map(({ LoggingConfig }) => [LoggingConfig.LogFormat, LoggingConfig.SystemLogLevel])).toEqual(
      handlers.map(() => ['JSON', 'WARN']),
    );
  });

  test('no state machine logs its steps, and nothing is traced', () => {
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
    expect(handlers.filter(({ TracingConfig }) => TracingConfig)).toEqual([]);
  });

  test('every log ends some time', () => {
    const logGroups = ofType('AWS::Logs::LogGroup');
    // Also that of the function which aws-cdk-lib makes.
    expect(logGroups).toHaveLength(ofType('AWS::Lambda::Function').length);
    expect(logGroups.filter(({ RetentionInDays }) => !(RetentionInDays > 0))).toEqual([]);
  });
});

describe('S3-25: a README that asks for a version which does not build what is deployed', () => {
  const manifest = JSON.parse(read('package.json'));

  test('the README asks for the Node.js that the package asks for', () => {
    const [, asked] = /Node\.js (\d+) or later is all it needs/.exec(read('README.md')) ?? [];
    expect(manifest.engines.node).toBe(`>= ${asked}.0.0`);
  });

  test('the commands of the README are scripts of the package, and nothing is patched by hand', () => {
    const commands = [...read('README.md').matchAll(/npm ci && npm (?:run )?(\w+)/g)].map(([, script]) => script);
    expect(commands).toEqual(expect.arrayContaining(['demo', 'test']));
    expect(commands.filter((script) => !manifest.scripts[script])).toEqual([]);
    expect(read('README.md')).not.toMatch(/\bsed -i?/);
  });

  test('handlers hold all that they need: they run on what the function is created with', () => {
    expect(new Set(handlers.map(({ Runtime }) => Runtime))).toEqual(new Set(['nodejs24.x']));
    expect(manifest.dependencies ?? {}).toEqual({});
  });
});
