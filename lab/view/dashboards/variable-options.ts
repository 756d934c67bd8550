import type { Variable } from './variables';
import type { MetricStore } from '../../aws/metrics/index';
import { parseSearch } from '../../aws/metrics/search';

/** A variable as the page shows it. */
export interface VariableInput {
  readonly id: string;
  readonly label: string;
  readonly inputType: Variable['inputType'];
  readonly options: ReadonlyArray<{ readonly value: string; readonly label?: string }>;
  readonly value: string;
}

/** The visible variables, with what viewers can choose. A text box suggests the values of the dimension that is named like its variable. */
export const inputsOf = (variables: readonly Variable[], store: MetricStore): readonly VariableInput[] =>
  variables
    .filter(({ visible }) => visible !== false)
    .map((variable) => ({
      id: variable.id,
      label: variable.label ?? variable.property ?? variable.id,
      inputType: variable.inputType,
      options: optionsOf(variable, store),
      value: variable.defaultValue ?? '',
    }));

function optionsOf({ values, search, populateFrom, inputType, id }: Variable, store: MetricStore): VariableInput['options'] {
  if (values) return values;
  if (search !== undefined && populateFrom !== undefined) return valuesOf(store, populateFrom, parseSearch(search));
  return inputType === 'input' ? valuesOf(store, id, () => true) : [];
}

function valuesOf(store: MetricStore, dimension: string, matches: ReturnType<typeof parseSearch>): VariableInput['options'] {
  const values = [...store.all()].filter(matches).flatMap(({ dimensions }) => dimensions.get(dimension) ?? []);
  return [...new Set(values)].sort().map((value) => ({ value }));
}
