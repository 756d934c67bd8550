import { IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { GRID_WIDTH, SingleChart } from './section-description';

/** How much text fits on one line of a column, on a laptop's screen; a widget that is too low would scroll. */
const CHARACTERS_PER_COLUMN = 7;

const linesOf = (text: string, width: number): number => Math.ceil(text.length / (width * CHARACTERS_PER_COLUMN));

/** A row of the grid holds a line and its margins, or two lines of a longer text. */
const heightOf = (lines: number): number => (lines <= 1 ? 1 : Math.ceil((lines + 1) / 2));

/** The top of a dashboard, or of a section. */
export function heading(level: 1 | 2, title: string, explanation: string, links: readonly string[] = []): IWidget {
  const text = [explanation, ...links].join(' ');
  return new TextWidget({
    markdown: `${'#'.repeat(level)} ${title}\n${text}`,
    width: GRID_WIDTH,
    height: 1 + heightOf(linesOf(explanation, GRID_WIDTH)),
  });
}

/** What a chart shows and of what: `jobs per period`. */
export const measureOf = ({ unit, scope }: Pick<SingleChart, 'unit' | 'scope'>): string => [unit, scope].filter(Boolean).join(' ');

/** The title of a chart, and behind it what its numbers are. */
export function titleOf(chart: SingleChart): string {
  const measure = measureOf(chart);
  return measure === '' ? chart.title : `${chart.title} (${measure})`;
}
