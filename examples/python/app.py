from aws_cdk import App, Stack
from cdk_batch_insights import BatchInsights

app = App()
stack = Stack(app, "BatchInsightsExample", description="What runs on AWS Batch: job records, metrics and dashboards")

BatchInsights(stack, "Insights")

app.synth()
