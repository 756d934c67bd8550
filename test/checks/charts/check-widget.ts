import { Compared, Comparison } from './comparison';
import { COMPARISONS } from './comparisons';
import { DrawnChart, DrawnCharts } from './drawn-charts';
import { ChartName, HEADING, SampleWidget, subjectsOf } from './sample-widgets';
import { Truth } from './truth';

/** One line of the table: a widget of the sample, a chart here, and what came of comparing it. */
export interface CheckedChart {
  readonly widget: SampleWidget;
  readonly chart: ChartName;
  readonly compared: string;
  readonly numbers: number;
  readonly differences: readonly string[];
}

/** Every chart that shows a widget of the sample; together they have to tell what the widget tells. */
export function checkWidget(widget: SampleWidget, drawn: DrawnCharts, truth: Truth): Promise<CheckedChart[]> {
  return Promise.all(
    widget.charts.map(async (chart) => {
      const result = await (chart.title === HEADING ? checkHeading(chart, drawn) : checkChart(widget, chart, drawn, truth));
      return { widget, chart, ...result };
    }),
  );
}

type Result = Pick<CheckedChart, 'compared' | 'numbers' | 'differences'>;

function checkHeading(chart: ChartName, drawn: DrawnCharts): Promise<Result> {
  return orWhy('heading', async () => {
    await drawn.find(chart);
    return { compared: 'that it is there', numbers: 0, differences: [] };
  });
}

async function checkChart(widget: SampleWidget, { section, title }: ChartName, drawn: DrawnCharts, truth: Truth): Promise<Result> {
  const comparison = COMPARISONS[section]?.[title];
  if (comparison === undefined) return { compared: 'nothing', numbers: 0, differences: ['There is no comparison for this chart'] };
  const subjects = subjectsOf(widget);
  const isTold = subjects.some((subject) => comparison.tells.includes(subject));
  return orWhy(subjects.join(' or '), async () => {
    const { numbers, differences, note } = compareOnce(comparison, await drawn.find({ section, title }), truth);
    const untold = isTold ? [] : [`It does not tell ${subjects.join(' or ')}`];
    const none = numbers === 0 ? ['Nothing was expected of it, so nothing was compared'] : [];
    return {
      compared: [`${comparison.against}: ${numbers} numbers`, ...(note === undefined ? [] : [note])].join('; '),
      numbers,
      differences: [...untold, ...none, ...differences],
    };
  });
}

const done = new Map<Comparison, Compared>();

/** Several widgets of the sample may be in one chart. */
function compareOnce(comparison: Comparison, chart: DrawnChart, truth: Truth): Compared {
  const compared = done.get(comparison) ?? comparison.compare(chart, truth);
  done.set(comparison, compared);
  return compared;
}

async function orWhy(what: string, check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    return { compared: what, numbers: 0, differences: [(error as Error).message] };
  }
}
