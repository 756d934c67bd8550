/**
 * Compares every chart that shows a widget of AWS's runtime monitoring sample, as it is drawn over a replay, with what `simulate` says is true:
 * `charts-equal-truth TRUTH_DIR REPLAY_DIR`.
 */
import { checkWidget } from './charts/check-widget';
import { DrawnCharts } from './charts/drawn-charts';
import { HEADING, sampleWidgets } from './charts/sample-widgets';
import { startOf, Truth } from './charts/truth';

const DAY = 86_400_000;
const MOST_DIFFERENCES = 10;
/** 56 on the five dashboards of the sample, 16 on that of its branch. */
const SAMPLE_WIDGETS = 56 + 16;

const [simulated, replayed] = process.argv.slice(2);
const truth = new Truth(simulated);
const times = [...truth.changes.map(({ At }) => Date.parse(At)), ...truth.samples.map(({ Timestamp }) => Timestamp)];
const [first, last] = times.reduce(([least, most], time) => [Math.min(least, time), Math.max(most, time)], [Infinity, -Infinity]);
/** Whole days around all that happened. */
const range = { start: startOf(first, DAY), end: startOf(last, DAY) + DAY };

const drawn = new DrawnCharts(replayed, range);
const widgets = sampleWidgets();
async function main(): Promise<void> {
  const checked = (await Promise.all(widgets.map((widget) => checkWidget(widget, drawn, truth)))).flat();
  for (const { widget, chart, compared, differences } of checked) {
    const verdict = differences.length === 0 ? 'equal' : 'DIFFERENT';
    process.stdout.write(
      `${verdict.padEnd(10)}${`${widget.dashboard}: ${widget.title}`.padEnd(82)}| ${`${chart.section}: ${chart.title}`.padEnd(74)}| ${compared}\n`,
    );
    for (const difference of differences.slice(0, MOST_DIFFERENCES)) process.stdout.write(`${' '.repeat(12)}${difference}\n`);
    if (differences.length > MOST_DIFFERENCES) process.stdout.write(`${' '.repeat(12)}and ${differences.length - MOST_DIFFERENCES} more\n`);
  }

  const charts = new Map(
    checked.filter(({ chart }) => chart.title !== HEADING).map((each) => [`${each.chart.section}: ${each.chart.title}`, each.numbers]),
  );
  const different = checked.filter(({ differences }) => differences.length > 0).length;
  const numbers = [...charts.values()].reduce((sum, some) => sum + some, 0);
  process.stdout.write(
    `\n${widgets.length} widgets of the sample, ${charts.size} charts from ${new Date(range.start).toISOString()} to ${new Date(range.end).toISOString()}, ` +
      `${numbers} numbers compared, ${different} lines different\n`,
  );
  process.exitCode = different === 0 && widgets.length === SAMPLE_WIDGETS ? 0 : 1;
}

void main();
