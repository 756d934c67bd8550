from aws_cdk import App, Duration, Stack
from cdk_batch_insights import BatchInsights

app = App()
stack = Stack(app, "BatchInsightsExample", description="What runs on AWS Batch: job records, metrics and dashboards")

# RunTask calls are read from a CloudTrail trail that the account already has; create_trail would create one.
insights = BatchInsights(stack, "Insights", run_task_monitoring_enabled=True)

# Records for years, in Amazon S3, to be queried with Amazon Athena.
insights.add_history(transitions_included=True, instances_included=True)

# What each job costs, at the prices of its instance type, zone and hour.
insights.add_cost_insights()

# A dashboard on which a job can be found by its id, and followed through its attempts.
insights.add_explorer()

# Alarms on jobs that wait or fail, on lost work and on costs. Give alarm_actions to be notified.
insights.add_alarms(hourly_cost_threshold=100, no_success_period=Duration.hours(26))

app.synth()
