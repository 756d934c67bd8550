import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The ARN of a workspace, or of all: it has a slash before `workspaces`. */
export const workspaceArn = (scope: IConstruct, workspaceId: string): string =>
  Stack.of(scope).formatArn({ service: 'grafana', resource: '/workspaces', resourceName: workspaceId });
