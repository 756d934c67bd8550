"""Deploys stacks into MiniStack."""

import sys


def deploy(client, stack, **template):
    """Creates a stack from a TemplateBody or a TemplateURL, and returns CloudFormation's client. If the stack cannot be created, the program ends with the reasons."""
    cloudformation = client("cloudformation")
    client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String", Overwrite=True)
    cloudformation.create_stack(StackName=stack, Capabilities=["CAPABILITY_IAM"], **template)
    try:
        cloudformation.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    except Exception as error:
        for event in cloudformation.describe_stack_events(StackName=stack)["StackEvents"]:
            if "FAILED" in event["ResourceStatus"]:
                print(event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason"))
        sys.exit(f"MiniStack did not create the stack {stack}: {error}")
    return cloudformation
