import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { queueBlockedRecord } from '../../../src/domain/record/queue-blocked';
import { iso, JOB_ID, queueBlocked } from '../events';

test.each([
  ['CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [p5.48xlarge]', 'CAPACITY'],
  ['MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS – Batch service role has a permission issue.', 'MISCONFIGURATION'],
  ['ACTION_REQUIRED', 'MISCONFIGURATION'],
  ['UNDETERMINED', 'UNKNOWN'],
  ['in words that are not known yet', 'UNKNOWN'],
])('a queue blocked by %s is recorded', (reason, category) => {
  expect(queueBlockedRecord(readJobEvent(queueBlocked(reason, 60), []))).toEqual({
    RecordType: 'queue-blocked',
    SchemaVersion: 1,
    JobId: JOB_ID,
    JobName: 'encode-intro',
    JobQueue: 'urgent',
    JobDefinition: 'encode:7',
    Reason: reason,
    Category: category,
    BlockedAt: iso(60),
  });
});
