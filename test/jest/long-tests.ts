/**
 * Files of tests that `npm test` leaves to the check `long-tests`, which the gate runs too: whole streams in any order, thousands of broken messages, days
 * through the lab, SQL over thousands of rows, all forms for cdk-nag, code of documents that is compiled, and bundles. Other tests cover the same branches.
 */
export const LONG_TESTS: readonly string[] = [
  'test/bundles/bundles.test.ts',
  'test/bundles/deployed-bundles.test.ts',
  'test/bundles/history-bundles.test.ts',
  'test/bundles/killed-handlers.test.ts',
  'test/cost-report/sql/queries.test.ts',
  'test/cost-report/sql/views.test.ts',
  'test/docs/readme-code.test.ts',
  'test/domain/delivery-order.test.ts',
  'test/domain/hostile-events.test.ts',
  'test/forms/partitions.test.ts',
  'test/forms/security-rules.test.ts',
  'test/grafana-dashboards/costs.test.ts',
  'test/handler-options/permissions-boundary.test.ts',
  'test/job-history/sql/queries.test.ts',
  'test/lab/chaos/invariants.test.ts',
  'test/lab/explorer/explorer.test.ts',
  'test/lab/replay/command.test.ts',
  'test/lab/replay/history-functions.test.ts',
  'test/lab/replay/history.test.ts',
  'test/lab/replay/schedules.test.ts',
  'test/lab/simulate/service-metrics.test.ts',
  'test/lab/view/grafana.test.ts',
  'test/lab/view/page.test.ts',
  'test/runtime/in-flight-segments.test.ts',
  'test/runtime/instance-disorder.test.ts',
];
