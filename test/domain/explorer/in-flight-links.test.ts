import { actionsOf } from './elements';
import { at, frame } from './frames';
import { inFlightPage } from '../../../src/domain/explorer/in-flight-page';
import { page } from '../../../src/domain/explorer/page';

test('the counts of jobs in flight lead to lists of the jobs that they count, except of none', () => {
  const counted = { At: at(0), JobQueue: 'genomics', Submitted: '0', Pending: '0', Runnable: '1200', Starting: '0', Running: '7' };
  const lists = actionsOf(inFlightPage(frame(), { rows: [counted], bytesScanned: 0 })).filter(({ view }) => view === 'in-flight-jobs');
  expect(lists).toEqual([
    { view: 'in-flight-jobs', queue: 'genomics', status: 'RUNNABLE' },
    { view: 'in-flight-jobs', queue: 'genomics', status: 'RUNNING' },
    { view: 'in-flight-jobs' },
  ]);
});

test.each([
  [true, 'in-flight', 'in-flight'],
  [true, 'in-flight-jobs', 'in-flight'],
  [false, 'in-flight-jobs', 'in-flight-jobs'],
] as const)('with snapshots %p, the tab on %s leads to %s', (hasSnapshots, from, to) => {
  const shown = page({ ...frame(), hasSnapshots }, from);
  expect(actionsOf(shown).map(({ view }) => view)).toEqual(['search', 'gantt', 'costs', to]);
  expect(shown.text).toContain('<b>In flight</b>');
});
