from aws_cdk import App, Stack
from cdk_batch_insights import BatchInsights

app = App()
stack = Stack(app, "BatchInsightsExample", description="What runs on AWS Batch: job records, metrics and dashboards")

# Calls of RunTask are told by a CloudTrail trail that the account has; create_trail would make one.
BatchInsights(stack, "Insights", run_task_monitoring_enabled=True)

app.synth()
