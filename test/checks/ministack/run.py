"""Deploys a synthesized stack into MiniStack, sends it events, and writes what came of them: run.py ENDPOINT TEMPLATE EVENTS WORLD OUT.

What is written has the layout of the lab's replay: logs/ and tables/, by logical id.
"""

import io
import json
import os
import sys
import time
import zipfile
from pathlib import Path

import boto3
from boto3.dynamodb.types import TypeDeserializer
from botocore.config import Config

from stacks import deploy

ENDPOINT, TEMPLATE, EVENTS, WORLD, OUT = sys.argv[1:]
REGION = "us-east-1"
STACK = "BatchInsightsExample"
# How long nothing may happen before it is taken that nothing more will, and how long all may take.
QUIET_SECONDS = 8
DEADLINE_SECONDS = 150

world = json.loads(Path(WORLD).read_text())
os.environ.update(AWS_ACCESS_KEY_ID=world["Account"], AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION=REGION)


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, read_timeout=120))


def publish_assets(assembly):
    """As `cdk deploy` would: each file asset under the name that the template expects, in the bucket of the bootstrap stack."""
    s3 = client("s3")
    files = json.loads((assembly / f"{STACK}.assets.json").read_text())["files"]
    for asset in files.values():
        [destination] = asset["destinations"].values()
        bucket, key = (destination[part].replace("${AWS::AccountId}", world["Account"]).replace("${AWS::Region}", REGION) for part in ("bucketName", "objectKey"))
        s3.create_bucket(Bucket=bucket)
        path = assembly / asset["source"]["path"]
        s3.put_object(Bucket=bucket, Key=key, Body=zipped(path) if asset["source"]["packaging"] == "zip" else deployable(json.dumps(json.loads(Path(TEMPLATE).read_text()))))
        if asset["source"]["packaging"] == "file":
            template = f"{ENDPOINT}/{bucket}/{key}"
    return template, len(files)


def deployable(text):
    """The template without what MiniStack cannot make: alarms over more than one metric, and the job history. Who names an alarm gets an ARN all the same."""
    resources = json.loads(text)["Resources"]
    history = [name for name in resources if name.startswith("InsightsJobHistory")]
    alarms = [name for name, each in resources.items() if each["Type"] == "AWS::CloudWatch::Alarm" and (name in history or "Metrics" in each["Properties"])]
    for name in alarms:
        text = text.replace(json.dumps({"Fn::GetAtt": [name, "Arn"]}), json.dumps(f"arn:aws:cloudwatch:{REGION}:{world['Account']}:alarm:{name}"))
    template = json.loads(text)
    for name in {*history, *alarms}:
        del template["Resources"][name]
    template["Outputs"] = {name: each for name, each in template.get("Outputs", {}).items() if not any(json.dumps(part) in json.dumps(each) for part in history)}
    unknown = [name for name in alarms if name not in history]
    print(f"deployed without the {len(history)} resources of the job history and {len(unknown)} alarms on metric math, which MiniStack does not know")
    return json.dumps(template).encode()


def zipped(folder):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, path.relative_to(folder))
    return archive.getvalue()


def make_world():
    """What the functions may ask AWS Batch for."""
    batch = client("batch")
    for environment in world["ComputeEnvironments"]:
        if environment["Type"] not in ("UNMANAGED", "EKS"):
            batch.create_compute_environment(computeEnvironmentName=environment["Name"], type="MANAGED", computeResources={
                "type": environment["Type"], "maxvCpus": 256, "subnets": ["subnet-1"], "securityGroupIds": ["sg-1"]})


def resources_of(cloudformation):
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return [resource for page in pages for resource in page["StackResourceSummaries"]]


def put_events(lines):
    """One at a time, so that each keeps its time, in the order of the file."""
    events = client("events")
    for line in lines:
        event = json.loads(line)
        answer = events.put_events(Entries=[{
            "Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"]), "Resources": event["resources"], "Time": event["time"]}])
        if answer["FailedEntryCount"]:
            sys.exit(f"MiniStack refused an event: {answer}")


def of_type(resources, kind):
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources if resource["ResourceType"] == kind}


def wait_until_quiet(queues):
    """Until no queue of the stack has had a message, waiting, delayed or in work, for some time."""
    sqs, started, quiet_since = client("sqs"), time.monotonic(), None
    names = [f"ApproximateNumberOfMessages{state}" for state in ("", "NotVisible", "Delayed")]
    while True:
        waiting = {}
        for logical_id, url in queues.items():
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
            waiting[logical_id] = sum(int(attributes[name]) for name in names)
        dead = {logical_id: count for logical_id, count in waiting.items() if "DeadLetter" in logical_id and count}
        if dead:
            sys.exit(f"Dead letters: {dead}")
        now = time.monotonic()
        quiet_since = None if any(waiting.values()) else quiet_since or now
        if quiet_since and now - quiet_since >= QUIET_SECONDS:
            return
        if now - started > DEADLINE_SECONDS:
            sys.exit(f"Messages are still there after {DEADLINE_SECONDS} s: {waiting}")
        time.sleep(0.5)


def write(folder, logical_id, rows):
    path = Path(OUT) / folder / f"{logical_id}.ndjson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return len(rows)


def write_tables(tables):
    dynamodb, plain = client("dynamodb"), TypeDeserializer()
    for logical_id, name in tables.items():
        items = [item for page in dynamodb.get_paginator("scan").paginate(TableName=name) for item in page["Items"]]
        count = write("tables", logical_id, [number_free({key: plain.deserialize(value) for key, value in item.items()}) for item in items])
        print(f"table {logical_id}: {count} items")


def number_free(value):
    """DynamoDB's numbers are decimals in boto3."""
    if isinstance(value, dict):
        return {key: number_free(each) for key, each in value.items()}
    if isinstance(value, (list, set)):
        return [number_free(each) for each in value]
    if hasattr(value, "as_tuple"):
        return int(value) if value == int(value) else float(value)
    return value


def write_logs(groups):
    logs = client("logs")
    for logical_id, name in groups.items():
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=name)
        lines = [{"timestamp": event["timestamp"], "message": event["message"]} for page in pages for event in page["events"]]
        print(f"log group {logical_id}: {write('logs', logical_id, lines)} lines")


started = time.monotonic()
template, assets = publish_assets(Path(TEMPLATE).parent)
make_world()
resources = resources_of(deploy(client, STACK, TemplateURL=template))
print(f"deployed {len(resources)} resources and {assets} assets in {time.monotonic() - started:.1f} s")
lines = Path(EVENTS).read_text().splitlines()
put_events(lines)
print(f"put {len(lines)} events ({time.monotonic() - started:.1f} s)")
wait_until_quiet(of_type(resources, "AWS::SQS::Queue"))
print(f"quiet after {time.monotonic() - started:.1f} s")
write_tables(of_type(resources, "AWS::DynamoDB::Table"))
write_logs(of_type(resources, "AWS::Logs::LogGroup"))
