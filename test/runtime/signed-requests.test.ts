import { useStage } from './stage/stage';
import { Answer, answerError, answerJson } from './stage/wire';
import { BoundedHttp } from '../../src/runtime/aws/bounded-http';
import { AwsCall, SignedRequests } from '../../src/runtime/aws/signed-request';
import { Deadline } from '../../src/runtime/deadline';
import { AwsCalls } from '../../src/runtime/registry/aws-calls';

const stage = useStage();
const requests = new SignedRequests('eu-west-1', new Deadline());
const call = (): AwsCall => ({ service: 'ecs', endpoint: stage.ecs.url, headers: { 'content-type': 'application/json' }, body: '{"n":1}' });

/** Answers the first calls so, and the others well. */
const failFirst = (times: number, answer: Answer) => {
  stage.ecs.answer = () => (stage.ecs.requests.length <= times ? answer : answerJson({ ok: true }));
};

describe('a call of AWS', () => {
  test('returns the body of the answer', async () => {
    failFirst(0, undefined);
    expect(await requests.send(call())).toBe('{"ok":true}');
    expect(stage.ecs.requests[0].headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
  });

  test.each<[string, Answer]>([
    ['throttled', answerError('ThrottlingException')],
    ['throttled by a status', answerJson({}, 429)],
    ['throttled by EC2', { status: 400, body: '<Code>RequestLimitExceeded</Code>' }],
    ['failed inside AWS', { status: 503, body: '' }],
    ['cut off', 'hang up'],
  ])('is made again when it was %s', async (_, answer) => {
    failFirst(1, answer);
    expect(await requests.send(call())).toBe('{"ok":true}');
    expect(stage.ecs.requests).toHaveLength(2);
  });

  test.each<[string, Answer, string]>([
    ['throttling', answerError('ThrottlingException'), '400 ThrottlingException'],
    ['broken connections', 'hang up', 'ECONNRESET'],
  ])('is given up after four tries: %s', async (_, answer, code) => {
    stage.ecs.answer = () => answer;
    await expect(requests.send(call())).rejects.toMatchObject({ code, message: `The call to ecs failed: ${code} (4 tries)` });
    expect(stage.ecs.requests).toHaveLength(4);
  });

  test.each<[string, Answer, string]>([
    ['JSON', answerError('AccessDeniedException'), '400 AccessDeniedException'],
    [
      'REST',
      { status: 403, body: '{"message":"canary"}', headers: { 'x-amzn-errortype': 'ClientException:http://internal/' } },
      '403 ClientException',
    ],
    ['XML', { status: 403, body: '<Code>UnauthorizedOperation</Code><Message>canary</Message>' }, '403 UnauthorizedOperation'],
    ['a redirect', { status: 300, body: 'canary' }, '300 no error code'],
    ['nothing', { status: 404, body: 'canary' }, '404 no error code'],
  ])('that is refused fails at once, with the code and no word of AWS: %s', async (_, answer, code) => {
    stage.ecs.answer = () => answer;
    const failure = await requests.send(call()).catch((error: Error) => error);
    expect(failure).toMatchObject({ code, message: `The call to ecs failed: ${code}` });
    expect(stage.ecs.requests).toHaveLength(1);
  });

  test.each([
    ['a port that is named', 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ["the protocol's own port", 'https://ecs.invalid', 'ENOTFOUND'],
  ])('fails where nothing listens, and says so: %s', async (_, endpoint, code) => {
    await expect(requests.send({ ...call(), endpoint })).rejects.toThrow(code);
  });

  test('that does not come through in time is made again', async () => {
    const failure = Object.assign(new Error('canary'), { name: 'TimeoutError' });
    const post = jest.spyOn(BoundedHttp.prototype, 'send').mockRejectedValue(failure);
    await expect(requests.send(call())).rejects.toThrow('TimeoutError');
    expect(post).toHaveBeenCalledTimes(4);
    post.mockRestore();
  });

  test('has another body after a try that may have taken effect, and one that failed may be done', async () => {
    stage.ecs.answer = () => ({ status: 200, body: '{"Successful":[' });
    const retried = { ...call(), retryBody: () => '{"n":2}' };
    await expect(requests.sendJson(retried)).rejects.toMatchObject({ code: 'UnreadableResponse', isPossiblyDone: true });
    expect(stage.ecs.requests.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":2}', '{"n":2}']);
  });

  test('is not sent, not made again and took no effect if there is no time left', async () => {
    const deadline = new Deadline();
    deadline.begin(() => 0);
    await expect(new SignedRequests('eu-west-1', deadline).send(call())).rejects.toMatchObject({
      code: 'NoTimeLeft',
      isPossiblyDone: false,
      isPassing: true,
    });
    expect(stage.ecs.requests).toHaveLength(0);
  });

  test('may be done if its time ended before the whole response', async () => {
    const ends = Date.now() + 150;
    const deadline = new Deadline();
    deadline.begin(() => ends - Date.now());
    stage.ecs.answer = () => ({ status: 200, body: '{', headers: { 'content-length': '2' } });
    await expect(new SignedRequests('eu-west-1', deadline).send(call())).rejects.toMatchObject({ isPossiblyDone: true });
  });

  test('returns what a JSON response contains', async () => {
    failFirst(0, undefined);
    expect(await requests.sendJson(call())).toEqual({ ok: true });
  });

  test('goes to the endpoint of the region in its partition where no other one is set', async () => {
    const sent: AwsCall[] = [];
    const recorder = {
      sendJson: async (made: AwsCall) => {
        sent.push(made);
        return {};
      },
    } as unknown as SignedRequests;
    await new AwsCalls(recorder, { region: 'cn-north-1', urlSuffix: 'amazonaws.com.cn', overrides: {} }).describeContainerInstances('c', [
      'a',
    ]);
    expect(sent[0].endpoint).toBe('https://ecs.cn-north-1.amazonaws.com.cn');
  });

  test('finds what the answer tells and nothing else, and says where one cannot be read', async () => {
    const answering = (answer: object) =>
      new AwsCalls({ sendJson: async () => answer } as unknown as SignedRequests, { region: 'r', urlSuffix: 's', overrides: {} });
    expect(await answering({}).describeContainerInstances('c', ['a'])).toEqual([]);
    expect(await answering({}).describeComputeEnvironments()).toEqual([]);
    await expect(answering({ containerInstances: 1 }).describeContainerInstances('c', ['a'])).rejects.toThrow(
      'DescribeContainerInstances.containerInstances',
    );
    await expect(answering({ computeEnvironments: 1 }).describeComputeEnvironments()).rejects.toThrow(
      'DescribeComputeEnvironments.computeEnvironments',
    );
  });
});
