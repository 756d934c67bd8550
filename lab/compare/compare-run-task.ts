import { compareNumbers, nameOf, NumberComparison, Sums } from './compare-numbers';
import { JsonObject } from '../aws/json';
import { RunTaskTotal } from '../simulate/truth/run-task';

const NOT_PLACED = 'Tasks not placed';

/** Failures according to log lines; calls and placed tasks are reported by metrics. */
export function compareRunTask(expected: readonly RunTaskTotal[], lines: readonly JsonObject[]): NumberComparison {
  const found = new Sums();
  for (const line of lines) found.addTo(NOT_PLACED, Number(line.Failures ?? 1), line, ['JobQueue', 'ComputeEnvironment', 'Reason']);
  const failures = expected
    .filter(({ NotPlaced }) => NotPlaced > 0)
    .map(({ Dimension, Value, NotPlaced }) => [nameOf(NOT_PLACED, Dimension, Value), NotPlaced] as const);
  return compareNumbers(new Map(failures), found.all);
}
