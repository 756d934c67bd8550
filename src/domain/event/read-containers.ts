import { TaskReading } from './job-reading';
import { knownReason } from './reason-lookups';

/** How one container of a task ended. */
export interface ContainerEnd extends Pick<TaskReading, 'exitCode' | 'containerReason' | 'logStream'> {
  readonly containerName?: string;
  readonly isEssential: boolean;
}

/** The exit codes of a process that SIGKILL or SIGTERM ended. */
const KILL_SIGNALS: readonly number[] = [137, 143];

/** Whether a container was killed, or ended without an exit code. */
export const wasKilled = (exitCode: number | undefined): boolean => exitCode === undefined || KILL_SIGNALS.includes(exitCode);

/**
 * The end of the container that represents a task with several containers. When an essential container ends, Amazon ECS stops the others; these have the
 * exit code of a kill signal and are not why the task ended. If the job succeeded, an essential container with exit code 0 represents it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_environment
 */
export function representativeOf(containers: readonly ContainerEnd[], succeeded: boolean): Omit<ContainerEnd, 'isEssential'> {
  const rank = succeeded ? rankOfSuccess : rankOfFailure;
  const [first] = containers.map((end) => ({ end, rank: rank(end) })).sort((a, b) => a.rank - b.rank);
  if (!first) return {};
  const { isEssential, ...end } = first.end;
  return end;
}

/** The first of several containers of which each has one of the same ranks is chosen. */
function rankOfFailure(end: ContainerEnd): number {
  const { isEssential, exitCode } = end;
  if (hasErrorClass(end)) return isEssential ? 0 : 1;
  if (!isEssential) return 6;
  if (exitCode === 0) return 4;
  if (exitCode === undefined) return end.containerReason === undefined ? 5 : 3;
  return wasKilled(exitCode) ? 3 : 2;
}

const rankOfSuccess = ({ isEssential, exitCode }: ContainerEnd): number => (isEssential ? 0 : 2) + (exitCode === 0 ? 0 : 1);

const hasErrorClass = ({ containerReason }: ContainerEnd): boolean => knownReason(containerReason) !== undefined;
