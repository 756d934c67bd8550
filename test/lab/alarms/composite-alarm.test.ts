import { compositeChanges } from '../../../lab/alarms/composite-alarm';
import { parseRule } from '../../../lab/alarms/composite-rule';
import { evaluateAlarms, spanOf, StateChange } from '../../../lab/alarms/index';

describe('the rule of a composite alarm', () => {
  const holds = (rule: string, inAlarm: string): boolean =>
    parseRule(rule)((alarm, state) => (inAlarm.includes(alarm) ? 'ALARM' : 'OK') === state);

  test.each([
    ['ALARM("a")', 'a', true],
    ['ALARM(a)', 'b', false],
    ['OK("a")', 'b', true],
    ['INSUFFICIENT_DATA("a")', '', false],
    ['ALARM("a") OR ALARM("b") AND ALARM("c")', 'a', true],
    ['ALARM("a") OR ALARM("b") AND ALARM("c")', 'b', false],
    ['(ALARM("a") OR ALARM("b")) AND ALARM("c")', 'a', false],
    ['((ALARM("a") OR ALARM("b")) AND (NOT ((ALARM("c")))))', 'b', true],
    ['((ALARM("a") OR ALARM("b")) AND (NOT ((ALARM("c")))))', 'bc', false],
    ['NOT ALARM("a") AND ALARM("b")', 'b', true],
    ['TRUE', '', true],
    ['NOT FALSE AND FALSE', '', false],
  ])('%s with "%s" in ALARM: %s', (rule, inAlarm, expected) => {
    expect(holds(rule, inAlarm)).toBe(expected);
  });

  test.each([
    ['', 'has its end where the state of an alarm is expected'],
    ['(ALARM("a")', 'lacks a ")"'],
    ['ALARM("a") ALARM("b")', 'has "ALARM" after its end'],
    ['ALARM("a") OR AND', 'has "AND" where the state of an alarm is expected'],
    ['ALERT("a")', 'has an unexpected "ALERT("a")"'],
  ])('%j is an error', (rule, message) => {
    expect(() => parseRule(rule)).toThrow(message);
  });
});

const named = (id: string) => ({ id, name: `name-${id}`, arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:name-${id}` });
const change = (Alarm: string, minute: number, To: StateChange['To']): StateChange => ({
  Alarm,
  At: new Date(minute * 60_000).toISOString(),
  From: 'OK',
  To,
  Reason: '',
});
const summed = (changes: readonly StateChange[]) => changes.map(({ Alarm, At, From, To }) => [Alarm, Date.parse(At) / 60_000, From, To]);

describe('a composite alarm', () => {
  const [a, b] = [named('a'), named('b')];
  const changes = [change('a', 0, 'OK'), change('b', 0, 'OK'), change('a', 5, 'ALARM'), change('b', 7, 'ALARM'), change('a', 9, 'OK')];

  test('changes when its rule does, which names alarms or their ARNs', () => {
    const composites = [{ ...named('both'), rule: `ALARM("${a.arn}") AND ALARM(name-b)` }];
    expect(summed(compositeChanges(composites, [a, b], changes))).toEqual([
      ['both', 0, 'INSUFFICIENT_DATA', 'OK'],
      ['both', 7, 'OK', 'ALARM'],
      ['both', 9, 'ALARM', 'OK'],
    ]);
  });

  test('sees alarms that change at the same moment together, so that what explains it is there in time', () => {
    const together = [change('a', 0, 'OK'), change('b', 0, 'OK'), change('a', 5, 'ALARM'), change('b', 5, 'ALARM')];
    const composites = [{ ...named('c'), rule: `ALARM("${a.arn}") AND NOT ALARM("${b.arn}")` }];
    expect(summed(compositeChanges(composites, [a, b], together))).toEqual([['c', 0, 'INSUFFICIENT_DATA', 'OK']]);
  });

  test('can look at one that comes before it', () => {
    const composites = [
      { ...named('c'), rule: `ALARM("${a.arn}")` },
      { ...named('d'), rule: 'ALARM(name-c)' },
    ];
    expect(summed(compositeChanges(composites, [a, b], changes)).filter(([id]) => id === 'd')).toEqual([
      ['d', 0, 'INSUFFICIENT_DATA', 'OK'],
      ['d', 5, 'OK', 'ALARM'],
      ['d', 9, 'ALARM', 'OK'],
    ]);
  });
});

test('alarms of a template are evaluated in order of time, without those that the lab does not run', () => {
  const points = [{ Namespace: 'Shop', Name: 'Errors', Dimensions: {}, Timestamp: 600_000, Values: [1] }];
  const properties = {
    Namespace: 'Shop',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
  const metricAlarms = [
    { ...named('a'), properties },
    { ...named('anomaly'), properties: { ...properties, ComparisonOperator: 'GreaterThanUpperThreshold' } },
  ];
  const compositeAlarms = [{ ...named('page'), rule: 'ALARM(name-a)' }];
  expect(summed(evaluateAlarms({ metricAlarms, compositeAlarms }, points, { start: 0, end: 1_200_000 }))).toEqual([
    ['a', 0, 'INSUFFICIENT_DATA', 'OK'],
    ['page', 0, 'INSUFFICIENT_DATA', 'OK'],
    ['a', 11, 'OK', 'ALARM'],
    ['page', 11, 'OK', 'ALARM'],
    ['a', 14, 'ALARM', 'OK'],
    ['page', 14, 'ALARM', 'OK'],
  ]);
  expect(spanOf([...points, { ...points[0], Timestamp: 60_000 }])).toEqual({ start: 60_000, end: 600_000 });
});
