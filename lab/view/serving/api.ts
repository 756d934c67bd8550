import { RequestError } from './request-error';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { wholeAttempts } from '../../../src/domain/record/whole-attempts';
import type { Dashboard } from '../dashboards/dashboard';
import { inputsOf } from '../dashboards/variable-options';
import type { Choice } from '../dashboards/variables';
import type { OutFolder } from '../out-folder';
import { TimeRange, initialRange } from '../time-range';
import { contentOf } from '../widgets/content-of';

const VARIABLE = 'variable.';

type Answer = (out: OutFolder, query: URLSearchParams) => unknown;

/** The page's questions, by path. All of them only read. */
export const API: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['/api/dashboards', listDashboards],
  ['/api/dashboard', describeDashboard],
  ['/api/widget', answerWidget],
  ['/api/job', answerJob],
  ['/api/files', (out) => out.files()],
]);

function listDashboards(out: OutFolder): unknown {
  return { newest: out.newest(), dashboards: out.dashboards().map(({ id, name, stackName }) => ({ id, name, stackName })) };
}

function describeDashboard(out: OutFolder, query: URLSearchParams): unknown {
  const dashboard = findDashboard(out, query);
  const widgets = dashboard.widgets.map(({ type, x, y, width, height, properties }, index) => ({
    index,
    type,
    x,
    y,
    width,
    height,
    title: typeof properties.title === 'string' ? properties.title : '',
  }));
  const { id, name, problem } = dashboard;
  return {
    id,
    name,
    problem,
    widgets,
    variables: inputsOf(dashboard.variables, out.metrics()),
    range: initialRange(dashboard, out.newest()),
  };
}

function answerWidget(out: OutFolder, query: URLSearchParams): unknown {
  const dashboard = findDashboard(out, query);
  const widget = dashboard.withChoice(choiceOf(query))[Number(required(query, 'index'))];
  if (!widget) throw new RequestError(404, `Dashboard "${dashboard.id}" has no widget ${required(query, 'index')}`);
  return contentOf(widget, dashboard, out, rangeOf(query));
}

function answerJob(out: OutFolder, query: URLSearchParams): unknown {
  const id = required(query, 'id');
  const record = out.job(id);
  if (!record) throw new RequestError(404, `There is no record of job "${id}"`);
  return { ...record, Attempts: wholeAttempts(record as unknown as JobRecord) };
}

function findDashboard(out: OutFolder, query: URLSearchParams): Dashboard {
  const id = required(query, 'dashboard');
  const dashboard = out.dashboards().find((candidate) => candidate.id === id);
  if (!dashboard) throw new RequestError(404, `There is no dashboard "${id}"`);
  return dashboard;
}

function rangeOf(query: URLSearchParams): TimeRange {
  const [start, end] = ['start', 'end'].map((name) => Number(required(query, name)));
  if (!Number.isFinite(start) || !Number.isFinite(end) || start >= end) {
    throw new RequestError(400, 'start and end are milliseconds since 1970, start before end');
  }
  return { start, end };
}

/** Chosen values, each as `variable.ID`. */
const choiceOf = (query: URLSearchParams): Choice =>
  new Map([...query].filter(([name]) => name.startsWith(VARIABLE)).map(([name, value]) => [name.slice(VARIABLE.length), value]));

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') throw new RequestError(400, `The parameter "${name}" is missing`);
  return value;
}
