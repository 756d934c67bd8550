import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import { build, builtFile, BundleName, BUNDLES, copyOfSources, PROJECT } from './build-bundles';

/** What a cold start can afford. */
const MAX_BYTES: Readonly<Record<BundleName, number>> = {
  'grafana-workspace/access.lambda': 10_000,
  'grafana-workspace/dashboards.lambda': 22_500,
  'asg-monitoring/groups.lambda': 20_200,
  'cost-insights/pricing.lambda': 60_500,
  'in-flight-snapshot/snapshot.lambda': 43_200,
  'instance-registry/registry.lambda': 59_600,
  'job-event-collector/collector.lambda': 107_000,
  'job-explorer/explorer.lambda': 110_500,
  'job-history/compact.lambda': 36_200,
  'job-history/history.lambda': 31_900,
  'job-history/import.lambda': 32_600,
  'job-notifications/notify.lambda': 18_500,
  'run-task-monitoring/run-task.lambda': 54_000,
};

/** A package that each of them contains code of. */
const BUNDLED: Readonly<Record<BundleName, keyof typeof LICENCES | undefined>> = {
  'asg-monitoring/groups.lambda': '@aws-sdk/xml-builder',
  'grafana-workspace/access.lambda': undefined,
  'grafana-workspace/dashboards.lambda': '@aws-sdk/xml-builder',
  'cost-insights/pricing.lambda': '@aws-sdk/xml-builder',
  'in-flight-snapshot/snapshot.lambda': 'aws-embedded-metrics',
  'instance-registry/registry.lambda': 'aws-embedded-metrics',
  'job-event-collector/collector.lambda': 'aws-embedded-metrics',
  'job-explorer/explorer.lambda': 'd3-scale',
  'job-history/compact.lambda': '@aws-sdk/xml-builder',
  'job-history/history.lambda': undefined,
  'job-history/import.lambda': undefined,
  'job-notifications/notify.lambda': undefined,
  'run-task-monitoring/run-task.lambda': 'aws-embedded-metrics',
};

/** Their licences, and words of these. */
const LICENCES = {
  '@aws-sdk/xml-builder': ['Apache-2\\.0', 'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION'],
  'aws-embedded-metrics': ['Apache-2\\.0', 'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION'],
  'd3-scale': ['ISC', 'Permission to use, copy, modify, and/or distribute this software'],
} as const;

describe('the bundles of the handlers', () => {
  const folders: string[] = [];
  beforeAll(() => {
    folders.push(copyOfSources(), copyOfSources());
    for (const folder of folders) BUNDLES.forEach((name) => build(folder, name));
  }, 120_000);
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  test.each(BUNDLES)('%s is the same to the byte, built twice in two folders', (name) => {
    const [first, second] = folders.map((folder) => readFileSync(builtFile(folder, name)));
    expect(first.equals(second)).toBe(true);
  });

  test.each(BUNDLES)('%s says nothing of where it was built', (name) => {
    expect(heldBy(name, [folders[0], PROJECT, 'node_modules', 'sourceMappingURL'])).toEqual([]);
  });

  test.each(BUNDLES)('%s is small', (name) => {
    expect(readFileSync(builtFile(folders[0], name)).byteLength).toBeLessThanOrEqual(MAX_BYTES[name]);
  });

  test.each(BUNDLES)('%s contains no part of the CDK, of the SDK client of DynamoDB, or of its credential chain', (name) => {
    expect(
      heldBy(name, [
        'aws-cdk-lib',
        '@aws-cdk',
        'jsii',
        'DynamoDBClient',
        'AWS_WEB_IDENTITY_TOKEN_FILE',
        'sso_start_url',
        'AWS_CONTAINER_CREDENTIALS',
      ]),
    ).toEqual([]);
  });

  test.each(BUNDLES)('%s requires nothing but modules of Node.js', (name) => {
    const code = readFileSync(builtFile(folders[0], name), 'utf8');
    const required = new Set([...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module.replace(/^node:/, '')));
    expect([...required].filter((module) => !builtinModules.includes(module))).toEqual([]);
  });

  test.each(BUNDLES)('beside %s are the licences of all that is in it, the same to the byte', (name) => {
    const [first, second] = folders.map((folder) => readFileSync(builtFile(folder, name, 'THIRD-PARTY-NOTICES.txt'), 'utf8'));
    expect(first).toBe(second);
    const bundled = BUNDLED[name];
    if (bundled) {
      const [licence, words] = LICENCES[bundled];
      expect(first).toMatch(new RegExp(`^${bundled} \\d+\\.\\d+\\.\\d+ \\(${licence}\\)$`, 'm'));
      expect(first).toContain(words);
    } else {
      expect(first).toBe('This bundle contains no code of other packages.\n');
    }
    expect(readdirSync(dirname(builtFile(folders[0], name))).sort()).toEqual(['THIRD-PARTY-NOTICES.txt', 'index.js']);
  });

  test('the notices of the collector name what it bundles, and nothing that was replaced', () => {
    const notices = readFileSync(builtFile(folders[0], 'job-event-collector/collector.lambda', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^aws-embedded-metrics [\d.]+ \(Apache-2\.0\)$/m);
    expect(notices).not.toContain('@datastructures-js/heap');
  });

  /** Which of these texts are in a bundle; to be compared, because a failure would else print the bundle. */
  const heldBy = (name: BundleName, texts: readonly string[]): string[] => {
    const code = readFileSync(builtFile(folders[0], name), 'utf8');
    return texts.filter((text) => code.includes(text));
  };
});
