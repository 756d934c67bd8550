import { BatchInsights } from 'cdk-batch-insights';
import { App, Stack } from 'aws-cdk-lib';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample', { description: 'What runs on AWS Batch: job records, metrics and dashboards' });

new BatchInsights(stack, 'Insights');

app.synth();
