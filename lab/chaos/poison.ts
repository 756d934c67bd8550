/** Events that a rule accepts and that no handler can read. */
import { pick, roll } from './roll';
import { DetailType, EventSource } from '../../src/domain/names/events';
import { JsonObject } from '../aws/json';

const JOB = { source: EventSource.BATCH, type: DetailType.JOB_STATE_CHANGE };
const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/AWSBatch-od-x86-00000000-0000-4000-a000-000000000000';

/** Each lacks what its reader cannot do without, or has it in a form that it is not. */
const SHAPES: readonly { readonly source: string; readonly type: string; readonly detail: JsonObject }[] = [
  { ...JOB, detail: { status: 'RUNNING' } },
  { ...JOB, detail: { jobId: 7, status: 'RUNNING' } },
  { ...JOB, detail: { jobId: { S: 'x' }, status: 'SUCCEEDED' } },
  { ...JOB, detail: { jobId: 'poison' } },
  { ...JOB, detail: { jobId: 'poison', status: 'DONE' } },
  { source: EventSource.ECS, type: DetailType.CONTAINER_INSTANCE_STATE_CHANGE, detail: { clusterArn: CLUSTER, status: 'ACTIVE' } },
  { source: EventSource.EC2, type: DetailType.SPOT_INTERRUPTION_WARNING, detail: { 'instance-action': 'terminate' } },
];

export function poisonOf(seed: number, count: number, time: string): JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const { source, type, detail } = pick(SHAPES, roll(seed, 'poison', index));
    return {
      version: '0',
      id: `poison-${seed}-${index}`,
      'detail-type': type,
      source,
      account: '123456789012',
      time,
      region: 'us-east-1',
      resources: [],
      detail,
    };
  });
}
