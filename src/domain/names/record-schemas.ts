import {
  EVENT_REJECTED_FIELDS,
  EventRejectedRecord,
  FIELDS_UNREAD_FIELDS,
  FieldsUnreadRecord,
  GROUP_METRICS_ENABLED_FIELDS,
  GroupMetricsEnabledRecord,
  IN_FLIGHT_FIELDS,
  INSTANCE_FIELDS,
  InFlightRecord,
  InstanceRecord,
  METRICS_LEFT_OUT_FIELDS,
  MetricsLeftOutRecord,
  PROCESSING_FAILED_FIELDS,
  ProcessingFailedRecord,
  QUEUE_BLOCKED_FIELDS,
  QueueBlockedRecord,
  RUN_TASK_FAILURE_FIELDS,
  RunTaskFailureRecord,
  TRANSITION_FIELDS,
  TransitionRecord,
} from './event-record-fields';
import { JOB_FIELDS, JobRecord } from './job-record-fields';
import { RecordFields } from './record-field';
import { RecordType } from './records';

/** The fields of each kind of record in the insights log groups. */
export const RECORD_SCHEMAS = {
  [RecordType.JOB]: JOB_FIELDS,
  [RecordType.QUEUE_BLOCKED]: QUEUE_BLOCKED_FIELDS,
  [RecordType.TRANSITIONS]: TRANSITION_FIELDS,
  [RecordType.IN_FLIGHT]: IN_FLIGHT_FIELDS,
  [RecordType.INSTANCE]: INSTANCE_FIELDS,
  [RecordType.RUN_TASK_FAILURE]: RUN_TASK_FAILURE_FIELDS,
  [RecordType.GROUP_METRICS_ENABLED]: GROUP_METRICS_ENABLED_FIELDS,
  [RecordType.METRICS_LEFT_OUT]: METRICS_LEFT_OUT_FIELDS,
  [RecordType.EVENT_REJECTED]: EVENT_REJECTED_FIELDS,
  [RecordType.FIELDS_UNREAD]: FIELDS_UNREAD_FIELDS,
  [RecordType.PROCESSING_FAILED]: PROCESSING_FAILED_FIELDS,
} as const satisfies Readonly<Record<(typeof RecordType)[keyof typeof RecordType], RecordFields>>;

/** Any line that a handler writes and that is no metric document. */
export type InsightsRecord =
  | JobRecord
  | QueueBlockedRecord
  | TransitionRecord
  | InFlightRecord
  | InstanceRecord
  | RunTaskFailureRecord
  | GroupMetricsEnabledRecord
  | MetricsLeftOutRecord
  | EventRejectedRecord
  | FieldsUnreadRecord
  | ProcessingFailedRecord;
