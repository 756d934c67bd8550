import { INVARIANTS } from '../../../lab/chaos/invariants';
import { Fault } from '../../../lab/chaos/plan';
import { MANY, Report } from '../../../lab/chaos/report';

/** After as many runs, in each of which every fault was injected and every invariant looked at. */
function after(runs: number): Report {
  const report = new Report();
  report.runs = runs;
  for (const fault of Object.values(Fault)) report.faults.add(fault, runs);
  for (const { name } of INVARIANTS) report.verdicts.set(name, { runs, checked: runs, broken: 0 });
  return report;
}

describe('GIVEN many runs of chaos', () => {
  test('WHEN each came upon everything THEN nothing is missed', () => {
    expect(after(MANY).unseen()).toEqual([]);
  });

  test('WHEN a fault was never injected or an invariant never looked at THEN it is named', () => {
    const report = after(MANY);
    report.faults.counts.delete(Fault.OUTAGE);
    report.verdicts.set('Queues are empty', { runs: MANY, checked: 0, broken: 0 });
    expect(report.unseen()).toEqual([`${Fault.OUTAGE}: in no run`, 'Queues are empty: looked at in no run']);
  });

  test('WHEN there were few THEN faults that did not occur are not reported', () => {
    expect(new Report().unseen()).toEqual([]);
  });
});
