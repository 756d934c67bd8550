/** Variables of the dashboards of jobs and costs. */
export const STATUS_VARIABLE = 'Status';
export const JOB_DEFINITION_VARIABLE = 'JobDefinition';
export const JOB_VARIABLE = 'JobId';
export const TASK_VARIABLE = 'TaskId';
export const INSTANCE_VARIABLE = 'InstanceId';
export const CONTAINER_LOGS_VARIABLE = 'ContainerLogs';
export const TAG_VARIABLE = 'Tag';
export const CHECKPOINT_VARIABLE = 'CheckpointMinutes';
