import { actionsOf, textOf } from './elements';
import { at, frame, listRow, place, SCREEN } from './frames';
import { DOCUMENTATION } from '../../../src/domain/explorer/documentation';
import { ganttPage } from '../../../src/domain/explorer/gantt-page';
import { jsonHtml } from '../../../src/domain/explorer/html';
import { footer, NO_ANSWER } from '../../../src/domain/explorer/page';
import { timeAxis } from '../../../src/domain/explorer/time-axis';
import { GROUPINGS, VIEWS } from '../../../src/domain/explorer/views';

const show = (by: (typeof GROUPINGS)[number]) =>
  ganttPage(frame(), place({ view: 'gantt', by }), { rows: [listRow({ StartedAt: at(-5) })], limit: 10, bytesScanned: 12_300_000 });

describe('the page of a Gantt chart', () => {
  test.each([
    ['queue', 'job queue'],
    ['instance', 'instance'],
    ['type', 'instance type'],
    ['purchase-option', 'purchase option'],
  ] as const)('by %s links the other groupings, and has this one in bold', (by, title) => {
    const page = show(by);
    expect(textOf(page)).toContain(`Jobs by ${title} Group by job queue , instance , instance type , purchase option`);
    expect(page.text).toContain(`<b>${title}</b>`);
    expect(page.text).toContain('<b>Timeline</b>');
    expect(actionsOf(page).flatMap((action) => action.by ?? [])).toEqual(GROUPINGS.filter((each) => each !== by));
  });

  test('says what a bar is and what was read, and nothing of jobs that are left out if none are', () => {
    expect(textOf(show('queue'))).toMatch(/From the start of the first attempt to the end of the job.* Logs Insights read 12\.3 MB/);
    expect(textOf(show('queue'))).not.toContain('there are more');
  });
});

test('a page that asked for nothing read nothing', () => {
  expect(NO_ANSWER.rows).toEqual([]);
  expect(textOf(footer([NO_ANSWER]))).toContain('read 0 B');
});

test('a time axis is as exact as its steps are', () => {
  const labels = (length: number): string[] => {
    const { svg } = timeAxis(SCREEN, [SCREEN.start, SCREEN.start + length], { left: 0, right: 900, top: 20, bottom: 40 });
    return textOf(svg).split(' ');
  };
  expect(labels(600_000)).toContain('12:01');
  expect(labels(8_000)).toContain('12:00:01');
  expect(labels(0)).toEqual(['12:00:00']);
});

test('the times of an axis do not touch each other, however long it is', () => {
  for (let length = 1_000; length < 40 * 86_400_000; length *= 1.13) {
    const { svg } = timeAxis(SCREEN, [SCREEN.start, SCREEN.start + length], { left: 170, right: 1110, top: 20, bottom: 40 });
    const places = [...svg.text.matchAll(/<text x="([^"]+)"/g)].map(([, x]) => Number(x));
    expect(Math.min(...places.slice(1).map((x, index) => x - places[index]))).toBeGreaterThan(50);
  }
});

test('the documentation names every view and every grouping', () => {
  for (const name of [...VIEWS, ...GROUPINGS]) expect(DOCUMENTATION).toContain(`\`${name}\``);
});

test('JSON in HTML has four digits for each character that is escaped', () => {
  expect(JSON.parse(jsonHtml({ id: '<é>' }).text)).toEqual({ id: '<é>' });
});
