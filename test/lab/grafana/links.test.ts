import { addressesOf, dashboardAddress } from '../../../lab/grafana/links';
import { Scope } from '../../../lab/grafana/scope';

const VARIABLES = [
  { name: 'Queue', type: 'query', multi: true, includeAll: true },
  { name: 'Source', type: 'datasource' },
];
const scope = new Scope(VARIABLES, { from: 1, to: 2 }, { Queue: ['a', 'b c'] }, { Source: ['cloudwatch'] });
const LINK = { title: 'Other', type: 'link', url: '/d/other' };

test.each([
  ['nothing', {}, '/d/other'],
  ['the time', { keepTime: true }, '/d/other?from=1&to=2'],
  ['the variables', { includeVars: true }, '/d/other?var-Queue=a&var-Queue=b%20c&var-Source=cloudwatch'],
  [
    'both, behind parameters of its own',
    { keepTime: true, includeVars: true, url: '/d/other?x=1' },
    '/d/other?x=1&from=1&to=2&var-Queue=a&var-Queue=b%20c&var-Source=cloudwatch',
  ],
])('a link of a dashboard takes %s along', (_, more, expected) => {
  expect(dashboardAddress({ ...LINK, ...more }, VARIABLES, scope)).toBe(expected);
});

test('a list of dashboards by tag is refused', () => {
  expect(() => dashboardAddress({ ...LINK, type: 'dashboards' }, VARIABLES, scope)).toThrow(
    'Links of type "dashboards" are not supported here',
  );
});

test('a cell can have several links', () => {
  const links = [
    { title: 'Here', url: '/d/x?${__url_time_range}&${Queue:queryparam}&var-Job=${__value.raw:percentencode}' },
    { title: 'There', url: 'https://there/#${__value.raw}', targetBlank: true },
  ];
  expect(addressesOf(links, scope, 'j#1')).toEqual([
    { title: 'Here', href: '/d/x?from=1&to=2&var-Queue=a&var-Queue=b%20c&var-Job=j%231', newTab: false },
    { title: 'There', href: 'https://there/#j#1', newTab: true },
  ]);
});

test.each(['${__data.fields.id}', '${__data.fields["an id"]}', '${__field.name}'])('a link with %s is refused', (reference) => {
  const link = { title: 'Here', url: `/d/x?var-Job=${reference}` };
  expect(() => addressesOf([link], scope, 'j')).toThrow(`"${reference}" is no variable of the dashboard, and not supported here`);
});
