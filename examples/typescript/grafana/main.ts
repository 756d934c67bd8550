import { BatchInsights } from 'cdk-batch-insights';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample', {
  description: 'What runs on AWS Batch: job records, metrics, and dashboards for Grafana too',
});

const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });
insights.addCostInsights();
insights.addExplorer();

// Each deployment writes the dashboards as files, for a Grafana to import. They can be written again: the bucket holds nothing else.
const files = new Bucket(stack, 'GrafanaFiles', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
insights.addGrafana().writeFiles(files);

app.synth();
