import { accessKeyIdOf, callerOf } from '../../../lab/replay/servers/caller';

test('GIVEN a request signed by an execution environment WHEN asked who calls THEN the function and the environment are returned', () => {
  for (const functionId of ['JobsHandler12AB', 'Stack-1.JobsHandler12AB']) {
    const caller = { functionId, environment: 3 };
    expect(
      callerOf({
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyIdOf(caller)}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host`,
      }),
    ).toEqual(caller);
  }
});

test('GIVEN a third-party request, or one without a signature WHEN asked who calls THEN no caller is returned', () => {
  expect(callerOf({ authorization: 'AWS4-HMAC-SHA256 Credential=replay/20260101/us-east-1/dynamodb/aws4_request' })).toBeUndefined();
  expect(callerOf({})).toBeUndefined();
});
