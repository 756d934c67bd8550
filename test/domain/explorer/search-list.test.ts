import { actionsOf } from './elements';
import { frame, listRow, place } from './frames';
import { Row } from '../../../src/domain/explorer/page';
import { Place } from '../../../src/domain/explorer/request';
import { searchPage } from '../../../src/domain/explorer/search-page';

const textOf = (found: readonly Row[], given: Partial<Place> = {}, width = 1200): string =>
  searchPage(frame({ width }), place(given), { rows: found, limit: 10_000, bytesScanned: 0 }).text;
const matches = (text: string, pattern: RegExp): string[][] => [...text.matchAll(pattern)].map(([, ...groups]) => groups);

test('the form has a label for each criterion', () => {
  const form = textOf([listRow()]);
  expect(matches(form, /<label>([^<]*)<(input type="text"|select) name="(\w+)"/g)).toEqual([
    ['Job id, or part of the name', 'input type="text"', 'job'],
    ['Job queue', 'input type="text"', 'queue'],
    ['Job definition', 'input type="text"', 'definition'],
    ['Status', 'select', 'status'],
    ['Failure category', 'select', 'category'],
    ['Text of the reason', 'input type="text"', 'reason'],
  ]);
  expect(form).toMatch(/<a class="btn bx-go">Search<\/a>/);
});

test('a choice has its values, of which the chosen one is selected', () => {
  const options = (given: Partial<Place>) => matches(textOf([listRow()], given), /<select name="status">(.*?)<\/select>/g)[0][0];
  const any = '<option value="">any</option>';
  expect(options({})).toBe(`${any}<option value="SUCCEEDED">SUCCEEDED</option><option value="FAILED">FAILED</option>`);
  expect(options({ status: 'SUCCEEDED' })).toBe(
    `${any}<option value="SUCCEEDED" selected>SUCCEEDED</option><option value="FAILED">FAILED</option>`,
  );
});

const headers = (found: readonly Row[], width?: number): string[][] =>
  matches(textOf(found, {}, width), /<th class="(\w*)">([^<]*)<\/th>/g);

test('the list has its columns, those of failures and costs where a job has them, and fewer on a phone', () => {
  const always = [
    ['', 'Stopped'],
    ['wide', 'Job'],
    ['', 'Status'],
    ['wide', 'Queue'],
    ['wide', 'Definition'],
    ['num', 'Waited'],
    ['num', 'Ran'],
    ['num', 'Attempts'],
  ];
  expect(headers([listRow(), listRow({ JobId: 'id-2' })])).toEqual(always);
  const some = [listRow(), listRow({ JobId: 'id-2', FailureCategory: 'TIMEOUT', CostUsd: '0.5' })];
  expect(headers(some)).toEqual([...always.slice(0, 3), ['', 'Failure'], ...always.slice(3), ['num', 'Cost']]);
  expect(headers([listRow()], 400).map(([, title]) => title)).toEqual(['Stopped', 'Job', 'Status', 'Ran']);
});

test('a status has the colour of its outcome', () => {
  expect(textOf([listRow()])).toContain('<span class="ok">SUCCEEDED</span>');
  expect(textOf([listRow({ Status: 'FAILED' })])).toContain('<span class="bad">FAILED</span>');
});

test('a page has fifty jobs, and links to the pages beside it', () => {
  const found = Array.from({ length: 150 }, (_, index) => listRow({ JobId: `id-${index}` }));
  const pagesOf = (page: number) => {
    const { text } = searchPage(frame(), place({ page }), { rows: found, limit: 10_000, bytesScanned: 0 });
    const numbers = actionsOf({ text } as never).flatMap((action) => (typeof action.page === 'number' ? [action.page] : []));
    return [numbers, matches(text, /<tr><td/g).length];
  };
  expect([0, 1, 2].map(pagesOf)).toEqual([
    [[1], 50],
    [[0, 2], 50],
    [[1], 50],
  ]);
});

test('the search is the page that is marked in the navigation', () => {
  expect(textOf([listRow()])).toMatch(/<nav><span>[^]*?<b>Search<\/b>/);
});
