import { CHOSEN_JOB_QUEUES } from './chosen-values';
import { EVERY_SET } from './every-set';
import { logPanel } from './log-panel';
import { metricPanel, overTheRange, seriesId } from './metric-panel';
import { explanationPanel, panelTemplate, rowTemplate } from './panel-template';
import { Target, metricTargets, originTarget } from './targets';
import { LOGS_NAMESPACE } from '../../src/domain/names/logs-metrics';
import { MetricOrigin as Origin } from '../../src/domain/names/metrics';
import { ChartTemplate, PanelTemplate, QueriesTemplate, SectionTemplate } from '../../src/grafana-dashboards/dashboard-template';
import { Placeholder } from '../../src/grafana-dashboards/placeholders';
import { Plot } from '../../src/insights-dashboard/plot';
import { queryText } from '../../src/insights-dashboard/query-text';
import { ChartDescription, LogChart, MetricChart, SectionDescription } from '../../src/insights-dashboard/section-description';
import { Series } from '../../src/insights-dashboard/series-description';
import { PlotOptions, SeriesPlots } from '../../src/insights-dashboard/series-plots';
import { titleOf } from '../../src/insights-dashboard/text-widgets';

const NAMESPACES: Readonly<Record<Origin, Placeholder>> = {
  collector: Placeholder.NAMESPACE,
  'in-flight': Placeholder.IN_FLIGHT_NAMESPACE,
  instances: Placeholder.INSTANCES_NAMESPACE,
  'run-task': Placeholder.RUN_TASK_NAMESPACE,
  costs: Placeholder.NAMESPACE,
};

/** Sources that publish everything: the construct leaves out what a stack does not. */
const sourcesIn = (namespaceOf: (origin: Origin) => string): PlotOptions['sources'] => {
  const sourceOf = (origin: Origin) => ({ namespace: namespaceOf(origin), setsOf: () => EVERY_SET });
  return {
    collector: sourceOf('collector'),
    'in-flight': sourceOf('in-flight'),
    instances: sourceOf('instances'),
    'run-task': sourceOf('run-task'),
    costs: sourceOf('costs'),
  };
};

const RESOURCES: PlotOptions['resources'] = {
  queue: { namespace: 'AWS/SQS', dimensions: { QueueName: Placeholder.QUEUE_NAME } },
  'dead-letter-queue': { namespace: 'AWS/SQS', dimensions: { QueueName: Placeholder.DEAD_LETTER_QUEUE_NAME } },
  handler: { namespace: 'AWS/Lambda', dimensions: { FunctionName: Placeholder.HANDLER_NAME } },
  'log-group': { namespace: LOGS_NAMESPACE, dimensions: { LogGroupName: Placeholder.LOG_GROUP } },
};

/** Each series over all job queues, and over those that the viewer chooses, which have the namespace of the collector. */
const OF_ALL = new SeriesPlots({ sources: sourcesIn((origin) => NAMESPACES[origin]), resources: RESOURCES, filter: { by: 'none' } });
const OF_CHOSEN = new SeriesPlots({ sources: sourcesIn(() => Placeholder.NAMESPACE), resources: RESOURCES, filter: CHOSEN_JOB_QUEUES });

/** A section as panels, for a dashboard that opens with so many seconds. */
export const sectionTemplate = ({ title, explanation, charts }: SectionDescription, seconds: number): SectionTemplate => ({
  title,
  row: rowTemplate(title),
  explanation: explanationPanel(explanation),
  charts: charts.map((chart) => chartTemplate(chart, seconds)),
});

function chartTemplate(chart: ChartDescription, seconds: number): ChartTemplate {
  switch (chart.source) {
    case 'records':
      return { panels: [ofRecords(chart, seconds)] };
    case 'metrics':
      return { panels: [ofMetrics(chart)] };
    case 'alarms':
      // Grafana's data source for CloudWatch has no list of the states of alarms.
      return { panels: [] };
    default:
      return {
        panels: chart.metrics.map(ofMetrics),
        otherwise: chart.otherwise.flatMap((other) => chartTemplate(other, seconds).panels),
      };
  }
}

const ofMetrics = (chart: MetricChart): PanelTemplate =>
  panelTemplate(
    metricPanel(chart),
    { ...chart, title: titleOf(chart) },
    chart.series.map((series, index) => queriesOf(chart, series, index)),
  );

function queriesOf(chart: MetricChart, series: Series, index: number): QueriesTemplate {
  const targetsOf = (plots: readonly Plot[]): Target[] =>
    plots.flatMap((plot, position) => metricTargets(overTheRange(chart, plot), seriesId(index, position)));
  const chosen = OF_CHOSEN.of(series).filter(({ isOfChosen }) => isOfChosen);
  const targets = targetsOf(OF_ALL.of(series));
  return chosen.length === 0 ? { targets } : { targets, ofChosen: targetsOf(chosen) };
}

function ofRecords(chart: LogChart, seconds: number): PanelTemplate {
  const query = queryText(chart, {
    filter: CHOSEN_JOB_QUEUES,
    seconds,
    region: Placeholder.REGION,
    consoleDomain: Placeholder.CONSOLE_DOMAIN,
  });
  return panelTemplate(logPanel(chart), { ...chart, title: titleOf(chart) }, [
    { targets: [originTarget(chart.from ?? 'collector', query)] },
  ]);
}
