import { withDataSources } from '../../../src/domain/grafana/chosen-data-sources';
import { DataSourceDescription, withValues } from '../../../src/domain/names/grafana';

describe('values of placeholders', () => {
  test('are put in wherever the placeholder is, escaped as JSON has them', () => {
    const text = withValues('{"a":"@Name@","b":"x @Name@ @Other@"}', { '@Name@': 'say "hi" \\ $& $1', '@Other@': 'o' });
    expect(JSON.parse(text)).toEqual({ a: 'say "hi" \\ $& $1', b: 'x say "hi" \\ $& $1 o' });
  });

  test('leave other text as it is', () => {
    expect(withValues('{"a":"@Open@"}', {})).toBe('{"a":"@Open@"}');
  });
});

describe('a dashboard that is put into a workspace', () => {
  const source = (type: DataSourceDescription['type'], uid: string): DataSourceDescription => ({
    uid,
    name: `The ${uid}`,
    type,
    jsonData: {},
  });
  const variable = (type: string, query: string) => ({ type, query, name: `${type} ${query}` });

  test('reads from the data sources of the stack at first, and keeps all else', () => {
    const list = [variable('datasource', 'cloudwatch'), variable('query', 'cloudwatch'), variable('datasource', 'prometheus')];
    const dashboard = { uid: 'farm', templating: { list, other: 1 } };
    expect(withDataSources(dashboard, [source('grafana-athena-datasource', 'athena'), source('cloudwatch', 'metrics')])).toEqual({
      uid: 'farm',
      templating: {
        other: 1,
        list: [{ ...list[0], current: { selected: true, text: 'The metrics', value: 'metrics' } }, list[1], list[2]],
      },
    });
  });
});
