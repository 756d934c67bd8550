import { deployCollector } from './stage/deployed-collector';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { lambdaHandler } from '../../src/runtime/delivery';

const stage = useStage();

describe('an event straight from a rule', () => {
  test('is processed as an event of a queue is, and answers nothing', async () => {
    const collector = await deployCollector(stage);
    const handler = lambdaHandler(collector.processor, collector.deadline);
    for (const [index, event] of jobLife('a').all().entries()) {
      expect(await handler(event, { awsRequestId: `request-${index}` })).toBeUndefined();
    }
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ JobId: 'a', TotalRunnableSeconds: 60 })]);
  });

  test('is the same message when Lambda tries it again', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    const handler = lambdaHandler(collector.processor, collector.deadline);
    const event = jobLife('a').runnable();
    // WHEN
    await handler(event, { awsRequestId: 'first' });
    await handler(event, { awsRequestId: 'first' });
    // THEN
    expect(collector.lines.total('JobsRunnable')).toBe(2);
    // WHEN
    await handler(event, { awsRequestId: 'second' });
    // THEN
    expect(collector.lines.total('JobsRunnable')).toBe(2);
    expect(collector.lines.total('DuplicateEvents')).toBe(1);
  });

  test('fails the invocation where it cannot be written, without a word of the event', async () => {
    const collector = await deployCollector(stage);
    stage.dynamodb.answer = () => answerError('AccessDeniedException');
    const event = jobLife('a', { detail: { parameters: { password: 'canary' } } }).runnable();
    await expect(lambdaHandler(collector.processor, collector.deadline)(event, { awsRequestId: 'request' })).rejects.toThrow(
      'The event could not be processed: the log record above has the reason',
    );
    expect(collector.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Subject: 'a', Problem: 'AccessDeniedException' }),
    ]);
    expect(collector.lines.raw.join()).not.toContain('canary');
  });

  test('fails the invocation where it cannot be read', async () => {
    const collector = await deployCollector(stage);
    await expect(lambdaHandler(collector.processor, collector.deadline)({ detail: {} }, { awsRequestId: 'request' })).rejects.toThrow();
    expect(collector.lines.total('EventsRejected')).toBe(1);
  });
});
