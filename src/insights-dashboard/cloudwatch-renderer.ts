import { AlarmStatusWidget, IWidget, LogQueryVisualizationType, LogQueryWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { consoleDomain, queryAddress } from './console-address';
import { JobQueueFilter } from './job-queue-filter';
import { DashboardSources, MetricSources, alarmsOf, metricSources, resourcesOf } from './metric-sources';
import { Frame, metricWidget } from './metric-widget';
import { metricOf } from './plot-metrics';
import { queryText } from './query-text';
import { AlarmChart, ChartDescription, LogChart, MetricChart, QueryLink, SectionDescription, SingleChart } from './section-description';
import { SeriesPlots } from './series-plots';
import { heading, titleOf } from './text-widgets';
import { Placed, intoRows } from './widget-rows';

export interface RenderingOptions {
  readonly sources: DashboardSources;
  readonly filter: JobQueueFilter;
  readonly region: string;
  /** How far back the dashboard looks when it opens, and so do its links to Logs Insights. */
  readonly seconds: number;
}

const VIEWS: Record<LogChart['view'], LogQueryVisualizationType> = {
  table: LogQueryVisualizationType.TABLE,
  bar: LogQueryVisualizationType.BAR,
  pie: LogQueryVisualizationType.PIE,
  stacked: LogQueryVisualizationType.STACKEDAREA,
};

/** A chart that has something to show. */
interface DrawnChart {
  readonly chart: SingleChart;
  readonly width: number;
  readonly widget: (frame: Frame) => IWidget;
}

/** Draws described sections as CloudWatch widgets. */
export class CloudWatchRenderer {
  private readonly sources: MetricSources;
  private readonly plots: SeriesPlots;

  constructor(private readonly options: RenderingOptions) {
    this.sources = metricSources(options.sources);
    const { filter, sources } = options;
    this.plots = new SeriesPlots({ sources: this.sources, resources: resourcesOf(sources.collector), filter });
  }

  /** The section's heading and its charts, row by row. A section without any chart or link takes no space. */
  section({ title, explanation, links = [], charts }: SectionDescription): IWidget[] {
    const rows = intoRows(charts.flatMap((chart) => this.draw(chart))).map((row) => new Row(...row.map(framed)));
    if (rows.length === 0 && links.length === 0) return [];
    return [
      heading(
        2,
        title,
        explanation,
        links.map((link) => this.link(link)),
      ),
      ...rows,
    ];
  }

  private draw(chart: ChartDescription): DrawnChart[] {
    switch (chart.source) {
      case 'records':
        return this.drawLog(chart);
      case 'metrics':
        return this.drawMetrics(chart);
      case 'alarms':
        return this.drawAlarms(chart);
      default: {
        const drawn = chart.metrics.map((metrics) => this.drawMetrics(metrics));
        const all = drawn.length > 0 && drawn.every(({ length }) => length > 0);
        return all ? drawn.flat() : chart.otherwise.flatMap((other) => this.draw(other));
      }
    }
  }

  private drawMetrics(chart: MetricChart): DrawnChart[] {
    const metrics = chart.series.flatMap((series) => this.plots.of(series)).map(metricOf);
    return metrics.length > 0 ? [{ chart, width: chart.width, widget: (frame) => metricWidget(chart, frame, metrics) }] : [];
  }

  private drawAlarms(chart: AlarmChart): DrawnChart[] {
    const alarms = [...alarmsOf(this.options.sources)];
    return alarms.length > 0 ? [{ chart, width: chart.width, widget: (frame) => new AlarmStatusWidget({ ...frame, alarms }) }] : [];
  }

  private drawLog(chart: LogChart): DrawnChart[] {
    const logGroup = this.sources[chart.from ?? 'collector']?.logGroup;
    return logGroup ? [{ chart, width: chart.width, widget: (frame) => this.logWidget(chart, logGroup, frame) }] : [];
  }

  private logWidget(chart: LogChart, logGroup: ILogGroup, frame: Frame): IWidget {
    return new LogQueryWidget({
      ...frame,
      logGroupNames: [logGroup.logGroupName],
      queryLines: this.limited(chart, this.options.filter),
      view: VIEWS[chart.view],
    });
  }

  /** Over all job queues where the viewer chooses: what replaces the choice in an address would not be escaped. */
  private link({ label, query }: QueryLink): string {
    const { sources, region, seconds, filter } = this.options;
    const address = queryAddress({
      region,
      seconds,
      logGroupName: sources.collector.logGroup.logGroupName,
      query: this.limited({ query }, filter.by === 'chosen' ? { by: 'none' } : filter).join('\n| '),
    });
    return `[${label}](${address})`;
  }

  private limited(query: Pick<LogChart, 'from' | 'query'>, filter: JobQueueFilter): string[] {
    const { region, seconds } = this.options;
    return queryText(query, { filter, seconds, region, consoleDomain: consoleDomain(region) });
  }
}

const framed = ({ item: { chart, widget }, width }: Placed<DrawnChart>): IWidget =>
  widget({ title: titleOf(chart), width, height: chart.height });
