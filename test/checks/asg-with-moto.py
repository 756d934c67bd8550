"""Makes groups with boto3 in moto, runs the handler as Lambda would, and looks with boto3 at what it did: asg-with-moto.py ENDPOINT HANDLER."""

import json
import os
import subprocess
import sys

import boto3

ENDPOINT, HANDLER = sys.argv[1:]
REGION = "eu-west-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example", "AWS_SESSION_TOKEN": "session-token"}
WANTED = ["GroupInServiceInstances", "GroupInServiceCapacity", "GroupDesiredCapacity"]
UUID = "640012bd-4e90-3f19-9dd2-c09a23dc923d"
BATCH_TAG = {"AWSBatchServiceTag": "batch"}

os.environ.update(CREDENTIALS, AWS_DEFAULT_REGION=REGION)
autoscaling = boto3.client("autoscaling", endpoint_url=ENDPOINT)
ec2 = boto3.client("ec2", endpoint_url=ENDPOINT)


def of_batch(name):
    return f"AWSBatch-{name}-asg-{UUID}"


def own_role(name):
    return f"{name}-asg-{UUID}"


def make_group(name, tags=None, mixed=False, enabled=(), template="web"):
    template = {"LaunchTemplateName": template, "Version": "$Latest"}
    launch = (
        {"MixedInstancesPolicy": {"LaunchTemplate": {"LaunchTemplateSpecification": template, "Overrides": [{"InstanceType": "c7g.large"}]}}}
        if mixed
        else {"LaunchTemplate": template}
    )
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName=name, MinSize=0, MaxSize=0, AvailabilityZones=[f"{REGION}a"], **launch,
        Tags=[{"Key": key, "Value": value, "PropagateAtLaunch": True, "ResourceId": name, "ResourceType": "auto-scaling-group"} for key, value in (tags or {}).items()],
    )
    if enabled:
        autoscaling.enable_metrics_collection(AutoScalingGroupName=name, Granularity="1Minute", Metrics=list(enabled))


def all_groups():
    return [group for page in autoscaling.get_paginator("describe_auto_scaling_groups").paginate() for group in page["AutoScalingGroups"]]


def enabled_metrics():
    """The metrics of every group that has some."""
    return {group["AutoScalingGroupName"]: sorted(metric["Metric"] for metric in group["EnabledMetrics"]) for group in all_groups() if group["EnabledMetrics"]}


def run(event):
    """The answer of the handler, and the lines that it logged."""
    variables = {
        **CREDENTIALS, "PATH": os.environ["PATH"], "AWS_REGION": REGION, "AWS_ENDPOINT_URL_AUTO_SCALING": ENDPOINT,
        "GROUP_METRICS": json.dumps(WANTED), "GRANULARITY": "1Minute", "URL_SUFFIX": "amazonaws.com",
    }
    done = subprocess.run(
        ["node", "test/bundles/run-handler.cjs", os.path.abspath(HANDLER)], input=json.dumps(event), env=variables, capture_output=True, text=True, timeout=120,
    )
    if done.returncode != 0:
        sys.exit(f"The handler ended with {done.returncode}: {done.stdout}{done.stderr}")
    *lines, last = [json.loads(line) for line in done.stdout.splitlines()]
    return last.get("answer"), lines


def from_queue(*events):
    attributes = {"ApproximateReceiveCount": "1"}
    return {"Records": [{"messageId": f"m-{index}", "body": json.dumps(event), "attributes": attributes} for index, event in enumerate(events)]}


def launched(name):
    return {"source": "aws.autoscaling", "detail-type": "EC2 Instance Launch Successful", "detail": {"AutoScalingGroupName": name, "EC2InstanceId": "i-0123"}}


def created(name):
    detail = {"eventName": "CreateAutoScalingGroup", "requestParameters": {"autoScalingGroupName": name}}
    return {"source": "aws.autoscaling", "detail-type": "AWS API Call via CloudTrail", "detail": detail}


def check(what, found, expected):
    if found != expected:
        if isinstance(found, dict):
            differing = sorted(key for key in {*found, *expected} if found.get(key) != expected.get(key))
            found, expected = ({key: side.get(key) for key in differing[:5]} for side in (found, expected))
        sys.exit(f"FAILED: {what}: found {found}, expected {expected}")
    print(f"ok: {what}")


for template in ("Batch-lt-1", "web"):
    ec2.create_launch_template(LaunchTemplateName=template, LaunchTemplateData={"ImageId": "ami-12c6146b", "InstanceType": "c7g.large"})
make_group("web-first")
make_group(of_batch("early"), mixed=True)
for number in range(120):
    make_group(f"web-{number}", tags={"Owner": "ops & <web>"}, mixed=number % 2 == 0)
make_group("with-metrics", enabled=["GroupMinSize"])
make_group("other-service", tags={"AWSBatchServiceTag": "other"})
make_group("AWSBatch-of-somebody")
make_group("made-by-hand", tags={"Owner": "ops", **BATCH_TAG})
make_group("own-template", template="Batch-lt-1")
make_group(own_role("web"), mixed=True)
make_group(own_role("tagged"), tags={"Owner": "ops", **BATCH_TAG})
make_group(own_role("plain"), template="Batch-lt-1")
make_group(own_role("mixed"), template="Batch-lt-1", mixed=True)
make_group(of_batch("on-already"), enabled=WANTED + ["GroupMaxSize"])
for number in range(110):
    make_group(of_batch(f"late-{number}"), tags=BATCH_TAG, mixed=number % 3 == 0)

batch_groups = [
    of_batch("early"),
    "made-by-hand",
    *(own_role(name) for name in ("tagged", "plain", "mixed")),
    *(of_batch(f"late-{number}") for number in range(110)),
]
before = {"with-metrics": ["GroupMinSize"], of_batch("on-already"): sorted(WANTED + ["GroupMaxSize"])}
expected = {**before, **{name: sorted(WANTED) for name in batch_groups}}
check("before, nothing is on but what was made so", enabled_metrics(), before)

_, lines = run({})
check("at deployment, exactly the groups of AWS Batch are turned on, on every page", enabled_metrics(), expected)
check("each of them is logged", sorted(line["AutoScalingGroupName"] for line in lines if line["RecordType"] == "group-metrics-enabled"), sorted(batch_groups))
check("with its compute environment", {line.get("ComputeEnvironment") for line in lines if line["AutoScalingGroupName"] == of_batch("early")}, {"early"})

check("a second run has nothing to do", run({}), (None, []))
check("and changes nothing", enabled_metrics(), expected)

for name in ("new", "newer"):
    make_group(of_batch(name))
make_group("new-web")
answer, lines = run(from_queue(launched(of_batch("new")), launched(of_batch("new")), created(of_batch("newer")), created("new-web"), launched(of_batch("gone"))))
check("events are all processed", answer, {"batchItemFailures": []})
check("and turn on the new groups of AWS Batch", enabled_metrics(), {**expected, of_batch("new"): sorted(WANTED), of_batch("newer"): sorted(WANTED)})
check("because of an event", [line["Trigger"] for line in lines], ["event", "event"])
print(f"The handler turned on {len(batch_groups) + 2} of {len(all_groups())} groups, as boto3 and moto see it.")
