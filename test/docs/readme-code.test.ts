import { blocksIn, blocksOf, documents, faultsIn, readmes } from './code-blocks';

/** The compiler reads the types of aws-cdk-lib. */
const PATIENCE = 120_000;

describe('code in READMEs', () => {
  test('is there for every construct', () => {
    const withCode = readmes().filter((readme) => blocksIn(readme).length > 0);
    expect(withCode).toEqual([
      'README.md',
      'src/asg-monitoring/README.md',
      'src/batch-alarms/README.md',
      'src/batch-insights/README.md',
      'src/container-insights/README.md',
      'src/cost-insights/README.md',
      'src/cost-report/README.md',
      'src/event-intake/README.md',
      'src/grafana-dashboards/README.md',
      'src/grafana-workspace/README.md',
      'src/in-flight-snapshot/README.md',
      'src/insights-dashboard/README.md',
      'src/instance-registry/README.md',
      'src/job-event-collector/README.md',
      'src/job-explorer/README.md',
      'src/job-history/README.md',
      'src/job-notifications/README.md',
      'src/level-of-detail/README.md',
      'src/on-demand-batch-environment/README.md',
      'src/run-task-monitoring/README.md',
      'src/scheduled-job/README.md',
    ]);
  });

  test(
    'compiles, as that of the documents does, and what does not is reported with its line',
    () => {
      // GIVEN
      const wrong = "# It\n\n```ts\nimport { BatchInsights } from 'cdk-batch-insights';\n\nnew BatchInsights('nowhere');\n```\n";

      // WHEN
      const faults = faultsIn([...[...readmes(), ...documents()].flatMap(blocksIn), ...blocksOf('src/it/README.md', wrong)]);

      // THEN
      expect(documents()).toContain('docs/runbook.md');
      expect(faults).toEqual([expect.stringMatching(/^src\/it\/README\.md:6: Expected 2-3 arguments, but got 1\./)]);
    },
    PATIENCE,
  );
});
