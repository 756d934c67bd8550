import { BatchInsights } from 'cdk-batch-insights';
import { App, Stack } from 'aws-cdk-lib';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample', { description: 'What runs on AWS Batch: job records, metrics and dashboards' });

// Calls of RunTask are told by a CloudTrail trail that the account has; createTrail would make one.
new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });

app.synth();
