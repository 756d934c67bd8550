/** The example without estimated costs, for which MiniStack has no prices, and without the page that asks CloudWatch Logs. */
import { App, Stack } from 'aws-cdk-lib';
import { BatchInsights } from '../../../src/index';

const app = new App();
const insights = new BatchInsights(new Stack(app, 'BatchInsightsExample'), 'Insights', { runTaskMonitoringEnabled: true });
insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
app.synth();
