import { RequestError } from './request-error';
import { customContent } from '../../explorer/custom-widget';
import type { GrafanaDashboard } from '../../grafana/dashboard';
import { Range, choiceIn } from '../../grafana/scope';
import type { Dashboard, Widget } from '../dashboards/dashboard';
import { inputsOf } from '../dashboards/variable-options';
import type { Choice } from '../dashboards/variables';
import { grafanaOf } from '../grafana/grafana';
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
  ['/api/files', (out) => out.files()],
]);

/** One with parameters of its own shows one thing, such as a job's next run, and no job can be shown there. */
const isExplorer = ({ type, properties }: Widget): boolean => type === 'custom' && properties.params === undefined;

/** Those of Grafana by their uid, as their links name them. `explorer` is the one on which a job can be shown, if the app has it. */
function listDashboards(out: OutFolder): unknown {
  const ofCloudWatch = out.dashboards().map(({ id, name, stackName }) => ({ id, name, stackName, of: 'CloudWatch' }));
  const explorer = out.dashboards().find(({ widgets }) => widgets.some(isExplorer))?.id;
  const ofGrafana = grafanaOf(out).dashboards.map(({ stackName, dashboard: { uid, title } }) => ({
    id: uid,
    name: title,
    stackName,
    of: 'Grafana',
  }));
  return { newest: out.newest(), dashboards: [...ofCloudWatch, ...ofGrafana], explorer };
}

function describeDashboard(out: OutFolder, query: URLSearchParams): unknown {
  const grafana = findGrafana(out, query);
  if (grafana) {
    return grafanaOf(out).describe(grafana, choiceIn(grafana.templating.list, query), query.has('start') ? grafanaRange(query) : undefined);
  }
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

async function answerWidget(out: OutFolder, query: URLSearchParams): Promise<unknown> {
  const grafana = findGrafana(out, query);
  if (grafana) {
    const view = { choice: choiceIn(grafana.templating.list, query), range: grafanaRange(query) };
    return (await grafanaOf(out).panel(grafana, Number(required(query, 'index')), view)) ?? noWidget(grafana.uid, query);
  }
  const dashboard = findDashboard(out, query);
  const widget = dashboard.withChoice(choiceOf(query))[Number(required(query, 'index'))];
  if (!widget) return noWidget(dashboard.id, query);
  if (widget.type !== 'custom') return contentOf(widget, dashboard, out, rangeOf(query));
  // The first question has no width yet: the page asks it again.
  return query.has('width') ? customContent(out, query, rangeOf(query)) : { kind: 'custom', question: firstQuestion(widget, query) };
}

/** As CloudWatch asks: with the parameters of the widget, if it has some, or else with where a viewer went. */
function firstQuestion({ properties: { params } }: Widget, query: URLSearchParams): object {
  const question = Object.fromEntries(query);
  return params === undefined ? question : { ...question, place: JSON.stringify(params) };
}

function noWidget(dashboard: string, query: URLSearchParams): never {
  throw new RequestError(404, `Dashboard "${dashboard}" has no widget ${required(query, 'index')}`);
}

const findGrafana = (out: OutFolder, query: URLSearchParams): GrafanaDashboard | undefined =>
  grafanaOf(out).find(required(query, 'dashboard'));

function grafanaRange(query: URLSearchParams): Range {
  const { start, end } = rangeOf(query);
  return { from: start, to: end };
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
