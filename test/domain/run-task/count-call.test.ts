import { CLUSTER, hostArn, refusedCall, runTaskEvent, ToldFailure } from './run-task-events';
import { setsOf } from '../../../src/domain/data-point';
import { DimensionName } from '../../../src/domain/names/metrics';
import { failureRecords } from '../../../src/domain/run-task/failure-records';
import { measureCall } from '../../../src/domain/run-task/measure-call';
import { readRunTaskEvent, RunTaskReading } from '../../../src/domain/run-task/run-task-reading';

const read = (event: object): RunTaskReading => readRunTaskEvent(event) as RunTaskReading;
const AT = Date.parse('2026-11-20T10:00:07Z');
const PLACE = { JobQueue: 'nightly', ComputeEnvironment: 'spot-environment' };
const point = (name: string, value: number, dimensions: object = PLACE) => ({ name, value, atMillis: AT, dimensions });
const recordsOf = (failures: readonly ToldFailure[]): object[] => failureRecords(read(runTaskEvent({ failures })));

describe('what a call counts', () => {
  test('is the call, each task that was placed, and each failure by its reason', () => {
    const reading = read(runTaskEvent({ placed: 2, failures: [{ reason: 'AGENT' }, { reason: 'RESOURCE:CPU' }, { reason: 'AGENT' }] }));
    expect(measureCall(reading, true)).toEqual([
      point('RunTaskCalls', 1),
      point('TasksPlaced', 2),
      point('TasksNotPlaced', 1, { ...PLACE, Reason: 'AGENT' }),
      point('TasksNotPlaced', 1, { ...PLACE, Reason: 'RESOURCE:CPU' }),
      point('TasksNotPlaced', 1, { ...PLACE, Reason: 'AGENT' }),
    ]);
  });

  test('is no task where an earlier try placed them, and none where none was placed', () => {
    expect(measureCall(read(runTaskEvent({ placed: 2 })), false)).toEqual([point('RunTaskCalls', 1)]);
    expect(measureCall(read(refusedCall('AccessDenied')), true)).toEqual([
      point('RunTaskCalls', 1),
      point('TasksNotPlaced', 1, { ...PLACE, Reason: 'AccessDenied' }),
    ]);
  });

  test('carries no dimension that is not known', () => {
    expect(measureCall(read(runTaskEvent({ detail: { requestParameters: null } })), true)).toEqual([
      point('RunTaskCalls', 1, {}),
      point('TasksPlaced', 1, {}),
    ]);
  });

  test('is published by reason only where there is one', () => {
    const sets: DimensionName[][] = [[], ['JobQueue']];
    const [call, notPlaced] = measureCall(read(refusedCall('AccessDenied')), true);
    expect(setsOf(call, sets)).toEqual(sets);
    expect(setsOf(notPlaced, sets)).toEqual([...sets, ['Reason']]);
  });
});

describe('the lines about failures', () => {
  const wording = (available: number) => ({
    reason: 'RESOURCE:MEMORY',
    detail: `Insufficient memory available (32000 requested, ${available} available)`,
  });

  test('say why, where and when', () => {
    expect(recordsOf([{ ...wording(31431), arn: hostArn('h1') }])).toEqual([
      {
        RecordType: 'run-task-failure',
        At: '2026-11-20T10:00:07.000Z',
        Reason: 'RESOURCE:MEMORY',
        Detail: 'Insufficient memory available (32000 requested, 31431 available)',
        JobQueue: 'nightly',
        JobDefinition: 'etl:3',
        ComputeEnvironment: 'spot-environment',
        EcsCluster: CLUSTER,
        ContainerInstanceArn: hostArn('h1'),
        Failures: 1,
      },
    ]);
  });

  test('are one for each reason and wording, with an instance where it is the only one', () => {
    const lines = recordsOf([
      { ...wording(1), arn: hostArn('h1') },
      { reason: 'AGENT', arn: hostArn('h2') },
      { ...wording(1), arn: hostArn('h3') },
      { ...wording(2), arn: hostArn('h4') },
    ]);
    expect(lines).toMatchObject([
      { Reason: 'RESOURCE:MEMORY', Failures: 2, ContainerInstanceArn: undefined },
      { Reason: 'AGENT', Failures: 1, ContainerInstanceArn: hostArn('h2') },
      { Reason: 'RESOURCE:MEMORY', Failures: 1, ContainerInstanceArn: hostArn('h4') },
    ]);
  });

  test('name what all of them share', () => {
    const lines = recordsOf([
      { ...wording(1), arn: hostArn('h1') },
      { ...wording(1), arn: hostArn('h1') },
    ]);
    expect(lines).toMatchObject([{ Detail: wording(1).detail, ContainerInstanceArn: hostArn('h1'), Failures: 2 }]);
  });

  test('are bounded: beyond twenty wordings, by reason alone', () => {
    const lines = recordsOf([...Array.from({ length: 500 }, (_, n) => wording(n)), { reason: 'AGENT' }, { reason: 'AGENT' }]);
    expect(lines).toHaveLength(22);
    expect(lines.slice(20)).toMatchObject([
      { Reason: 'RESOURCE:MEMORY', Detail: undefined, Failures: 480 },
      { Reason: 'AGENT', Failures: 2 },
    ]);
  });

  test('are none where all went well', () => {
    expect(recordsOf([])).toEqual([]);
  });
});
