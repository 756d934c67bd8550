import { Fields } from './fields';
import { JobReading } from './job-reading';
import { firstTask } from './read-tasks';

/** Stands for a value that is there and cannot be read. */
const UNREAD = 'UNREAD';

/** Reads the platform that a job on AWS Fargate requests. All tasks of a job have the same. */
export function readRuntimePlatform(detail: Fields): Pick<JobReading, 'cpuArchitecture' | 'operatingSystemFamily'> {
  const task = firstTask(detail.object('ecsProperties')) ?? detail.object('container');
  const platform = task?.object('runtimePlatform');
  const read = (name: string): string | undefined => platform?.optionalName(name) || (platform?.has(name) ? UNREAD : undefined);
  return { cpuArchitecture: read('cpuArchitecture'), operatingSystemFamily: read('operatingSystemFamily') };
}
