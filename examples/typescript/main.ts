import { BatchInsights } from 'cdk-batch-insights';
import { App, Duration, Stack } from 'aws-cdk-lib';

const app = new App();
const stack = new Stack(app, 'BatchInsightsExample', { description: 'What runs on AWS Batch: job records, metrics and dashboards' });

// RunTask calls are read from a CloudTrail trail that the account already has; createTrail would create one.
const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });

// Records for years, in Amazon S3, to be queried with Amazon Athena.
insights.addHistory({ transitionsIncluded: true, instancesIncluded: true });

// What each job costs, at the prices of its instance type, zone and hour.
insights.addCostInsights();

// A dashboard on which a job can be found by its id, and followed through its attempts.
insights.addExplorer();

// Alarms on jobs that wait or fail, on lost work and on costs. Give alarmActions to be notified.
insights.addAlarms({ hourlyCostThreshold: 100, noSuccessPeriod: Duration.hours(26) });

app.synth();
