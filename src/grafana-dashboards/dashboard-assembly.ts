import { ChartTemplate, DashboardLink, DashboardTemplate, PanelTemplate, QueriesTemplate, SectionTemplate } from './dashboard-template';
import { DashboardSection } from '../insights-dashboard/dashboard-section';
import { MetricSources } from '../insights-dashboard/metric-sources';
import { ChartDescription, GRID_WIDTH, MetricChart, SectionDescription } from '../insights-dashboard/section-description';
import { Series } from '../insights-dashboard/series-description';
import { SeriesPlots } from '../insights-dashboard/series-plots';
import { Placed, intoRows } from '../insights-dashboard/widget-rows';

/** The lines of a row of the grid that has the title of a section. */
const ROW_HEIGHT = 1;

interface DrawnPanel {
  readonly width: number;
  readonly height: number;
  readonly panel: object;
  readonly targets: readonly object[];
}

/** A dashboard with its panels, with placeholders. */
export interface AssembledDashboard {
  readonly links: readonly DashboardLink[];
  readonly panels: readonly object[];
}

/** Makes a dashboard of its template: with the charts whose metrics and records a stack has, in their places. */
export class DashboardAssembly {
  private readonly panels: object[] = [];
  private y = 0;

  constructor(
    private readonly sources: MetricSources,
    private readonly plots: SeriesPlots,
  ) {}

  assemble({ dashboard, sections }: DashboardTemplate): AssembledDashboard {
    for (const section of sections) this.addSection(section);
    return { ...dashboard, panels: this.panels };
  }

  private addSection({ title, row, explanation, charts }: SectionTemplate): void {
    const description = DESCRIPTIONS.get(title);
    if (description?.needs && !this.sources[description.needs]) return;
    const drawn = charts.flatMap((chart, index) => this.draw(chart, description?.charts[index]));
    if (drawn.length === 0) return;
    this.add([{ panel: row, x: 0, width: GRID_WIDTH }], ROW_HEIGHT);
    for (const line of intoRows([drawnAs(explanation), ...drawn])) this.addLine(line);
  }

  /** A row of the grid is as high as its highest panel. */
  private addLine(line: readonly Placed<DrawnPanel>[]): void {
    let x = 0;
    const placed = line.map(({ item: { panel, targets }, width }) => {
      const at = { panel: targets.length > 0 ? { ...panel, targets } : panel, x, width };
      x += width;
      return at;
    });
    this.add(placed, Math.max(...line.map(({ item }) => item.height)));
  }

  private add(placed: readonly { readonly panel: object; readonly x: number; readonly width: number }[], height: number): void {
    for (const { panel, x, width } of placed) {
      this.panels.push({ ...panel, id: this.panels.length + 1, gridPos: { x, y: this.y, w: width, h: height } });
    }
    this.y += height;
  }

  /** Without a description, a chart is one that only Grafana has, and it has all of its queries. */
  private draw({ panels, otherwise = [] }: ChartTemplate, chart: ChartDescription | undefined): DrawnPanel[] {
    if (chart?.source !== 'either') return panels.flatMap((panel) => this.drawPanel(panel, chart));
    const drawn = panels.map((panel, index) => this.drawPanel(panel, chart.metrics[index]));
    const all = drawn.length > 0 && drawn.every(({ length }) => length > 0);
    return all ? drawn.flat() : otherwise.flatMap((panel, index) => this.drawPanel(panel, chart.otherwise[index]));
  }

  private drawPanel(panel: PanelTemplate, chart: ChartDescription | undefined): DrawnPanel[] {
    if (chart?.source === 'records') return this.sources[chart.from ?? 'collector'] ? [drawnAs(panel)] : [];
    if (chart?.source === 'metrics') return this.drawMetrics(panel, chart);
    return [drawnAs(panel)];
  }

  private drawMetrics(panel: PanelTemplate, { series }: MetricChart): DrawnPanel[] {
    const targets = panel.queries.flatMap((queries, index) => this.queriesOf(queries, series[index]));
    return targets.length > 0 ? [{ ...panel, targets }] : [];
  }

  /** None, where nobody publishes what the series needs. */
  private queriesOf({ targets, ofChosen = targets }: QueriesTemplate, series: Series): readonly object[] {
    const plots = this.plots.of(series);
    if (plots.length === 0) return [];
    return plots.some(({ isOfChosen }) => isOfChosen) ? ofChosen : targets;
  }
}

const drawnAs = ({ width, height, panel, queries }: PanelTemplate): DrawnPanel => ({
  width,
  height,
  panel,
  targets: queries.flatMap(({ targets }) => targets),
});

const DESCRIPTIONS: ReadonlyMap<string, SectionDescription> = new Map(
  DashboardSection.all().flatMap(({ title, _description }) => (_description ? [[title, _description] as const] : [])),
);
