/** One record for every finished job, equal to the truth. */
import { Checked, each, Invariant } from './invariant';
import { RecordType, REDELIVERED } from '../../../src/domain/names/records';
import { JsonObject } from '../../aws/json';
import { compareRecords } from '../../compare/compare-records';
import { ChaosRun } from '../run';
import { written } from '../written-lines';

export function recordsOf({ journal }: ChaosRun): JsonObject[] {
  return written(journal.entries, 'stream')
    .map(({ document }) => document)
    .filter((document) => document.RecordType === RecordType.JOB);
}

const withoutMark = ({ [REDELIVERED]: _mark, ...record }: JsonObject): JsonObject => record;

function byJob(records: readonly JsonObject[]): Map<string, JsonObject[]> {
  const jobs = new Map<string, JsonObject[]>();
  for (const record of records) jobs.set(String(record.JobId), [...(jobs.get(String(record.JobId)) ?? []), record]);
  return jobs;
}

/** Every copy of a record is compared, not only the first. */
function equalToTruth(run: ChaosRun): Checked {
  const truth = new Map((run.day.truth as unknown as JsonObject[]).map((record) => [String(record.JobId), record]));
  return each(recordsOf(run), (record) => {
    const expected = truth.get(String(record.JobId));
    if (expected === undefined) return `${String(record.JobId)} has a record and should have none`;
    return compareRecords([expected], [withoutMark(record)]).differences[0];
  });
}

export const RECORDS: readonly Invariant[] = [
  {
    name: 'Every finished job has a record',
    check: (run) => {
      const found = new Set(recordsOf(run).map(({ JobId }) => JobId));
      return each(run.day.truth, ({ JobId }) => (found.has(JobId) ? undefined : `${JobId} has no record`));
    },
  },
  { name: 'Every record, and every copy of it, equals the truth', check: equalToTruth },
  {
    name: 'Each job has at most one record without a mark',
    check: (run) =>
      each(byJob(recordsOf(run)), ([id, records]) => {
        const plain = records.filter((record) => record[REDELIVERED] === undefined).length;
        return plain > 1 ? `${id} has ${plain} records without a mark` : undefined;
      }),
  },
];
