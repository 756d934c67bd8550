import { actionsOf, elementsOf, forbiddenIn, textOf } from './elements';
import { frame, HOSTILE_CASES, listRow, place, reportFrame } from './frames';
import { Row } from '../../../src/domain/explorer/page';
import { Place } from '../../../src/domain/explorer/request';
import { searchPage } from '../../../src/domain/explorer/search-page';

const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => listRow({ JobId: `id-${index}` }));
const show = (found: readonly Row[], given: Partial<Place> = {}, screen = {}) =>
  searchPage(frame(screen), place(given), { rows: found, limit: 10_000, bytesScanned: 12_345_678 });

describe('a search page', () => {
  test('has a form with what was typed, and a list', () => {
    const page = show([listRow({ FailureCategory: 'TIMEOUT', Status: 'FAILED', CostUsd: '0.0123' })], { job: 'al', status: 'FAILED' });
    expect(page.text).toContain('<input type="text" name="job" value="al"/>');
    expect(page.text).toContain('<option value="FAILED" selected>');
    expect(textOf(page)).toContain('2026-11-20 11:00:00 align FAILED TIMEOUT genomics align:7 5 s 1 h 01 min 1 $0.01');
    expect(textOf(page)).toContain('1 to 1 of 1 read.');
    expect(textOf(page)).toContain('Logs Insights read 12.3 MB');
  });

  test('links each job, and the form sends what is in it', () => {
    const actions = actionsOf(show([listRow()]));
    expect(actions).toContainEqual({ view: 'job', id: 'id-1' });
    expect(actions).toContainEqual({ view: 'search', form: true });
  });

  test('is empty where nothing was found, and says how to find more', () => {
    expect(textOf(show([]))).toContain('No job finished in the time range of the dashboard.');
    expect(textOf(show([], { job: 'x' }))).toContain('fewer criteria, may find it');
  });

  test('has pages, whose links keep the criteria', () => {
    const first = show(rows(120), { job: 'al', page: 0 });
    expect(textOf(first)).toContain('1 to 50 of 120 read. Next');
    expect(actionsOf(first)).toContainEqual({ view: 'search', job: 'al', by: 'queue', page: 1 });
    expect(textOf(show(rows(120), { page: 1 }))).toContain('51 to 100 of 120 read. Previous Next');
    expect(textOf(show(rows(120), { page: 2 }))).toMatch(/101 to 120 of 120 read. Previous (?!Next)/);
    expect(textOf(show(rows(120), { page: 99 }))).toContain('101 to 120 of 120');
  });

  test('shows a job once whose record was delivered twice', () => {
    expect(textOf(show([listRow(), listRow(), listRow({ JobId: 'id-2' })]))).toContain('1 to 2 of 2');
  });

  test('names what is an array, and what is its child', () => {
    expect(textOf(show([listRow({ ArraySize: '1200' })]))).toContain('align (array of 1,200)');
    expect(textOf(show([listRow({ ArrayIndex: '7' })]))).toContain('align [7]');
    expect(textOf(show([{ JobId: 'id-9' }]))).toContain('id-9');
  });

  test('says if the limit cut the list', () => {
    const page = searchPage(frame(), place(), { rows: rows(10), limit: 10, bytesScanned: 0 });
    expect(textOf(page)).toContain('Only 10 jobs were read: there are more.');
  });

  test('leaves columns out on a phone, and nothing is wider than its box', () => {
    expect(textOf(show([listRow()], {}, { width: 340 }))).not.toContain('Definition Waited');
    expect(show([listRow()], {}, { width: 340 }).text).toContain('overflow-x: auto');
  });

  test('is dark where the dashboard is', () => {
    expect(show([listRow()], {}, { theme: 'dark' }).text).toContain('color: #e6eaee');
    expect(show([listRow()]).text).toContain('color: #0f141a');
  });

  test('has neither form nor links in a file', () => {
    const page = searchPage(reportFrame(), place(), { rows: rows(60), limit: 100, bytesScanned: 0 });
    expect(page.text).not.toMatch(/<form|cwdb-action|<nav/);
  });

  test.each(HOSTILE_CASES)('has the same elements for a job named %s', (_, text) => {
    const all = (value: string) =>
      show(
        [listRow({ JobId: value, JobName: value, JobQueue: value, JobDefinition: value, StoppedAt: value, TotalRunningSeconds: value })],
        {
          job: value,
          queue: value,
          definition: value,
          reason: value,
        },
      );
    const page = all(text);
    expect(elementsOf(page)).toEqual(elementsOf(all('benign')));
    expect(forbiddenIn(page)).toEqual([]);
  });
});
