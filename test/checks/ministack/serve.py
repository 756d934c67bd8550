"""MiniStack, with six things changed that nothing can be seen without.

1. PutEvents takes what only AWS's services may send. As in AWS, it refuses sources that begin with "aws.", and stamps each event with the time of the
   call. The events that matter here come from AWS Batch, ECS, EC2 and CloudTrail, at times of their own. So each entry is put as MiniStack's own
   emitters put theirs, and keeps its time.
2. Delayed messages wait a tenth of their delay: the longest is five minutes, and nothing else happens meanwhile.
3. Requests count as sent over TLS: they do not leave the machine, and the queues refuse others. (They do: without this, everyone is denied.)
4. SendMessageBatch needs the permission sqs:SendMessage, as in AWS, where no action has the name that MiniStack asks for.
5. DescribeContainerInstances is about container instances, as in AWS, where MiniStack asks for a permission on their cluster.
6. A message was sent at the time of its event, as where EventBridge delivers promptly. An event that was sent hours later looks redriven.

Stacks, roles and policies, patterns, targets, queues, functions, tables and logs are MiniStack's.
"""

import json
import threading
from datetime import datetime

from ministack import app
from ministack.core import iam_actions
from ministack.services import eventbridge, sqs

FASTER = 10

put_events, now, send_message = eventbridge._put_events, eventbridge._now_ts, sqs._act_send_message
receive_messages = sqs._receive_messages_for_esm
pin_request_origin, action_of, resource_of = app.pin_request_origin, iam_actions.extract_iam_action, iam_actions.extract_resource_arn
entry_at_hand = threading.local()


def time_of_the_entry():
    return getattr(entry_at_hand, "time", None) or now()


def put_as_a_service(data, allow_aws_source=False):
    entries = data.get("Entries", [])
    if len(entries) != 1:
        return put_events(data, allow_aws_source)
    entry_at_hand.time = entries[0].get("Time")
    try:
        return put_events(data, allow_aws_source=True)
    finally:
        entry_at_hand.time = None


def send_sooner(data, url):
    delay = data.get("DelaySeconds")
    return send_message(data if delay is None else {**data, "DelaySeconds": int(delay) // FASTER}, url)


def receive_as_delivered_promptly(*request):
    return [sent_with_its_event(message) for message in receive_messages(*request)]


def sent_with_its_event(message):
    time = json.loads(message["body"]).get("time")
    return message if time is None else {**message, "sent_at": datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()}


def documented_action(*request, **options):
    action = action_of(*request, **options)
    return "sqs:SendMessage" if action == "sqs:SendMessageBatch" else action


def documented_resource(service, method, path, headers, body, *more):
    if service == "ecs" and headers.get("x-amz-target", "").endswith(".DescribeContainerInstances"):
        return json.loads(body)["containerInstances"][0]
    return resource_of(service, method, path, headers, body, *more)


iam_actions.extract_resource_arn = documented_resource
iam_actions.extract_iam_action = documented_action
app.pin_request_origin = lambda address, _secure: pin_request_origin(address, True)
eventbridge._now_ts = time_of_the_entry
eventbridge._put_events = put_as_a_service
sqs._act_send_message = send_sooner
sqs._receive_messages_for_esm = receive_as_delivered_promptly
app.main()
