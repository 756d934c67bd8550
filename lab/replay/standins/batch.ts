import { ComputeEnvironment, World } from './world';
import { JsonObject } from '../../aws/json';
import { Answer } from '../servers/answer';

interface Request {
  computeEnvironments?: string[];
  maxResults?: number;
  nextToken?: string;
}

/** Batch DescribeComputeEnvironments: all of them, or those asked for; an unknown name is simply not in the answer. */
export function describeComputeEnvironments({ ComputeEnvironments }: World, body: string): Answer {
  const { computeEnvironments: asked = [], maxResults = 100, nextToken } = (body === '' ? {} : JSON.parse(body)) as Request;
  const found = ComputeEnvironments.filter(({ Name, Arn }) => asked.length === 0 || asked.includes(Name) || asked.includes(Arn ?? ''));
  const start = Number(nextToken ?? 0);
  const end = start + Math.min(maxResults, 100);
  const output: JsonObject = { computeEnvironments: found.slice(start, end).map(describe) };
  if (end < found.length) output.nextToken = String(end);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}

function describe({ Name, Type, Arn, EcsClusterArn, Uuid }: ComputeEnvironment): JsonObject {
  const isManaged = Type !== 'UNMANAGED';
  const described: JsonObject = {
    computeEnvironmentName: Name,
    type: isManaged ? 'MANAGED' : 'UNMANAGED',
    state: 'ENABLED',
    status: 'VALID',
    statusReason: 'ComputeEnvironment Healthy',
    containerOrchestrationType: Type === 'EKS' ? 'EKS' : 'ECS',
  };
  if (Arn !== undefined) described.computeEnvironmentArn = Arn;
  if (EcsClusterArn !== undefined) described.ecsClusterArn = EcsClusterArn;
  if (Uuid !== undefined) described.uuid = Uuid;
  if (isManaged) described.computeResources = { type: Type === 'EKS' ? 'EC2' : Type };
  return described;
}
