import { useExplorer } from './deployed-explorer';
import { Html } from '../../../src/domain/explorer/html';
import { KEPT_FOR_THE_END } from '../../../src/runtime/deadline';
import { textOf } from '../../domain/explorer/elements';
import { ENDPOINT, record } from '../../domain/explorer/frames';
import { Answer, answerJson } from '../stage/wire';

const deployed = useExplorer();
const text = async (event: unknown = {}): Promise<string> => textOf(new Html(await deployed.show(event)));

/** What to answer instead, by how often an operation was called. */
function instead(operation: string, answer: (call: number) => Answer): void {
  deployed.logs.answer = (request) =>
    request.operation === operation ? (answer(deployed.logs.of(operation).length) ?? deployed.query(request)) : deployed.query(request);
}
const refusal = (type: string): Answer => ({ status: 400, body: JSON.stringify({ __type: type, message: 'quotes the request' }) });

describe('a query', () => {
  test('that is throttled, broken off or answered with torn JSON is tried again', async () => {
    deployed.log(record());
    instead('StartQuery', (call) => (call === 1 ? refusal('ThrottlingException') : undefined));
    expect(await text()).toContain('align-reads');
    instead('GetQueryResults', (call) =>
      call % 3 === 1 ? 'hang up' : call % 3 === 2 ? { status: 200, body: '{"status":"Comp' } : undefined,
    );
    expect(await text()).toContain('align-reads');
  });

  test('that runs is asked for until it is complete', async () => {
    deployed.log(record());
    const states = ['Scheduled', 'Running', 'Running'];
    instead('GetQueryResults', (call) => (states[call - 1] ? answerJson({ status: states[call - 1] }) : undefined));
    expect(await text()).toContain('align-reads');
  });

  test.each(['Failed', 'Cancelled', 'Timeout', 'Unknown'])('that ends as %s is a text on the page', async (status) => {
    instead('GetQueryResults', () => answerJson({ status }));
    expect(await text()).toContain(`The query of Logs Insights ended as ${status}.`);
  });

  test('that would read too much is stopped', async () => {
    instead('GetQueryResults', () => answerJson({ status: 'Running', statistics: { bytesScanned: 1_000_001 } }));
    expect(await text()).toContain('The query would read more than 1 MB, and was stopped.');
    const [started] = deployed.logs.of('GetQueryResults');
    expect(deployed.logs.of('StopQuery').map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      [started.body, 'application/x-amz-json-1.1'],
    ]);
  });

  test('that reads as much as is allowed goes on', async () => {
    deployed.log(record());
    const running = answerJson({ status: 'Running', statistics: { bytesScanned: 1_000_000 } });
    instead('GetQueryResults', (call) => (call === 1 ? running : undefined));
    expect(await text()).toContain('align-reads');
  });

  test('is asked for less and less often', async () => {
    instead('GetQueryResults', () => answerJson({ status: 'Running' }));
    const explorer = deployed.make();
    // Between the second and the third pause, so that there is no third one.
    explorer.deadline.begin(() => 400 / (1 - KEPT_FOR_THE_END));
    expect(await deployed.show({}, explorer)).toContain('takes too long, and was stopped');
    expect(deployed.logs.of('GetQueryResults')).toHaveLength(3);
  });

  // A tenth of the time is kept: what is left is as long as the next wait. A call that is throttled is tried some times, and then waits longer.
  test.each([
    [1_250, 'runs', answerJson({ status: 'Running' }), 1],
    [2_000, 'is throttled', refusal('ThrottlingException'), 4],
  ])('that cannot end before the deadline is stopped: %d ms, it %s', async (rest, _, answer, calls) => {
    let left = 10_000;
    instead('GetQueryResults', () => {
      left = rest;
      return answer;
    });
    const explorer = deployed.make();
    explorer.deadline.begin(() => left);
    expect(await deployed.show({}, explorer)).toContain('takes too long, and was stopped');
    expect(deployed.logs.of('GetQueryResults').length).toBeLessThanOrEqual(calls);
    expect(deployed.logs.of('StopQuery')).toHaveLength(1);
  });

  test('whose polls are throttled runs on, and is read when they are not', async () => {
    deployed.log(record());
    instead('GetQueryResults', (call) => (call <= 4 ? refusal('ThrottlingException') : undefined));
    expect(await text()).toContain('align-reads');
    expect(deployed.logs.of('StopQuery')).toHaveLength(0);
  });

  test('whose poll fails is stopped', async () => {
    instead('GetQueryResults', () => refusal('AccessDeniedException'));
    expect(await text()).toContain('The call to logs failed: 400 AccessDeniedException.');
    expect(deployed.logs.of('StopQuery')).toHaveLength(1);
  });

  test('that cannot be stopped is a text on the page too', async () => {
    instead('GetQueryResults', () => answerJson({ status: 'Running', statistics: { bytesScanned: 1e12 } }));
    const answer = deployed.logs.answer;
    deployed.logs.answer = (request) => (request.operation === 'StopQuery' ? refusal('InvalidParameterException') : answer(request));
    expect(await text()).toContain('would read more than 1 MB');
  });

  test('beyond the limit of the account is explained', async () => {
    instead('StartQuery', () => refusal('LimitExceededException'));
    expect(await text()).toContain('Too many queries of Logs Insights run in this account.');
  });

  test('that is refused shows the error code and nothing of the message, and is in the log', async () => {
    instead('StartQuery', () => refusal('AccessDeniedException'));
    const page = await text();
    expect(page).toContain('The call to logs failed: 400 AccessDeniedException. The log of the function has more.');
    expect(page).not.toContain('quotes');
    expect(deployed.lines.map((line) => JSON.parse(line) as object)).toEqual([
      { RecordType: 'processing-failed', Subject: 'explorer', Problem: 'The call to logs failed: 400 AccessDeniedException' },
    ]);
  });

  test('whose answer is of another form shows no detail', async () => {
    instead('GetQueryResults', () => answerJson({ status: 'Complete', results: 'secret' }));
    const page = await text();
    expect(page).toContain('Something went wrong. The log of the function has more.');
    expect(page).not.toContain('secret');
  });

  test('without results or statistics is empty', async () => {
    instead('GetQueryResults', () => answerJson({ status: 'Complete' }));
    expect(await text()).toContain('No job finished');
  });

  test('sends no credentials to the page', async () => {
    const page = (await deployed.make().show({}, ENDPOINT)) as string;
    expect(page).not.toMatch(/AKIDEXAMPLE|example-secret|session-token/);
  });
});
