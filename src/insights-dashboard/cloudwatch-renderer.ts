import {
  Column, GraphWidget, GraphWidgetProps, IMetric, IWidget, LogQueryVisualizationType, LogQueryWidget, Row, SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { consoleDomain, queryAddress } from './console-address';
import { CONSOLE_DOMAIN } from './record-query';
import { ChartDescription, GRID_WIDTH, LogChart, MetricChart, QueryLink, SectionDescription } from './section-description';
import { SeriesMetrics } from './series-metrics';
import { caption, captionHeight, heading } from './text-widgets';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-ref';

export interface RenderingOptions {
  readonly collector: IJobEventCollector;
  /** Names of the only job queues to show. */
  readonly jobQueueNames?: readonly string[];
  readonly region: string;
  /** How far back links to Logs Insights look. */
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
  readonly chart: ChartDescription;
  readonly widget: IWidget;
}

/** Draws described sections as CloudWatch widgets. */
export class CloudWatchRenderer {
  private readonly metrics: SeriesMetrics;

  constructor(private readonly options: RenderingOptions) {
    this.metrics = new SeriesMetrics(options.collector, options.jobQueueNames);
  }

  /** The section's heading and its charts, each with its explanation below it, row by row. */
  public section({ title, explanation, links = [], charts }: SectionDescription): IWidget[] {
    const drawn = charts.flatMap(chart => this.draw(chart));
    const rows = intoRows(drawn).map(row => {
      const height = captionHeight(row.map(({ chart }) => chart));
      return new Row(...row.map(({ chart, widget }) => new Column(widget, caption(chart.explanation, chart.width, height))));
    });
    return [heading(2, title, explanation, links.map(link => this.link(link))), ...rows];
  }

  private draw(chart: ChartDescription): DrawnChart[] {
    if (chart.source === 'records') return [{ chart, widget: this.logWidget(chart) }];
    const metrics = chart.series.flatMap(series => this.metrics.of(series));
    return metrics.length > 0 ? [{ chart, widget: metricWidget(chart, metrics) }] : [];
  }

  private logWidget(chart: LogChart): IWidget {
    return new LogQueryWidget({
      title: titleOf(chart),
      logGroupNames: [this.options.collector.logGroup.logGroupName],
      queryLines: this.limited(chart.query),
      view: VIEWS[chart.view],
      width: chart.width,
      height: chart.height,
    });
  }

  private link({ label, query }: QueryLink): string {
    const { collector, region, seconds } = this.options;
    const address = queryAddress({ region, seconds, logGroupName: collector.logGroup.logGroupName, query: this.limited(query).join('\n| ') });
    return `[${label}](${address})`;
  }

  /** The query, over the chosen job queues only. */
  private limited([first, ...rest]: readonly string[]): string[] {
    const queues = this.options.jobQueueNames;
    const filter = queues ? [`filter JobQueue in [${queues.map(queue => `"${queue}"`).join(', ')}]`] : [];
    return [first, ...filter, ...rest].map(line => line.replace(CONSOLE_DOMAIN, consoleDomain(this.options.region)));
  }
}

const titleOf = ({ title, unit }: ChartDescription): string => `${title} (${unit})`;

function metricWidget(chart: MetricChart, metrics: IMetric[]): IWidget {
  const frame = { title: titleOf(chart), width: chart.width, height: chart.height };
  if (chart.view === 'number') return new SingleValueWidget({ ...frame, metrics, setPeriodToTimeRange: true });
  const axis: GraphWidgetProps['leftYAxis'] = { min: 0, label: chart.unit, showUnits: false };
  return new GraphWidget({ ...frame, left: metrics, stacked: chart.view === 'stacked', leftYAxis: axis });
}

/** As many charts to a row as fit into the grid. */
function intoRows(charts: readonly DrawnChart[]): DrawnChart[][] {
  const rows: DrawnChart[][] = [];
  let used = GRID_WIDTH;
  for (const drawn of charts) {
    if (used + drawn.chart.width > GRID_WIDTH) {
      rows.push([]);
      used = 0;
    }
    rows[rows.length - 1].push(drawn);
    used += drawn.chart.width;
  }
  return rows;
}
