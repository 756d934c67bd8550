"""Deploys the stack of a scheduled job into MiniStack, as far as that knows it, and asks the services what there is: scheduled.py ENDPOINT TEMPLATE.

MiniStack's CloudFormation makes the schedule with its group and role, the dead-letter queue with its policy, the log group, the roles of the container and the alarms on one metric.
It knows no resources of AWS Batch, and no alarms on metric math: they are left out, and what names the job definition gets an ARN as AWS would make it. It drops the time zone of a
schedule, its beginning, its end and its key, and calls no universal targets, so that no run is submitted: the check `schedules` shows that.
"""

import json
import sys
from pathlib import Path

import boto3

from stacks import deploy

ENDPOINT, TEMPLATE = sys.argv[1:]
REGION, ACCOUNT, STACK = "us-east-1", "123456789012", "ScheduledJob"
DEFINITION = f"arn:aws:batch:{REGION}:{ACCOUNT}:job-definition/nightly:1"


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, aws_access_key_id=ACCOUNT, aws_secret_access_key="example")


def known(text):
    """The template without what MiniStack cannot make."""
    resources = json.loads(text)["Resources"]
    unknown = {name: each["Type"] for name, each in resources.items() if each["Type"].startswith("AWS::Batch::") or "Metrics" in each.get("Properties", {})}
    for name in unknown:
        text = text.replace(json.dumps({"Ref": name}), json.dumps(DEFINITION))
    template = json.loads(text)
    for name in unknown:
        del template["Resources"][name]
    print(f"deployed without {', '.join(sorted(set(unknown.values())))}, which MiniStack does not know")
    return template


def only(resources, kind, part=""):
    [name] = [each["PhysicalResourceId"] for each in resources if each["ResourceType"] == kind and part in each["LogicalResourceId"]]
    return name


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{what} is {json.dumps(found, default=str)}, not {json.dumps(expected)}")
    print(f"{what}: as declared")


template = known(json.dumps(json.loads(Path(TEMPLATE).read_text())))
resources = deploy(client, STACK, TemplateBody=json.dumps(template)).describe_stack_resources(StackName=STACK)["StackResources"]
print(f"deployed {len(resources)} resources")
group, queue, role = only(resources, "AWS::Scheduler::ScheduleGroup"), only(resources, "AWS::SQS::Queue"), only(resources, "AWS::IAM::Role", "SubmissionRole")

scheduler = client("scheduler")
[summary] = scheduler.list_schedules(GroupName=group)["Schedules"]
schedule = scheduler.get_schedule(GroupName=group, Name=summary["Name"])
target = schedule["Target"]
attributes = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
expect("the schedule", [schedule["ScheduleExpression"], schedule["State"]], ["cron(0 4 * * ? *)", "ENABLED"])
expect("the target", target["Arn"], "arn:aws:scheduler:::aws-sdk:batch:submitJob")
expect("the request", json.loads(target["Input"]), {
    "JobName": "Nightly",
    "JobQueue": f"arn:aws:batch:{REGION}:{ACCOUNT}:job-queue/nightly",
    "JobDefinition": "nightly",
    "ContainerOverrides": {"Environment": [{"Name": "SCHEDULED_TIME", "Value": "<aws.scheduler.scheduled-time>"}]},
})
expect("the retries of a submission", target["RetryPolicy"], {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 185})
expect("the dead-letter queue", target["DeadLetterConfig"]["Arn"], attributes["QueueArn"])
expect("the retention of dead letters", attributes["MessageRetentionPeriod"], str(14 * 24 * 3600))

iam = client("iam")
expect("the role of the schedule", target["RoleArn"], iam.get_role(RoleName=role)["Role"]["Arn"])
[policy] = iam.list_role_policies(RoleName=role)["PolicyNames"]
statements = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]["Statement"]
definition = DEFINITION.rpartition(":")[0]
expect("what the schedule may do", {each["Action"]: each["Resource"] for each in statements}, {
    "batch:SubmitJob": [f"arn:aws:batch:{REGION}:{ACCOUNT}:job-queue/nightly", definition, f"{definition}:*"],
    "sqs:SendMessage": attributes["QueueArn"],
})
[group_of_logs] = client("logs").describe_log_groups(logGroupNamePrefix=only(resources, "AWS::Logs::LogGroup"))["logGroups"]
expect("the retention of the log", group_of_logs["retentionInDays"], 90)
