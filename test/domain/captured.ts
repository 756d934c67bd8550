import { readFileSync } from 'fs';
import { join } from 'path';
import { AwsEvent } from './events';

const lines = (file: string): AwsEvent[] =>
  readFileSync(join(__dirname, '../fixtures', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AwsEvent);

/** Job events as live accounts sent them. */
export const capturedJobEvents = (): AwsEvent[] => lines('captured-batch-job-events.ndjson');
/** The examples of the ECS developer guide: a container instance, a task. */
export const documentedEcsEvents = (): AwsEvent[] => lines('documented-ecs-events.ndjson');
