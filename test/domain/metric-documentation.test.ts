import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC_CATALOGUE, MetricDefinition, MetricOrigin, metricsOf, MetricUnit } from '../../src/domain/names/metrics';

const INTERFACE_OF: Readonly<Record<MetricOrigin, string>> = {
  collector: 'job-event-collector/job-event-collector-base.ts',
  'in-flight': 'in-flight-snapshot/in-flight-snapshot-base.ts',
  instances: 'instance-registry/instance-registry-base.ts',
  'run-task': 'run-task-monitoring/run-task-monitoring-base.ts',
  costs: 'cost-insights/cost-insights-base.ts',
};
const WORD: Readonly<Record<MetricUnit, string>> = { count: 'count', seconds: 'seconds', mebibytes: 'MiB', dollars: 'US dollars' };

function remarkOn(origin: MetricOrigin, { publishedBy }: MetricDefinition): string {
  if (origin === 'in-flight' && publishedBy.needsRegistry) return 'An error where there is no instance registry. ';
  return ['collector', 'costs'].includes(origin) && publishedBy.configurable === undefined ? 'Without dimensions. ' : '';
}

/** The summary of the doc comment of a method, the first time that it is declared. */
const summaryOf = (text: string, method: string): string | undefined =>
  [...text.matchAll(/\/\*\*\s+(?:\* )?([^\n]*?)(?: \*\/|\n(?:(?!\*\/)[^])*\*\/)\n {2}(\w+)\(/g)].find(([, , name]) => name === method)?.[1];

const escaped = (text: string): string => text.replace(/[.()]/g, '\\$&');

describe.each(Object.keys(METRIC_CATALOGUE) as MetricOrigin[])('the methods of origin %s', (origin) => {
  const text = readFileSync(join(__dirname, '../../src', INTERFACE_OF[origin]), 'utf8');

  test.each(metricsOf(origin).map((metric) => [metric.name, metric] as const))(
    'metric%s is documented with its statistic and unit',
    (name, metric) => {
      const facts = ` ${remarkOn(origin, metric)}${metric.statistic}, ${WORD[metric.unit]}.`;
      expect(summaryOf(text, `metric${name}`)).toMatch(new RegExp(`^[^.]{12,}.*\.${escaped(facts)}$`));
    },
  );
});
