/** Which places of which shape must hold a canary: written apart from what plants them, so that one that is forgotten is missed. */

const OF_A_JOB = ['parameter', 'tag', 'future-field', 'refused-value'];
const OF_A_CONTAINER = [
  'command',
  'argument',
  'entry-point',
  'environment-name',
  'environment-value',
  'environment-file',
  'secret-arn',
  'secret-name',
  'registry-credentials',
  'image',
  'role',
  'ulimit',
  'volume',
  'mount',
  'device',
  'user',
  'log-option',
  'log-secret',
  'firelens',
];
/** Where a reason quotes an address. */
const OF_A_FAILURE = ['attempt-environment', 'address'];
const OF_A_POD = ['label', 'annotation', 'pod-environment'];

export const PLACES_OF: Readonly<Record<string, readonly string[]>> = {
  ec2: [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_FAILURE],
  fargate: [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_FAILURE],
  containers: [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_FAILURE],
  eks: [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_POD, ...OF_A_FAILURE],
  'array-parent': [...OF_A_JOB, ...OF_A_CONTAINER],
  'array-child': [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_FAILURE],
  'multi-node-parent': [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_POD],
  node: [...OF_A_JOB, ...OF_A_CONTAINER, ...OF_A_FAILURE],
  'job-queue-blocked': [...OF_A_JOB, ...OF_A_CONTAINER],
  'container-instance': ['attribute', 'tag', 'attachment', 'capacity-provider', 'refused-value'],
  'ec2-instance': ['tag', 'refused-value'],
  runtask: ['command', 'environment-value', 'role', 'tag', 'subnet', 'image', 'access-key', 'user', 'refused-value'],
  'auto-scaling': ['tag', 'cause', 'user', 'refused-value'],
  collector: ['poison'],
  registry: ['poison'],
  'run-task': ['poison'],
  groups: ['poison'],
  pricing: ['poison'],
  history: ['poison'],
  'history-line': ['poison'],
};
