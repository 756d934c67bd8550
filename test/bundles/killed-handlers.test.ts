import { dirname } from 'node:path';
import { useBundle } from './build-bundles';
import { Crash } from '../../lab/replay/functions/crash';
import { ExecutionEnvironment, Outcome } from '../../lab/replay/functions/execution-environment';
import { tokenOf } from '../../src/domain/event/message-token';
import { delivery, Message, messagesOf } from '../runtime/stage/deliveries';
import { collectorVariables } from '../runtime/stage/deployed-collector';
import { jobLife } from '../runtime/stage/job-events';
import { useStage } from '../runtime/stage/stage';

/** As many as are written at the same time. */
const JOBS = 50;
const stage = useStage();
const bundle = useBundle('job-event-collector/collector.lambda');

interface Run extends Outcome {
  readonly lines: readonly Record<string, unknown>[];
}

/** Runs one batch in a new process with the bundle. */
async function runAlone(variables: Record<string, string>, messages: readonly Message[], crash?: Crash): Promise<Run> {
  const lines: Record<string, unknown>[] = [];
  const environment = new ExecutionEnvironment(
    {
      ...(process.env as Record<string, string>),
      ...variables,
      LAMBDA_TASK_ROOT: dirname(bundle()),
      _HANDLER: 'index.handler',
      NODE_NO_WARNINGS: '1',
    },
    256,
    { output: (line) => lines.push(JSON.parse(line) as Record<string, unknown>), complaint: () => undefined },
  );
  const payload = JSON.stringify(delivery(messages));
  const outcome = await environment.invoke({ id: 'invocation', payload, invokedFunctionArn: 'arn', timeoutSeconds: 60, crash });
  await environment.stop();
  return { ...outcome, lines };
}

const recordsOf = ({ lines }: Run) => lines.filter(({ RecordType }) => RecordType === 'job');

describe('a handler that is killed between its writes and its output', () => {
  const events = Array.from({ length: JOBS }, (_, index) => jobLife(`job-${index}`).all()).flat();

  test('has its jobs recorded once when the dead letters are redriven under other ids', async () => {
    // GIVEN a batch whose facts are all in the table, and of which nothing is in the log
    const variables = await collectorVariables(stage);
    const messages = messagesOf(events);
    const killed = await runAlone(variables, messages, { line: 0 });
    expect(killed).toMatchObject({ lines: [], error: { errorType: 'Sandbox.Timedout' } });
    expect(stage.dynamodb.of('UpdateItem')).toHaveLength(JOBS);
    // WHEN
    const redriven = await runAlone(variables, messagesOf(events));
    // THEN each job has one record, with the mark of the message that was not handled to its end, for one write more
    expect((JSON.parse(String(redriven.result)) as { batchItemFailures: object[] }).batchItemFailures).toHaveLength(0);
    expect(new Set(recordsOf(redriven).map(({ JobId }) => JobId)).size).toBe(JOBS);
    expect(recordsOf(redriven)).toHaveLength(JOBS);
    const ends = new Set(messages.filter((_, index) => index % 4 === 3).map(({ id }) => tokenOf(id)));
    expect(new Set(recordsOf(redriven).map(({ Redelivered }) => Redelivered))).toEqual(ends);
    expect(stage.dynamodb.of('UpdateItem')).toHaveLength(2 * JOBS);
    expect(stage.dynamodb.requests.filter(({ operation }) => /^(Get|Query|Scan)/.test(operation)).length).toBeLessThanOrEqual(2);
  }, 60_000);

  test('has nothing recorded again by copies of the events that EventBridge delivered in time', async () => {
    const variables = await collectorVariables(stage);
    const life = jobLife('a', { submitted: Date.now() - 420_000 });
    const first = await runAlone(variables, messagesOf(life.all()));
    expect(first.lines.map(({ RecordType, Problem }) => [RecordType, Problem])).toContainEqual(['job', undefined]);
    const copies = messagesOf(life.all()).map((message) => ({ ...message, sentAt: Date.now() }));
    const again = await runAlone(variables, copies);
    expect(recordsOf(again)).toEqual([]);
    expect(again.lines.filter((line) => 'Redelivered' in line)).toEqual([]);
  }, 60_000);
});
