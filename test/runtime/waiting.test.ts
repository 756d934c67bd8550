import { deployCollector, deployCollectorWithRegistry } from './stage/deployed-collector';
import { CONTAINER_INSTANCE, jobLife } from './stage/job-events';
import { useStage } from './stage/stage';

const stage = useStage();

describe('a finished job whose facts are late', () => {
  test('waits in its own queue, as a reading of its last event', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    const life = jobLife('a', { detail: { parameters: { password: 'canary' } } });
    // WHEN
    const failed = await collector.deliverEvents(life.runnable(), life.end());
    // THEN
    expect(failed).toEqual([]);
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.waiting).toEqual([
      {
        queueUrl: collector.variables.WAITING_QUEUE_URL,
        delaySeconds: 30,
        body: {
          source: 'cdk-batch-insights',
          'detail-type': 'Finished Job Waiting',
          detail: { tries: 1, token: expect.any(String), reading: expect.objectContaining({ jobId: 'a', state: 'SUCCEEDED' }) },
        },
      },
    ]);
    expect(JSON.stringify(collector.sent)).not.toContain('canary');
  });

  test('is recorded with all of its times when the late event came meanwhile', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.end());
    await collector.deliverEvents(life.starting(), life.running());
    expect(await collector.deliverEvents(collector.waiting[0].body)).toEqual([]);
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ TotalRunnableSeconds: 60, TotalStartingSeconds: 30.5 })]);
    expect(collector.lines.totals).toMatchObject({
      JobsSucceeded: 1,
      JobsStarting: 1,
      RunnableSeconds: 60,
      StartingSeconds: 30.5,
      EventsProcessed: 4,
    });
  });

  test('is recorded with what is known after the last try', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.end());
    // WHEN
    for (let tried = 0; tried < collector.waiting.length; tried++) await collector.deliverEvents(collector.waiting[tried].body);
    // THEN
    expect(collector.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 120, 300]);
    expect(collector.lines.jobs).toEqual([
      expect.objectContaining({ JobId: 'a', RunnableAt: '2026-11-20T10:00:20.000Z', TotalRunningSeconds: 300 }),
    ]);
    expect(collector.lines.jobs[0]).not.toHaveProperty('TotalStartingSeconds');
  });

  test('never waits where no waits are set', async () => {
    const collector = await deployCollector(stage, { WAIT_SECONDS: '[]' });
    await collector.deliverEvents(jobLife('a').end());
    expect(collector.sent).toEqual([]);
    expect(collector.lines.jobs).toHaveLength(1);
  });

  test('goes to the queue itself where no endpoint is set', async () => {
    const collector = await deployCollector(stage, { WAITING_QUEUE_URL: `${stage.sqs.url}/111122223333/own-queue` });
    const endpoint = process.env.AWS_ENDPOINT_URL_SQS;
    delete process.env.AWS_ENDPOINT_URL_SQS;
    collector.coldStart();
    process.env.AWS_ENDPOINT_URL_SQS = endpoint;
    stage.sqs.answer = () => ({ status: 200, body: '{}' });
    expect(await collector.deliverEvents(jobLife('a').end())).toEqual([]);
    expect(collector.waiting).toHaveLength(1);
  });

  test('is sent over a signed request, ten in a call', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(...Array.from({ length: 23 }, (_, index) => jobLife(`job-${index}`).end()));
    const calls = stage.sqs.of('SendMessageBatch');
    expect(calls.map(({ body }) => (JSON.parse(body) as { Entries: object[] }).Entries.length)).toEqual([10, 10, 3]);
    expect(collector.waiting).toHaveLength(23);
    expect(calls[0]).toMatchObject({ method: 'POST', path: '/' });
    expect(calls[0].headers).toMatchObject({
      'x-amz-target': 'AmazonSQS.SendMessageBatch',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-security-token': 'session-token',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sqs\/aws4_request, SignedHeaders=\S*x-amz-target\S*, Signature=[0-9a-f]{64}$/,
      ),
    });
  });
});

describe('a finished job whose instance is not registered', () => {
  test('waits, and has the registry look its instance up', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    const life = jobLife('a');
    // WHEN
    await collector.deliverEvents(...life.all());
    // THEN
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.lookUps).toEqual([
      expect.objectContaining({
        delaySeconds: 0,
        body: {
          source: 'cdk-batch-insights',
          'detail-type': 'Instance Lookup',
          detail: { containerInstanceArns: [CONTAINER_INSTANCE], computeEnvironments: [] },
        },
      }),
    ]);
    // WHEN the registry has found it
    await stage.put(collector.variables.INSTANCE_TABLE, {
      ContainerInstanceArn: { S: CONTAINER_INSTANCE },
      InstanceId: { S: 'i-0abc' },
      InstanceType: { S: 'c7g.large' },
      PurchaseOption: { S: 'SPOT' },
    });
    await collector.deliverEvents(collector.waiting[0].body);
    // THEN
    expect(collector.lines.jobs).toEqual([
      expect.objectContaining({ InstanceId: 'i-0abc', InstanceType: 'c7g.large', PurchaseOption: 'SPOT' }),
    ]);
  });

  test('takes along what is known of it, so that the job table is not read again', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage, { WAIT_SECONDS: '[30]' });
    await collector.deliverEvents(...jobLife('a').all());
    stage.dynamodb.requests.length = 0;
    // WHEN
    await collector.deliverEvents(collector.waiting[0].body);
    // THEN
    expect(stage.dynamodb.of('GetItem')).toEqual([]);
    expect(collector.lines.jobs).toEqual([expect.objectContaining({ TotalRunnableSeconds: 60, TotalStartingSeconds: 30.5 })]);
  });

  test('waits without a look-up where look-ups are off', async () => {
    const collector = await deployCollectorWithRegistry(stage, { INSTANCE_LOOKUP_QUEUE_URL: '' });
    await collector.deliverEvents(...jobLife('a').all());
    expect(collector.waiting).toHaveLength(1);
    expect(collector.sent).toHaveLength(1);
  });

  test('has the compute environment looked up where it ran on Fargate', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...jobLife('a', { onFargate: true }).all());
    expect(collector.lookUps.map(({ body }) => body.detail)).toEqual([
      { containerInstanceArns: [], computeEnvironments: ['spot-environment'] },
    ]);
  });

  test('asks once for the instance of many jobs, and again only when the registry had time to answer', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(...['a', 'b', 'c'].flatMap((id) => jobLife(id).all()));
    await collector.deliverEvents(...jobLife('d').all());
    expect(collector.lookUps).toHaveLength(1);
    stage.now += 5 * 60_000 - 1;
    await collector.deliverEvents(...jobLife('e').all());
    expect(collector.lookUps).toHaveLength(1);
    stage.now += 1;
    await collector.deliverEvents(...jobLife('f').all());
    expect(collector.lookUps).toHaveLength(2);
    expect(collector.waiting).toHaveLength(6);
  });

  test('waits all the same where the look-up cannot be sent, and asks again at its next try', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage);
    const refuseLookUps = (request: { body: string }) =>
      request.body.includes('Instance Lookup') ? { status: 200, body: '{"Failed":[{"Id":"0","Code":"InternalError"}]}' } : undefined;
    stage.sqs.answer = refuseLookUps;
    // WHEN
    const failed = await collector.deliverEvents(...jobLife('a').all());
    // THEN
    expect(failed).toEqual([]);
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: 'look-up of instances', Problem: 'SQS rejected the message: InternalError' },
    ]);
    // WHEN
    stage.sqs.reset();
    await collector.deliverEvents(...jobLife('b').all());
    // THEN
    expect(collector.lookUps).toHaveLength(1);
  });
});
