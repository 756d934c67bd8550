import { actionsOf, textOf } from './elements';
import { frame, JOB_ID, listRow, place, reportFrame } from './frames';
import { jobPage } from '../../../src/domain/explorer/job-page';
import { readRequest } from '../../../src/domain/explorer/request';
import { searchPage } from '../../../src/domain/explorer/search-page';

const rows = Array.from({ length: 60 }, (_, index) => listRow({ JobId: `id-${index}` }));
const list = (given: Parameters<typeof place>[0]) => searchPage(frame(), place(given), { rows, limit: 100, bytesScanned: 0 });
const jobLinks = (given: Parameters<typeof place>[0]) => actionsOf(list(given)).filter(({ view }) => view === 'job');

test('a job of a list with criteria knows them, and the page', () => {
  expect(jobLinks({ status: 'FAILED', page: 1 })[0]).toEqual({ status: 'FAILED', from: 1, view: 'job', id: 'id-50' });
  expect(jobLinks({ queue: 'genomics' })[0]).toEqual({ queue: 'genomics', from: 0, view: 'job', id: 'id-0' });
  expect(jobLinks({ page: 1 })[0]).toEqual({ from: 1, view: 'job', id: 'id-50' });
});

test('a job of the first page of all jobs needs no way back: the search is that page', () => {
  expect(jobLinks({})[0]).toEqual({ view: 'job', id: 'id-0' });
});

test('the page of a job leads back to its list', () => {
  const page = jobPage(frame(), place({ view: 'job', id: JOB_ID, status: 'FAILED', from: 2 }), { id: JOB_ID, answers: [] });
  expect(textOf(page)).toContain('Back to the list');
  expect(actionsOf(page)).toContainEqual({ view: 'search', page: 2, status: 'FAILED', by: 'queue' });
});

test('there is no way back without a list, nor in a file', () => {
  const findings = { id: JOB_ID, answers: [] };
  expect(textOf(jobPage(frame(), place({ view: 'job' }), findings))).not.toContain('Back to the list');
  expect(textOf(jobPage(reportFrame(), place({ view: 'job', from: 0 }), findings))).not.toContain('Back to the list');
});

test.each([
  [undefined, undefined],
  ['x', undefined],
  [1.4, 1],
  [-3, 0],
  [1e9, 1000],
])('%p is the page %p of the list', (from, page) => {
  expect(readRequest({ from }, 0).place.from).toBe(page);
});
