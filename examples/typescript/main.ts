import { App, Stack } from 'aws-cdk-lib';
import { BatchInsights } from 'cdk-batch-insights';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample', { description: 'What runs on AWS Batch: job records, metrics and dashboards' });

new BatchInsights(stack, 'Insights');

app.synth();
