/** Sources of the events that the rules match. */
export const EventSource = {
  BATCH: 'aws.batch',
  ECS: 'aws.ecs',
  EC2: 'aws.ec2',
  AUTO_SCALING: 'aws.autoscaling',
  S3: 'aws.s3',
  THIS_LIBRARY: 'cdk-batch-insights',
} as const;

/** Detail types of the events that the rules match, and of what this library sends to itself and to its users. */
export const DetailType = {
  JOB_STATE_CHANGE: 'Batch Job State Change',
  JOB_QUEUE_BLOCKED: 'Batch Job Queue Blocked',
  CONTAINER_INSTANCE_STATE_CHANGE: 'ECS Container Instance State Change',
  SPOT_INTERRUPTION_WARNING: 'EC2 Spot Instance Interruption Warning',
  REBALANCE_RECOMMENDATION: 'EC2 Instance Rebalance Recommendation',
  INSTANCE_STATE_CHANGE: 'EC2 Instance State-change Notification',
  INSTANCE_LAUNCHED: 'EC2 Instance Launch Successful',
  OBJECT_CREATED: 'Object Created',
  API_CALL: 'AWS API Call via CloudTrail',
  /** Messages of this library to itself. */
  FINISHED_JOB_WAITING: 'Finished Job Waiting',
  INSTANCE_LOOKUP: 'Instance Lookup',
  INSTANCE_LEFT: 'Instance Left',
  STATE_ENTRIES_WAITING: 'State Entries Waiting',
  GROUP_CHECK: 'Auto Scaling Group Check',
  PRICE_LOOKUP: 'Price Lookup',
  PRICE_REFRESH: 'Price Refresh',
  /** Events of this library to its users. */
  JOB_FAILED: 'Job Failed',
  JOB_SUCCEEDED: 'Job Succeeded',
  QUEUE_BLOCKED: 'Job Queue Blocked',
} as const;
export type DetailType = (typeof DetailType)[keyof typeof DetailType];
