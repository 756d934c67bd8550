import { InFlightMetric, MetricName } from '../../src/domain/names/metrics';
import { JobQueueFilter } from '../../src/insights-dashboard/job-queue-filter';
import { Plot } from '../../src/insights-dashboard/plot';
import { Series } from '../../src/insights-dashboard/series-description';
import { PlotOptions, SeriesPlots } from '../../src/insights-dashboard/series-plots';

const SETS: readonly (readonly string[])[] = [[], ['JobQueue'], ['JobState'], ['JobQueue', 'JobState'], ['InstanceType']];
const sourceOf = (namespace: string) => ({ namespace, setsOf: () => SETS });
const CHOSEN: JobQueueFilter = { by: 'chosen', all: 'Farm' };

function plotsOf(series: Series, filter: JobQueueFilter, more: Partial<PlotOptions['sources']> = {}): Plot[] {
  const sources = {
    collector: sourceOf('Farm'),
    'in-flight': sourceOf('Farm'),
    instances: undefined,
    'run-task': undefined,
    costs: undefined,
    ...more,
  };
  return new SeriesPlots({
    sources,
    resources: { queue: undefined, 'dead-letter-queue': undefined, handler: undefined, 'log-group': undefined },
    filter,
  }).of(series);
}

const FAILED: Series = { of: 'total', label: 'FAILED', metrics: [MetricName.JOBS_FAILED], statistic: 'Sum' };
const failed = { id: 'jobsFailedSum', namespace: 'Farm', name: 'JobsFailed', dimensions: {}, statistic: 'Sum' };

describe('a total', () => {
  test('is the metric of all job queues', () => {
    expect(plotsOf(FAILED, { by: 'none' })).toEqual([{ label: 'FAILED', expression: 'FILL(jobsFailedSum, 0)', metrics: [failed] }]);
  });

  test('is drawn as it is where nothing has to be done to it', () => {
    const median: Series = { of: 'total', label: 'Median', metrics: [MetricName.RUNNABLE_SECONDS], statistic: 'p50' };
    expect(plotsOf(median, { by: 'none' })).toEqual([
      { label: 'Median', metrics: [{ ...failed, id: 'runnableSecondsP50', name: 'RunnableSeconds', statistic: 'p50' }] },
    ]);
  });

  test('is that of the choice: of all job queues in the namespace, or of one', () => {
    expect(plotsOf(FAILED, CHOSEN)).toEqual([
      {
        label: 'FAILED',
        expression: 'FILL(SUM([jobsFailedSum, jobsFailedSumOfQueue]), 0)',
        metrics: [
          { ...failed, namespace: 'ChosenJobQueue' },
          { ...failed, id: 'jobsFailedSumOfQueue', dimensions: { JobQueue: 'ChosenJobQueue' } },
        ],
      },
    ]);
  });

  test('adds up the named job queues', () => {
    const [plot] = plotsOf(FAILED, { by: 'named', names: ['main', 'spot'], longest: 4 });
    expect(plot.expression).toBe('SUM([FILL(jobsFailedSumQueue1, 0), FILL(jobsFailedSumQueue2, 0)])');
    expect(plot.metrics.map(({ dimensions }) => dimensions)).toEqual([{ JobQueue: 'main' }, { JobQueue: 'spot' }]);
  });

  test('of a source with another namespace is that of all job queues, whatever is chosen', () => {
    const waiting: Series = { of: 'total', from: 'in-flight', label: '', metrics: [InFlightMetric.WAITING_VCPUS], statistic: 'Maximum' };
    const [plot] = plotsOf(waiting, CHOSEN, { 'in-flight': sourceOf('Other') });
    expect(plot.metrics.map(({ namespace, dimensions }) => [namespace, dimensions])).toEqual([['Other', {}]]);
  });

  test('is none where its source is missing', () => {
    expect(plotsOf({ ...FAILED, from: 'run-task' } as Series, CHOSEN)).toEqual([]);
  });
});

describe('lines by a dimension', () => {
  const by = (dimension: 'JobQueue' | 'InstanceType'): Series => ({
    of: 'groups',
    label: '',
    metric: MetricName.JOBS_FAILED,
    dimension,
    statistic: 'Average',
  });

  test.each([
    ['JobQueue', '(Namespace="ChosenJobQueue" OR JobQueue="ChosenJobQueue")'],
    ['InstanceType', 'Namespace="ChosenJobQueue"'],
  ] as const)('%s follow the choice', (dimension, term) => {
    const expression = `SEARCH('{Farm,${dimension}} MetricName="JobsFailed" ${term}', 'Average')`;
    expect(plotsOf(by(dimension), CHOSEN)).toEqual([{ expression, metrics: [], label: `\${PROP('Dim.${dimension}')}` }]);
  });
});

test.each([128, 20])(
  'metrics of AWS are searched for by job queue in searches that CloudWatch takes, with names of %d characters now',
  (now) => {
    const names = [...Array(30).keys()].map((index) => `queue-${index}-`.padEnd(now, 'x'));
    const service: Series = {
      of: 'service',
      label: '',
      namespace: 'AWS/Batch',
      dimension: 'JobQueueName',
      metric: 'JobsMovedToFailed',
      statistic: 'Sum',
    };
    const searches = plotsOf(service, { by: 'named', names, longest: 128 }).map(({ expression = '' }) => expression);
    const deployed = searches.map((search) => search.replaceAll(/"queue-[^"]*"/g, `"${'q'.repeat(128)}"`));
    deployed.forEach((search) => expect(search.length).toBeLessThanOrEqual(1024 + 'FILL(, 0)'.length));
    expect(names.filter((name) => searches.filter((search) => search.includes(`"${name}"`)).length === 1)).toEqual(names);
  },
);
