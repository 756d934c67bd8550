import { MetricStore } from '../../../lab/aws/metrics/index';
import { inputsOf } from '../../../lab/view/dashboards/variable-options';
import { Variable, withVariables } from '../../../lab/view/dashboards/variables';

const widgetOf = (properties: Record<string, unknown>) => [{ type: 'metric', properties }];
const shown = (variable: Partial<Variable>, properties: Record<string, unknown>, choice?: Record<string, string>) =>
  withVariables(
    widgetOf(properties),
    [{ id: 'V', type: 'pattern', inputType: 'input', ...variable }],
    new Map(Object.entries(choice ?? {})),
  )[0].properties;

describe('a pattern variable', () => {
  const query = { query: 'filter Name like "Chosen"', title: 'Of Chosen' };

  test('replaces what it matches by its default, everywhere', () => {
    expect(shown({ pattern: 'Chosen', defaultValue: 'all' }, query)).toEqual({ query: 'filter Name like "all"', title: 'Of all' });
  });

  test('replaces it by the chosen value, as it is', () => {
    expect(shown({ pattern: 'Ch[a-z]+', defaultValue: 'all' }, query, { V: 'a"$1' })).toEqual({
      query: 'filter Name like "a"$1"',
      title: 'Of a"$1',
    });
  });

  test('without a value leaves widgets as they are', () => {
    expect(shown({ pattern: 'Chosen' }, query)).toEqual(query);
  });
});

describe('a property variable', () => {
  test('replaces the values of a dimension, and no names', () => {
    const metrics = [
      ['Shop', 'Queue', 'Queue', 'one', { label: 'Queue' }],
      ['Shop', 'Sales', 'Other', 'Queue'],
    ];
    expect(shown({ type: 'property', property: 'Queue', defaultValue: 'two' }, { metrics })).toEqual({
      metrics: [
        ['Shop', 'Queue', 'Queue', 'two', { label: 'Queue' }],
        ['Shop', 'Sales', 'Other', 'Queue'],
      ],
    });
  });

  test('replaces a property of widgets', () => {
    expect(shown({ type: 'property', property: 'region' }, { region: 'us-east-1', title: 'region' }, { V: 'eu-west-1' })).toEqual({
      region: 'eu-west-1',
      title: 'region',
    });
  });
});

describe('what viewers can choose', () => {
  const store = new MetricStore(
    ['main', 'spot', 'main'].map((JobQueue) => ({ Namespace: 'Shop', Name: 'Jobs', Dimensions: { JobQueue }, Timestamp: 0, Values: [1] })),
  );
  const optionsOf = (variable: Partial<Variable>) =>
    inputsOf([{ id: 'JobQueue', type: 'pattern', inputType: 'select', ...variable }], store).map(({ options }) => options);
  const found = [{ value: 'main' }, { value: 'spot' }];

  test('is a list of fixed values', () => {
    const values = [{ value: 'Shop', label: 'All' }, { value: 'main' }];
    expect(optionsOf({ values })).toEqual([values]);
  });

  test('is what a search finds', () => {
    expect(optionsOf({ search: '{Shop,JobQueue} MetricName="Jobs"', populateFrom: 'JobQueue' })).toEqual([found]);
    expect(optionsOf({ search: '{Shop,JobQueue} MetricName="Other"', populateFrom: 'JobQueue' })).toEqual([[]]);
  });

  test('is anything in a text box, which suggests values of the dimension of that name', () => {
    expect(optionsOf({ inputType: 'input' })).toEqual([found]);
    expect(optionsOf({ inputType: 'input', id: 'Other' })).toEqual([[]]);
  });

  test('is nothing where the variable is hidden', () => {
    expect(optionsOf({ visible: false })).toEqual([]);
  });
});
