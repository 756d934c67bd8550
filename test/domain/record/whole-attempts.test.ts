import * as fc from 'fast-check';
import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { PurchaseOption } from '../../../src/domain/names/records';
import { elideLast, wholeAttempts } from '../../../src/domain/record/whole-attempts';
import { runs } from '../../property-runs';
import { Fold } from '../fold';
import { eventsOf, histories } from '../histories';
import { instanceArn } from '../shapes';

const REGISTRY = new Map([[instanceArn('host-1'), { purchaseOption: PurchaseOption.SPOT, instanceType: 'm7g.large' }]]);

/** A history of which some events never arrive, except the terminal one. */
const partial = fc
  .tuple(histories(false), fc.infiniteStream(fc.integer({ min: 0, max: 3 })))
  .map(([history, chances]) => eventsOf(history).filter((_, index, all) => index === all.length - 1 || chances.next().value !== 0));

const withoutReason = ({ Reason: _, ...attempt }: AttemptRecord) => attempt;

test('whole attempts of any record are the attempts that it was built from, and eliding them gives the record back', () => {
  fc.assert(
    fc.property(partial, (events) => {
      const [{ record, attempts }] = new Fold(REGISTRY).tell(...events).jobs();
      const whole = wholeAttempts(record);
      expect(whole.map(withoutReason)).toEqual(attempts.map((attempt) => withoutReason(withoutAbsent(attempt.record))));
      // An attempt without a reason of its own has that of the job, unless the job went on without it.
      whole.forEach(({ Reason }, index) => expect([attempts[index].record.Reason ?? record.StatusReason, undefined]).toContain(Reason));
      expect(whole.filter(({ Reason }, index) => Reason === undefined && attempts[index].record.Reason !== undefined)).toEqual([]);
      expect(elideLast(record, whole)).toEqual(record.Attempts);
    }),
    { numRuns: runs(400) },
  );
});

const FAILED: JobRecord = {
  RecordType: 'job',
  SchemaVersion: 1,
  JobId: 'job-1',
  Status: 'FAILED',
  StatusReason: 'stopped by the on-call engineer',
  StoppedAt: '2026-03-01T10:00:10.000Z',
  AttemptCount: 1,
  SpotInterruptions: 0,
  Attempts: [],
};

describe('the reason of the last attempt', () => {
  test('is the reason of the job where both stopped together', () => {
    const [last] = wholeAttempts({ ...FAILED, Attempts: [{ Number: 1 }] });
    expect(last.Reason).toBe('stopped by the on-call engineer');
  });

  test('is not the reason of a job that was stopped while it waited for another attempt', () => {
    const [last] = wholeAttempts({ ...FAILED, Attempts: [{ Number: 1, StoppedAt: '2026-03-01T10:00:00.000Z' }] });
    expect(last).not.toHaveProperty('Reason');
  });

  test('is not the reason of a job that went on for a second, and is where it went on for less', () => {
    const reasonWhereLastStopped = (StoppedAt: string) => wholeAttempts({ ...FAILED, Attempts: [{ Number: 1, StoppedAt }] })[0].Reason;
    expect(reasonWhereLastStopped('2026-03-01T10:00:09.000Z')).toBeUndefined();
    expect(reasonWhereLastStopped('2026-03-01T10:00:09.001Z')).toBe('stopped by the on-call engineer');
  });

  test('is the reason of a job that succeeded, however much later the job stopped', () => {
    const succeeded: JobRecord = { ...FAILED, Status: 'SUCCEEDED', StatusReason: 'Essential container in task exited' };
    const [last] = wholeAttempts({ ...succeeded, Attempts: [{ Number: 1, StoppedAt: '2026-03-01T10:00:00.000Z' }] });
    expect(last.Reason).toBe('Essential container in task exited');
  });
});

test('the times of a job that an earlier attempt has are not those of the last attempt', () => {
  const record = { ...FAILED, StartedAt: '2026-03-01T09:00:00.000Z', AttemptCount: 2 };
  const started = { Number: 1, StartedAt: '2026-03-01T09:00:00.000Z', StoppedAt: '2026-03-01T09:30:00.000Z' };
  expect(wholeAttempts({ ...record, Attempts: [started, { Number: 2 }] })[1]).not.toHaveProperty('StartedAt');
  expect(wholeAttempts({ ...record, Attempts: [{ Number: 1 }, { Number: 2 }] })[1].StartedAt).toBe(record.StartedAt);
});
