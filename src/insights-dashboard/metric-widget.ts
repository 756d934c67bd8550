import {
  GaugeWidget,
  GraphWidget,
  GraphWidgetProps,
  GraphWidgetView,
  IMetric,
  IWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { MetricChart } from './section-description';
import { measureOf } from './text-widgets';

/** What every widget of a chart has: its title, and its place in the grid. */
export interface Frame {
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

const PER_CENT: GraphWidgetProps['leftYAxis'] = { min: 0, max: 100 };

/** The widget of a chart of metrics. */
export function metricWidget(chart: MetricChart, frame: Frame, metrics: IMetric[]): IWidget {
  switch (chart.view) {
    case 'number':
      return new SingleValueWidget({ ...frame, metrics, setPeriodToTimeRange: true });
    case 'latest':
      return new SingleValueWidget({ ...frame, metrics });
    case 'gauge':
      return new GaugeWidget({ ...frame, metrics, setPeriodToTimeRange: true, leftYAxis: PER_CENT });
    case 'pie':
      return new GraphWidget({ ...frame, left: metrics, view: GraphWidgetView.PIE, setPeriodToTimeRange: true });
    default:
      return new GraphWidget({
        ...frame,
        left: metrics,
        stacked: chart.view === 'stacked',
        leftYAxis: { min: 0, label: measureOf(chart), showUnits: false },
      });
  }
}
