import { dayOf } from './simulated-day';
import { JsonObject } from '../../../lab/aws/json';
import { compilePattern } from '../../../lab/aws/patterns/event-pattern';
import { RunTaskMonitoring } from '../../../src/run-task-monitoring';
import { synthesize } from '../../event-intake/synthesis';

interface Call {
  eventName: string;
  eventID: string;
  userIdentity: { invokedBy?: string };
  requestParameters: { cluster?: string; clientToken: string; tags: { key: string; value: string }[]; overrides: object } | null;
  responseElements: {
    tasks: { taskArn: string; containerInstanceArn?: string }[];
    failures: { arn?: string; reason: string; detail?: string }[];
  } | null;
  errorCode?: string;
}

const day = dayOf(2000, 7);
const calls = day.events
  .filter((event) => (event.detail as Call).eventName === 'RunTask')
  .map((event) => ({ event, detail: event.detail as Call }));
const byBatch = calls.filter(({ detail }) => detail.userIdentity.invokedBy === 'batch.amazonaws.com');
const rows = (dimension: string) => day.runTask.filter(({ Dimension }) => Dimension === dimension);
const [total] = rows('');
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe('calls of RunTask', () => {
  test('place each attempt that starts on ECS: one task for each, of the attempt', () => {
    const started = new Set(
      day.jobEvents
        .filter(({ detail }) => detail.status === 'STARTING' && detail.eksProperties === undefined && detail.nodeProperties === undefined)
        .map(({ detail }) => String(detail.container?.taskArn ?? detail.ecsProperties?.taskProperties[0].taskArn)),
    );
    const placed = new Set(byBatch.flatMap(({ detail }) => detail.responseElements?.tasks ?? []).map(({ taskArn }) => taskArn));

    expect(placed).toEqual(started);
    expect(total.Placed).toBe(placed.size);
  });

  test("are of a user or another service too, and the rule takes AWS Batch's alone", () => {
    const synthesis = synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask'));
    const pattern = compilePattern(synthesis.resource('RunTask/Rule').Properties.EventPattern as JsonObject);
    const matched = calls.filter(({ event }) => pattern.matches(event as unknown as JsonObject));

    expect(matched).toEqual(byBatch);
    expect(total.Calls).toBe(byBatch.length);
    const others = calls.filter((call) => !byBatch.includes(call)).map(({ detail }) => detail);
    expect(others.some(({ requestParameters }) => requestParameters === null)).toBe(true);
    expect(others.some(({ requestParameters }) => requestParameters !== null && requestParameters.cluster === undefined)).toBe(true);
    expect(others.some(({ userIdentity }) => userIdentity.invokedBy === 'states.amazonaws.com')).toBe(true);
  });

  test('fail for want of capacity, or are refused: then nothing is answered', () => {
    const details = byBatch.map(({ detail }) => detail);
    const failures = details.flatMap(({ responseElements }) => responseElements?.failures ?? []);

    expect(total.NotPlaced).toBe(failures.length + details.filter(({ errorCode }) => errorCode !== undefined).length);
    expect(
      failures.some(
        ({ reason, arn, detail }) =>
          reason === 'RESOURCE:MEMORY' &&
          arn?.includes(':container-instance/') &&
          /^Insufficient memory available \(\d+ requested, \d+ available\)$/.test(detail ?? ''),
      ),
    ).toBe(true);
    expect(details.every(({ errorCode, responseElements }) => (errorCode === undefined) === (responseElements !== null))).toBe(true);
    expect(details.some(({ errorCode, requestParameters }) => errorCode === 'AccessDenied' && requestParameters === null)).toBe(true);
  });

  test('are tried again at times: another event of the same call, answered with the same task', () => {
    const byToken = new Map<string, Call[]>();
    for (const { detail } of byBatch) {
      const token = detail.requestParameters?.clientToken;
      if (token !== undefined) byToken.set(token, [...(byToken.get(token) ?? []), detail]);
    }
    const repeated = [...byToken.values()].filter((same) => same.length > 1);

    expect(repeated.length).toBeGreaterThan(5);
    for (const [one, other] of repeated) {
      expect(other.eventID).not.toBe(one.eventID);
      expect(other.responseElements).toEqual(one.responseElements);
    }
  });

  test('report the queue and the environment by tags, commands in clear, and no environment', () => {
    const { requestParameters } = byBatch.find(({ detail }) => detail.responseElements?.tasks.length === 1)!.detail;

    expect(requestParameters!.tags.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['aws:batch:compute-environment', 'aws:batch:job-queue', 'aws:batch:job-definition']),
    );
    expect(JSON.stringify(requestParameters!.overrides)).toMatch(/CANARY-[0-9a-f]{10}-argument/);
    expect(JSON.stringify(requestParameters!.overrides)).toContain('"environment":"HIDDEN_DUE_TO_SECURITY_REASONS"');
  });

  test('add up to the same over queues, environments and reasons, less those refused without a word of whose they were', () => {
    const bare = byBatch.filter(({ detail }) => detail.requestParameters === null).length;

    for (const dimension of ['JobQueue', 'ComputeEnvironment']) {
      expect(sum(rows(dimension).map(({ Placed }) => Placed))).toBe(total.Placed);
      expect(sum(rows(dimension).map(({ Calls }) => Calls))).toBe(total.Calls - bare);
      expect(sum(rows(dimension).map(({ NotPlaced }) => NotPlaced))).toBe(total.NotPlaced - bare);
    }
    expect(sum(rows('Reason').map(({ NotPlaced }) => NotPlaced))).toBe(total.NotPlaced);
    expect(rows('Reason').map(({ Value }) => Value)).toEqual(
      expect.arrayContaining(['AGENT', 'AccessDenied', 'CAPACITY', 'NO_INSTANCES', 'RESOURCE:CPU', 'RESOURCE:OTHER']),
    );
    expect(
      rows('ComputeEnvironment')
        .filter(({ Value }) => Value.startsWith('fargate'))
        .every(({ Placed }) => Placed > 100),
    ).toBe(true);
  });

  test('are in the metrics as in the totals', () => {
    const metric = (name: string) =>
      day.metrics.filter(({ Name, Dimensions }) => Name === name && Object.keys(Dimensions).length === 0).map(({ Sum }) => Sum);

    expect([...metric('RunTaskCalls'), ...metric('TasksPlaced'), ...metric('TasksNotPlaced')]).toEqual([
      total.Calls,
      total.Placed,
      total.NotPlaced,
    ]);
    expect(day.metrics.filter(({ Name, Dimensions }) => Name === 'TasksNotPlaced' && Dimensions.Reason !== undefined)).toHaveLength(
      rows('Reason').length,
    );
  });

  test('are there in small workloads too, refused ones among them', () => {
    const { runTask } = dayOf(20, 3);

    expect(runTask[0].Placed).toBeGreaterThan(5);
    expect(runTask[0].NotPlaced).toBeGreaterThan(0);
  });
});
