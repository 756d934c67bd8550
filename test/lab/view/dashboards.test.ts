import { serviceMetrics } from '../../../lab/alarms/service-metrics';
import { dashboardsOf } from '../../../lab/view/dashboards/dashboard-template';

import { splitSources } from '../../../lab/view/dashboards/log-queries';
import { placeWidgets } from '../../../lab/view/dashboards/place-widgets';
import { ResolvedTemplate } from '../../../lab/view/dashboards/resolved-template';
import { periodFor } from '../../../lab/view/periods';
import { initialRange, parseDuration } from '../../../lab/view/time-range';

const HOUR = 3_600_000;

describe('layout', () => {
  test('widgets keep the place that the dashboard gives them', () => {
    expect(placeWidgets([{ type: 'text', x: 6, y: 2, width: 4, height: 3 }])).toMatchObject([{ x: 6, y: 2, width: 4, height: 3 }]);
  });

  test('widgets without a place fill the rows of the grid', () => {
    const places = placeWidgets([{ width: 12 }, { width: 9 }, { width: 6 }, { width: 24, height: 2 }, {}]).map(({ x, y }) => [x, y]);
    expect(places).toEqual([
      [0, 0],
      [12, 0],
      [0, 6],
      [0, 12],
      [6, 6],
    ]);
  });
});

describe('dashboard bodies', () => {
  const dashboardOf = (body: object | string, resources: object = {}) =>
    dashboardsOf(
      new ResolvedTemplate(
        {
          stackName: 'Stack',
          templateFile: 'Stack.template.json',
          assets: new Map(),
          template: {
            Resources: {
              Board12AB34CD: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: body as never } },
              ...resources,
            },
          },
        },
        (name) => (name === 'other-stack' ? 'imported' : undefined),
      ),
    )[0];
  const bodyWith = (reference: object) => ({
    'Fn::Join': ['', ['{"widgets":[{"type":"text","properties":{"markdown":"', reference, '"}}]}']],
  });

  test('a dashboard without a name goes by its logical id, without the hash of CDK', () => {
    expect(dashboardOf('{"widgets":[]}')).toMatchObject({ id: 'Stack.Board12AB34CD', name: 'Board' });
  });

  test.each([
    ['a log group without a name is its logical id', { Ref: 'Group' }, 'Group'],
    ['a name of its own', { Ref: 'Named' }, '/my/group'],
    ['an attribute', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'Queue'],
    ['a resource that nothing is known of', { 'Fn::GetAtt': ['Odd', 'Thing'] }, 'Odd.Thing'],
    ['the Region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a substitution', { 'Fn::Sub': 'in ${Named}' }, 'in /my/group'],
    ['an export of another stack', { 'Fn::ImportValue': 'other-stack' }, 'imported'],
  ])('%s', (_, reference, expected) => {
    const resources = {
      Group: { Type: 'AWS::Logs::LogGroup' },
      Named: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/my/group' } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Odd: { Type: 'Custom::Odd' },
    };
    expect(dashboardOf(bodyWith(reference), resources).widgets[0].properties.markdown).toBe(expected);
  });

  test.each([
    ['no JSON', 'JSON'],
    ['{"a":1}', 'no list of widgets'],
  ])('a body that is %s is a problem of that dashboard', (body, problem) => {
    expect(dashboardOf(body).problem).toContain(problem);
  });
});

test('the log groups of a query come off its beginning', () => {
  expect(splitSources('SOURCE \'a/b\' | SOURCE "c" | fields x | sort y')).toEqual({ logGroups: ['a/b', 'c'], query: 'fields x | sort y' });
});

describe('time ranges', () => {
  test.each([
    ['-PT6H', 6 * HOUR],
    ['P1D', 24 * HOUR],
    ['-P1DT12H30M', 36.5 * HOUR],
    ['-P2W', 336 * HOUR],
    ['-P1M', 720 * HOUR],
    ['six hours', undefined],
    ['P', undefined],
  ])('%s', (text, expected) => expect(parseDuration(text)).toBe(expected));

  test('a relative range ends where the data does, an absolute one is kept, three hours are the default', () => {
    const newest = 1000 * HOUR;
    expect(initialRange({ start: '-PT6H' }, newest)).toEqual({ start: 994 * HOUR, end: newest });
    expect(initialRange({ start: '1970-01-02T00:00:00Z', end: '1970-01-03T00:00:00Z' }, newest)).toEqual({
      start: 24 * HOUR,
      end: 48 * HOUR,
    });
    expect(initialRange({}, newest)).toEqual({ start: 997 * HOUR, end: newest });
  });
});

describe('periods', () => {
  test.each([
    ['its own while a chart can show all points', 300, 24, undefined, undefined],
    ['longer where there would be too many points', 60, 72, undefined, 300],
    ['adapted to three hours', 300, 3, 'auto', 60],
    ['adapted to a week', 300, 168, 'auto', 3600],
    ['adapted to a year', 300, 8760, 'auto', 86_400],
  ])('%s', (_, declared, hours, override, expected) => {
    expect(periodFor(declared, { start: 0, end: hours * HOUR }, override)).toBe(expected);
  });
});

test('what AWS would measure of queues, functions and log groups comes from the summary', () => {
  const points = serviceMetrics(
    { invocations: { Handler: 7 }, failedInvocations: { Handler: 1 }, deadLetters: { Dead: 2 }, rejectedDocuments: { Log: 3 } },
    5,
  );
  expect(points.map(({ Namespace, Name, Dimensions, Values }) => [Namespace, Name, Dimensions, Values])).toEqual([
    ['AWS/Lambda', 'Invocations', { FunctionName: 'Handler' }, [7]],
    ['AWS/Lambda', 'Errors', { FunctionName: 'Handler' }, [1]],
    ['AWS/Lambda', 'Throttles', { FunctionName: 'Handler' }, [0]],
    ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'Dead' }, [2]],
    ['AWS/Logs', 'EMFParsingErrors', { LogGroupName: 'Log' }, [0]],
    ['AWS/Logs', 'EMFValidationErrors', { LogGroupName: 'Log' }, [3]],
  ]);
});
