import { AlarmStatusWidget, IMetric, IWidget, LogQueryVisualizationType, LogQueryWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { consoleDomain, queryAddress } from './console-address';
import { DashboardSources, MetricSource, alarmsOf, metricSources } from './metric-sources';
import { Frame, metricWidget } from './metric-widget';
import { CONSOLE_DOMAIN, CONSOLE_REGION, PERIOD_END, PERIOD_LENGTH, TIME_BIN } from './record-query';
import { AlarmChart, ChartDescription, LogChart, MetricChart, QueryLink, SectionDescription, SingleChart } from './section-description';
import { Origin } from './series-description';
import { SeriesMetrics } from './series-metrics';
import { heading, titleOf } from './text-widgets';
import { Placed, intoRows } from './widget-rows';

export interface RenderingOptions {
  readonly sources: DashboardSources;
  /** Names of the only job queues to show. */
  readonly jobQueueNames?: readonly string[];
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
  private readonly sources: Readonly<Record<Origin, MetricSource | undefined>>;
  private readonly metrics: SeriesMetrics;

  constructor(private readonly options: RenderingOptions) {
    this.sources = metricSources(options.sources);
    this.metrics = new SeriesMetrics({ collector: options.sources.collector, sources: this.sources, jobQueueNames: options.jobQueueNames });
  }

  /** The section's heading and its charts, row by row. */
  section({ title, explanation, links = [], charts }: SectionDescription): IWidget[] {
    const rows = intoRows(charts.flatMap((chart) => this.draw(chart))).map((row) => new Row(...row.map(framed)));
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
        return all ? drawn.flat() : chart.logs.flatMap((log) => this.drawLog(log));
      }
    }
  }

  private drawMetrics(chart: MetricChart): DrawnChart[] {
    const ofSeries = chart.series.map((series) => this.metrics.of(series));
    const metrics: IMetric[] = ofSeries.flat();
    const left = metrics.length === 0 || (chart.onlyWhole && ofSeries.some(({ length }) => length === 0));
    return left ? [] : [{ chart, width: chart.width, widget: (frame) => metricWidget(chart, frame, metrics) }];
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
      queryLines: this.limited(chart),
      view: VIEWS[chart.view],
    });
  }

  private link({ label, query }: QueryLink): string {
    const { sources, region, seconds } = this.options;
    const address = queryAddress({
      region,
      seconds,
      logGroupName: sources.collector.logGroup.logGroupName,
      query: this.limited({ query }).join('\n| '),
    });
    return `[${label}](${address})`;
  }

  /** The query, over the chosen job queues only; instances belong to no job queue. */
  private limited({ from, query: [first, ...rest] }: Pick<LogChart, 'from' | 'query'>): string[] {
    const queues = from === 'instances' ? undefined : this.options.jobQueueNames;
    const filter = queues ? [`filter JobQueue in [${queues.map((queue) => `"${queue}"`).join(', ')}]`] : [];
    const { region, seconds } = this.options;
    const { length, end } = textPeriod(seconds);
    return [first, ...filter, ...rest].map((line) =>
      line
        .replaceAll(CONSOLE_DOMAIN, consoleDomain(region))
        .replaceAll(CONSOLE_REGION, region)
        .replaceAll(TIME_BIN, timeBin(seconds))
        .replaceAll(PERIOD_LENGTH, String(length))
        .replaceAll(PERIOD_END, end),
    );
  }
}

const framed = ({ item: { chart, widget }, width }: Placed<DrawnChart>): IWidget =>
  widget({ title: titleOf(chart), width, height: chart.height });

/** Some twelve to thirty periods in the range that the dashboard opens with. */
function timeBin(seconds: number): string {
  const hours = seconds / 3600;
  if (hours <= 6) return '15m';
  if (hours <= 30) return '1h';
  return hours <= 7 * 24 ? '6h' : '1d';
}

/** Periods that begin where the text of a time can be cut: ten minutes, an hour or a day. */
function textPeriod(seconds: number): { readonly length: number; readonly end: string } {
  const hours = seconds / 3600;
  if (hours <= 6) return { length: '2026-01-01T00:0'.length, end: '0' };
  return hours <= 48 ? { length: '2026-01-01T00'.length, end: ':00' } : { length: '2026-01-01'.length, end: '' };
}
