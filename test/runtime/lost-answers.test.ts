import { messagesOf } from './stage/deliveries';
import { DeployedCollector, deployCollector, deployCollectorWithRegistry, SentMessage } from './stage/deployed-collector';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { Answer, answerError, answerJson } from './stage/wire';
import { tokenOf } from '../../src/domain/event/message-token';

const stage = useStage();

/** What SQS answers at its first calls that send; then it is itself again. */
const sqsAnswers = (...answers: Answer[]): void => {
  stage.sqs.answer = ({ operation }) => (operation === 'SendMessageBatch' ? answers.shift() : undefined);
};

/** The job's last look: it is recorded with what is known. */
const lastLook = ({ body }: SentMessage) => ({ ...body, detail: { ...body.detail, tries: 3 } });

const marksOf = (collector: DeployedCollector): unknown[] => collector.lines.jobs.map(({ Redelivered }) => Redelivered);

describe('a message to wait of which no answer tells whether it was sent', () => {
  test.each<[string, Answer]>([
    ['where the answer is lost', 'lose'],
    ['where the connection breaks', 'hang up'],
    ['where the service fails', answerError('InternalError', 500)],
    ['where the answer is torn', { status: 200, body: '{"Successful":[{' }],
  ])('is sent once more with a mark, since both may come: %s', async (_, answer) => {
    // GIVEN
    const collector = await deployCollector(stage);
    const messages = messagesOf([jobLife('a').runnable(), jobLife('a').end()]);
    sqsAnswers(answer);
    // WHEN
    expect(await collector.deliver(messages)).toEqual([]);
    // THEN
    expect(collector.waiting.map(({ body }) => body.detail.redelivered)).toEqual([undefined, tokenOf(messages[0].id)]);
    await collector.deliver(messagesOf(collector.waiting.map(lastLook)));
    expect(marksOf(collector)).toEqual([undefined, tokenOf(messages[0].id)]);
  });

  test('has its entries marked too', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    const [starting] = messagesOf([jobLife('a').starting()]);
    sqsAnswers(undefined, 'lose'); // The look-up goes out first.
    expect(await collector.deliver([starting])).toEqual([]);
    expect(
      collector.waiting.map(({ body }) => (body.detail.entries as { redelivered?: string }[]).map(({ redelivered }) => redelivered)),
    ).toEqual([[undefined], [tokenOf(starting.id)]]);
  });

  test('has no mark where the first one was refused', async () => {
    const collector = await deployCollector(stage);
    sqsAnswers(answerError('ThrottlingException'));
    expect(await collector.deliver(messagesOf([jobLife('a').end()]))).toEqual([]);
    expect(collector.waiting).toHaveLength(2);
    expect(collector.waiting.map(({ body }) => body.detail.redelivered)).toEqual([undefined, undefined]);
  });

  test('is marked once for all: an answer that is lost and a refusal after it', async () => {
    const collector = await deployCollector(stage);
    sqsAnswers('lose', answerError('ThrottlingException'));
    const [end] = messagesOf([jobLife('a').end()]);
    expect(await collector.deliver([end])).toEqual([]);
    expect(collector.waiting.map(({ body }) => body.detail.redelivered)).toEqual([undefined, tokenOf(end.id), tokenOf(end.id)]);
  });
});

describe('a request for places of which no answer tells whether it was sent', () => {
  test('is the same again: asked twice is asked once', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    sqsAnswers('lose');
    await collector.deliverEvents(jobLife('a').starting());
    expect(collector.lookUps).toHaveLength(2);
    expect(collector.lookUps[1].body).toEqual(collector.lookUps[0].body);
  });
});

const refusal = (): Answer => answerJson({ Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] });

describe('a job of which no answer at all tells whether it waits', () => {
  test.each<[string, Answer[]]>([
    ['where each one is lost', ['lose', 'lose', 'lose', 'lose']],
    ['where all but the first one are refusals', ['lose', ...Array(3).fill(answerError('ThrottlingException'))]],
    ['where the message itself is refused after one that was lost', ['lose', refusal()]],
  ])('is told again with a mark when its message comes again: %s', async (_, answers) => {
    // GIVEN
    const collector = await deployCollector(stage);
    const messages = messagesOf([jobLife('a').runnable(), jobLife('a').end()]);
    sqsAnswers(...answers);
    expect((await collector.deliver(messages)).sort()).toEqual(messages.map(({ id }) => id).sort());
    const [sent] = collector.waiting;
    // WHEN what was sent comes, and the end under another id, as out of the dead-letter queue
    await collector.deliver(messagesOf([lastLook(sent)]));
    const [redriven, runnable] = messagesOf([messages[1].body, messages[0].body]);
    collector.lines.documents.length = 0;
    expect(await collector.deliver([redriven, runnable])).toEqual([]);
    await collector.deliver(messagesOf([lastLook(collector.waiting[collector.waiting.length - 1])]));
    // THEN
    expect(marksOf(collector)).toEqual([undefined, tokenOf(redriven.id)]);
    expect(collector.lines.ofType('transitions').map(({ Redelivered }) => Redelivered)).toEqual([tokenOf(runnable.id)]);
  });

  test.each<[string, Answer[]]>([
    ['of the call', Array(4).fill(answerError('ThrottlingException'))],
    ['of the message', [refusal()]],
    ['of one and of the other', [answerError('ThrottlingException'), refusal()]],
  ])('is told for the first time where there were refusals alone: %s', async (_, answers) => {
    const collector = await deployCollector(stage);
    const [end] = messagesOf([jobLife('a').end()]);
    sqsAnswers(...answers);
    expect(await collector.deliver([end])).toEqual([end.id]);
    await collector.deliver([{ ...end, received: 2 }]);
    expect(collector.waiting[collector.waiting.length - 1].body.detail.redelivered).toBeUndefined();
  });
});
