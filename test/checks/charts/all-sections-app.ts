/** The example, and the sections on request on a dashboard of their own. */
import { App, Stack } from 'aws-cdk-lib';
import { BatchInsights, DashboardSection, InsightsDashboard } from '../../../src/index';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample');
const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
const costInsights = insights.addCostInsights();
new InsightsDashboard(stack, 'OnRequest', {
  collector: insights.jobEventCollector,
  instanceRegistry: insights.instanceRegistry,
  inFlightSnapshot: insights.inFlightSnapshot,
  costInsights,
  sections: DashboardSection.onRequest(),
});
app.synth();
