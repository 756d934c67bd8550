import { render } from './dashboard-fixture';

/** The 22 widgets of the dashboard in AWS's sample, and what is here in place of each. */
const SUCCESSORS: ReadonlyArray<readonly [section: string, widget: string, view: string, successor: string]> = [
  ['Batch jobs overview', 'heading', 'text', '## Overview'],
  ['Batch jobs overview', 'Succeeded / Failed ratio', 'pie', 'Succeeded and failed jobs (jobs)'],
  ['Batch jobs overview', 'Latest jobs', 'table', 'Latest jobs (newest 100 jobs)'],
  ['Job placement analysis', 'heading', 'text', '## Placement'],
  ['Job placement analysis', 'Jobs run per Instance type', 'bar', 'Jobs per instance type (jobs)'],
  ['Job placement analysis', 'Jobs run per Availability Zone', 'pie', 'Jobs per Availability Zone (jobs)'],
  ['Job placement analysis', 'Jobs run per CPU architecture', 'pie', 'Jobs per CPU architecture (jobs)'],
  ['CPU architecture analysis', 'heading', 'text', '## By CPU architecture'],
  ['CPU architecture analysis', 'Succeeded rate', 'bar', 'Success rate by CPU architecture (%)'],
  ['CPU architecture analysis', 'Average RUNNABLE duration (minutes)', 'bar', 'RUNNABLE duration by CPU architecture (minutes)'],
  ['CPU architecture analysis', 'Average STARTING duration (minutes)', 'bar', 'STARTING duration by CPU architecture (minutes)'],
  ['CPU architecture analysis', 'Average RUNNING duration (minutes)', 'bar', 'RUNNING duration by CPU architecture (minutes)'],
  ['Job definition analysis', 'heading', 'text', '## By job definition'],
  ['Job definition analysis', 'Succeeded rate', 'bar', 'Success rate by job definition (%)'],
  ['Job definition analysis', 'Average RUNNABLE duration (minutes)', 'bar', 'RUNNABLE duration by job definition (minutes)'],
  ['Job definition analysis', 'Average STARTING duration (minutes)', 'bar', 'STARTING duration by job definition (minutes)'],
  ['Job definition analysis', 'Average RUNNING duration (minutes)', 'bar', 'RUNNING duration by job definition (minutes)'],
  ['Job queue analysis', 'heading', 'text', '## By job queue'],
  ['Job queue analysis', 'Succeeded rate', 'bar', 'Success rate by job queue (%)'],
  ['Job queue analysis', 'Average RUNNABLE duration (minutes)', 'bar', 'RUNNABLE duration by job queue (minutes)'],
  ['Job queue analysis', 'Average STARTING duration (minutes)', 'bar', 'STARTING duration by job queue (minutes)'],
  ['Job queue analysis', 'Average RUNNING duration (minutes)', 'bar', 'RUNNING duration by job queue (minutes)'],
];

const { widgets } = render();

test('the list is that of all 22 widgets', () => {
  expect(SUCCESSORS).toHaveLength(22);
});

test.each(SUCCESSORS)('%s: %s (%s) lives on in %s', (_section, _widget, view, successor) => {
  const found = widgets.find(({ properties }) => properties.title === successor || properties.markdown?.startsWith(`${successor}\n`));
  expect(found?.properties.view ?? found?.type).toBe(view);
});

test('durations show percentiles beside the average', () => {
  const durations = widgets.filter(({ properties }) => / duration by /.test(properties.title ?? ''));
  expect(durations).toHaveLength(9);
  durations.forEach(({ properties }) => expect(properties.query).toMatch(/\| display \w+, Average, Median, P95$/));
});
