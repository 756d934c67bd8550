import { RunTaskMonitoring } from '../../src/run-task-monitoring';
import { useBundle } from '../bundles/build-bundles';
import { deployed, run } from '../bundles/run-bundle';
import { runTaskEvent } from '../domain/run-task/run-task-events';
import { environmentOf, synthesize } from '../event-intake/synthesis';
import { delivery, messagesOf } from '../runtime/stage/deliveries';
import { useStage } from '../runtime/stage/stage';

const stage = useStage();
const environment = environmentOf(
  synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask')),
  'RunTask/Handler',
);

describe('the bundle with the environment that the construct sets', () => {
  const bundle = useBundle('run-task-monitoring/run-task.lambda');

  test('counts a call once, in whatever execution environment, and tells its failure', async () => {
    // GIVEN
    const variables = deployed(environment, { CALL_TABLE: await stage.newTable('CallKey') });
    const at = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
    const detail = 'Insufficient memory available (32000 requested, 31431 available)';
    const event = runTaskEvent({ at, placed: 1, failures: [{ reason: 'RESOURCE:MEMORY', detail }] });
    // WHEN
    const first = await run(bundle(), variables, delivery(messagesOf([event])));
    const copy = await run(bundle(), variables, delivery(messagesOf([event])));
    // THEN
    const [record, ...documents] = first.slice(0, -1) as Record<string, unknown>[];
    expect(record).toMatchObject({ RecordType: 'run-task-failure', Reason: 'RESOURCE:MEMORY', Detail: detail, Failures: 1 });
    expect(documents).toEqual([
      expect.objectContaining({ RunTaskCalls: 1, TasksPlaced: 1, JobQueue: 'nightly', TasksNotPlaced: 1, Reason: 'RESOURCE:MEMORY' }),
    ]);
    expect(copy).toEqual([{ answer: { batchItemFailures: [] } }]);
  }, 30_000);
});
