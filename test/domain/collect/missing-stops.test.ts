import { measureFinishedJob } from '../../../src/domain/collect/finished-job';
import { measureCosts } from '../../../src/domain/collect/job-costs';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { Timeline } from '../../../src/domain/job/timeline';
import { buildJobRecord } from '../../../src/domain/record/build-job-record';
import { at, ended, ran } from '../events';

test('an attempt without a time at which it stopped is measured at the end of the job', () => {
  const end = readJobEvent(ended('FAILED', 90, [{ ...ran('t1', 10, 30, 1), stoppedAt: undefined }, ran('t2', 50, 90, 137)]), []);
  const job = buildJobRecord(end, new Timeline([]), new Map());
  const points = [...measureFinishedJob(end, job, new Map()), ...measureCosts(end, job)];
  expect(points.length).toBeGreaterThan(1);
  expect(new Set(points.map(({ atMillis }) => atMillis))).toEqual(new Set([at(90)]));
});
