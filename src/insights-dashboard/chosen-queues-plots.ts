/**
 * Plots of the job queues that a viewer chooses in a variable of several values. Searches find the metrics of the chosen queues; for all queues they find
 * those of every queue, whose counts add up to the total.
 */
import { SeveralJobQueues, chosenTerm } from './job-queue-filter';
import { Plot, anyOf, divided, filled, gapsOf, idOf, labelOf, search, shareOf } from './plot';
import { ShareSeries, Statistic, TotalSeries } from './series-description';
import { AnyMetric, DimensionName } from '../domain/names/metrics';

/** A source whose metrics by job queue a viewer chooses from. */
export interface ChosenSource {
  readonly filter: SeveralJobQueues;
  readonly namespace: string;
}

const { JOB_QUEUE, JOB_STATE } = DimensionName;

/** Counts and sums of several queues add up; percentiles do not, so that each queue gets its own, and all queues together theirs. */
export function totalOfChosen(series: TotalSeries, source: ChosenSource): Plot[] {
  const { label, color, statistic, dividedBy } = series;
  if (statistic === 'Sum' || series.addsUp) return [sumOfChosen(series, source)];
  const { isChosen } = source.filter;
  const found = (by: readonly string[], term: string): string => filled(searchFor(series, source, by, term), gapsOf(series));
  // A sum of the only line that there is: a line that is found by a search has the name of its metric in its label.
  const ofAll = divided(`SUM(${found([], isChosen('Namespace'))})`, dividedBy);
  const ofEach = divided(found([JOB_QUEUE], isChosen(JOB_QUEUE)), dividedBy);
  return [
    { expression: ofAll, metrics: [], label, color, isOfChosen: true },
    { expression: ofEach, metrics: [], label: labelOf(JOB_QUEUE, label), isOfChosen: true },
  ];
}

/** A search has no period, so that a rate takes that of the total, whatever its values are. */
function sumOfChosen(series: TotalSeries, source: ChosenSource): Plot {
  const { label, color, statistic, perSecond, dividedBy } = series;
  const [name] = series.metrics;
  const id = idOf(name, statistic);
  const sum = `SUM(${filled(searchFor(series, source, [JOB_QUEUE], chosenTerm(JOB_QUEUE, source.filter.isChosen)), gapsOf(series))})`;
  const metrics = perSecond ? [{ id, namespace: source.namespace, name, dimensions: {}, statistic }] : [];
  return { expression: divided(sum, perSecond ? `PERIOD(${id})` : dividedBy), metrics, label, color, isOfChosen: true };
}

export function shareOfChosen({ parts, whole, label, color }: ShareSeries, source: ChosenSource): Plot {
  const of = (metrics: readonly AnyMetric[]): string =>
    searchFor({ metrics, statistic: 'Sum' }, source, [JOB_QUEUE], chosenTerm(JOB_QUEUE, source.filter.isChosen));
  const share = { part: `SUM(${filled(of(parts), 'zero')})`, whole: `SUM(${of(whole)})` };
  return shareOf(share, { metrics: [], label, color, isOfChosen: true });
}

interface Searched {
  readonly metrics: readonly AnyMetric[];
  readonly statistic: Statistic;
  readonly jobState?: string;
}

function searchFor({ metrics, jobState, statistic }: Searched, { namespace }: ChosenSource, by: readonly string[], term: string): string {
  const names = anyOf(
    'MetricName',
    metrics.map((name) => `"${name}"`),
  );
  return search({
    namespace,
    dimensions: [...by, ...(jobState ? [JOB_STATE] : [])],
    terms: [names, ...(jobState ? [`${JOB_STATE}="${jobState}"`] : []), term],
    statistic,
  });
}
