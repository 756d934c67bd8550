import { FailureCategory } from '../names/records';

/** What to do about each kind of failure. */
const ADVICE: Readonly<Record<FailureCategory, string>> = {
  SPOT_INTERRUPTION:
    'AWS reclaimed Spot capacity. Retry such attempts (evaluateOnExit on "Host EC2*"), write checkpoints, and allow more instance types and Availability Zones.',
  HOST_TERMINATED:
    'The host went away and was not reclaimed: it was scaled in, stopped or deregistered. Retry such attempts, and find out who terminated the instance in CloudTrail.',
  TIMEOUT: 'The job reached its own timeout. If it made progress, raise attemptDurationSeconds; if it hung, its log shows where.',
  OUT_OF_MEMORY: 'The container exceeded its memory limit. Raise the memory of the job definition, or make the program use less.',
  IMAGE_PULL:
    'The image could not be pulled. Check its name and tag, the permissions of the execution role, and the route from the subnet to the registry.',
  START_FAILURE: 'The container could not be started. Check command, entry point, mounts and secrets of the job definition.',
  DEPENDENCY_FAILED: 'A job that this one depends on failed. Look at that job.',
  ARRAY_CHILD_FAILED: 'At least one child of the array failed. Look at the failed children.',
  CANCELLED: 'A person or a program cancelled the job before it started. CloudTrail has the call CancelJob.',
  TERMINATED: 'A person or a program terminated the job. CloudTrail has the call TerminateJob.',
  QUEUE_TIME_LIMIT:
    'The job waited longer than a state time limit of its job queue allows. Raise the limit, or the capacity of the compute environments.',
  CAPACITY: 'The job could not be placed for lack of capacity. Raise maxvCpus, or allow more instance types and Availability Zones.',
  MISCONFIGURATION:
    'The definition, roles or network do not let the job be placed. Compare what it requests with its compute environment; the reason names the setting.',
  KILLED:
    'The container was killed, and no event has the cause: memory, a timeout and a reclaimed host end like this. Its log may show it.',
  NODE_STOPPED: 'The main node ended, so AWS Batch stopped this node. Look at the main node.',
  APPLICATION_ERROR: 'The program in the container failed. Read its log; the exit code is its own.',
  INFRASTRUCTURE:
    'The agent, the container runtime, a Kubernetes node or a queue failed. Retry such attempts; if it happens again, look at the instance.',
  UNKNOWN: 'AWS reported no reason. The log of the attempt and the instance may have one.',
};

/** Undefined for a category of a later version of the records. */
export const adviceOn = (category: unknown): string | undefined =>
  Object.hasOwn(ADVICE, String(category)) ? ADVICE[category as FailureCategory] : undefined;
