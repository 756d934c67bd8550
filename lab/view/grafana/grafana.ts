/** What a Grafana with data sources for CloudWatch and Athena would show of the output of a replay. */
import { join } from 'node:path';
import { AthenaDatabase } from './athena-database';
import { athenaPanel } from './athena-panel';
import { PlacedPanel, placePanels } from './layout';
import { logPanel } from './log-panel';
import { metricPanel } from './metric-panel';
import { WrittenDashboard, grafanaDashboardsOf } from './read-grafana';
import type { MetricStore } from '../../aws/metrics/index';
import { DashboardVariable, GrafanaDashboard, Panel } from '../../grafana/dashboard';
import { checkPanel, checkTarget } from '../../grafana/known-json';
import { dashboardAddress } from '../../grafana/links';
import { ALL, Choice, Options, Range, Scope } from '../../grafana/scope';
import { openingRange } from '../../grafana/time';
import { VariableSources, withOptions } from '../../grafana/variable-options';
import type { ResolvedTemplate } from '../dashboards/resolved-template';
import type { OutFolder } from '../out-folder';
import { WidgetContent, empty } from '../widgets/widget-content';

/** What a viewer has chosen of a dashboard. */
export interface View {
  readonly choice: Choice;
  readonly range: Range;
}

/** Of views, the latest: a page asks for all panels of one. */
const MAX_FILLED = 8;

type Filled = Awaited<ReturnType<typeof withOptions>>;

/** The Grafana of a replay, until its history changes. */
export const grafanaOf = (out: OutFolder): Grafana => out.cached('history', () => new Grafana(out, out.templates()));

export class Grafana {
  readonly dashboards: readonly WrittenDashboard[];
  private readonly database: AthenaDatabase;
  private readonly filled = new Map<string, Promise<Filled>>();

  constructor(
    private readonly out: OutFolder,
    templates: readonly ResolvedTemplate[],
  ) {
    this.dashboards = templates.flatMap(grafanaDashboardsOf);
    this.database = new AthenaDatabase(templates, join(out.path, 'history'));
  }

  find(uid: string): GrafanaDashboard | undefined {
    return this.dashboards.find(({ dashboard }) => dashboard.uid === uid)?.dashboard;
  }

  /** The dashboard as it stands for what is chosen: its panels, variables and links. */
  async describe(dashboard: GrafanaDashboard, choice: Choice, chosenRange?: Range) {
    const range = chosenRange ?? openingRange(dashboard.time, this.out.newest());
    const { scope, options } = await this.fill(dashboard, { choice, range });
    const variables = dashboard.templating.list;
    return {
      id: dashboard.uid,
      of: 'Grafana',
      name: dashboard.title,
      range: { start: range.from, end: range.to },
      widgets: panelsOf(dashboard).map(described),
      variables: variables.map((variable) => inputOf(variable, options, choice)),
      links: dashboard.links.map((link) => ({ title: link.title, href: dashboardAddress(link, variables, scope) })),
    };
  }

  /** Whatever goes wrong is shown on the panel itself, with the reason. */
  async panel(dashboard: GrafanaDashboard, index: number, view: View): Promise<WidgetContent | undefined> {
    const panel = panelsOf(dashboard)[index]?.panel;
    if (!panel) return undefined;
    try {
      const { scope } = await this.fill(dashboard, view);
      return await this.contentOf(panel, scope);
    } catch (error) {
      return { kind: 'message', tone: 'error', message: (error as Error).message };
    }
  }

  private async contentOf(panel: Panel, scope: Scope): Promise<WidgetContent> {
    checkPanel({ ...panel });
    const kinds = new Set((panel.targets ?? []).map((target) => checkTarget({ ...target })));
    const { type, transparent = false, options, targets: [target] = [] } = panel;
    if (type === 'row') return { kind: 'text', markdown: '', transparent: true };
    if (type === 'text') return { kind: 'text', markdown: scope.fill(options?.content ?? ''), transparent };
    if (!target) return empty('The panel has no query.');
    if (!kinds.has('logs') && !kinds.has('sql')) return metricPanel(panel, scope, this.out.metrics());
    if (panel.targets!.length > 1) throw new Error('Several queries of this kind in one panel are not supported here');
    return kinds.has('sql') ? athenaPanel(panel, target, scope, this.database) : logPanel(panel, target, scope, this.out);
  }

  private fill({ uid, templating: { list } }: GrafanaDashboard, view: View): Promise<Filled> {
    const key = JSON.stringify([uid, view]);
    const known = this.filled.get(key);
    if (known) return known;
    const filling = withOptions(list, new Scope(list, view.range, view.choice), this.sources());
    this.filled.set(key, filling);
    if (this.filled.size > MAX_FILLED) this.filled.delete([...this.filled.keys()][0]);
    return filling;
  }

  private sources(): VariableSources {
    return {
      athena: async (sql) => (await this.database.query(sql)).rows.flatMap(([cell]) => (cell === null ? [] : [String(cell)])),
      dimensionValues: (namespace, metricName, dimension) => dimensionValues(this.out.metrics(), namespace, metricName, dimension),
      logGroups: (prefix) => this.out.logGroups().filter((name) => name.startsWith(prefix)),
    };
  }
}

const panelsOf = (dashboard: GrafanaDashboard): readonly PlacedPanel[] => placePanels(dashboard.panels);

const described = ({ panel: { type, title, description, collapsed, gridPos }, row }: PlacedPanel, index: number) => ({
  index,
  type,
  title,
  description,
  row,
  collapsed,
  x: gridPos.x,
  y: gridPos.y,
  width: gridPos.w,
  height: gridPos.h,
});

/** A variable as the page shows it. */
function inputOf({ name, label, type, multi, includeAll }: DashboardVariable, options: Options, choice: Choice) {
  const offered =
    type === 'datasource' ? options[name].map((value) => ({ value, label: 'This replay' })) : options[name].map((value) => ({ value }));
  const chosen = choice[name] ?? (includeAll ? [ALL] : options[name].slice(0, 1));
  const added = chosen.filter((value) => value !== ALL && !options[name].includes(value)).map((value) => ({ value }));
  return {
    id: name,
    label: label ?? name,
    inputType: inputTypeOf(type, multi),
    includeAll: includeAll === true,
    options: [...added, ...offered],
    value: multi ? chosen : chosen[0],
  };
}

const inputTypeOf = (type: string, multi = false): string => (type === 'textbox' ? 'input' : multi ? 'several' : 'select');

function dimensionValues(store: MetricStore, namespace: string, metricName: string, dimension: string): readonly string[] {
  const metrics = [...store.all()].filter((metric) => metric.namespace === namespace && metric.name === metricName);
  return [...new Set(metrics.flatMap(({ dimensions }) => dimensions.get(dimension) ?? []))];
}
