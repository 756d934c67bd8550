import { Duration } from 'aws-cdk-lib';
import { EventDelivery, InsightsDashboard, InstanceRegistry, JobEventCollector } from '../../src';
import { readInstanceEvent } from '../../src/domain/instance/instance-reading';
import { lookupRequest } from '../../src/domain/instance/lookup-request';
import { placementKeys, RegistryView } from '../../src/domain/instance/placement';
import { DetailType } from '../../src/domain/names/events';
import { PurchaseOption } from '../../src/domain/names/records';
import { arrayParent, at, AwsEvent, ended, instanceEvent, iso, jobEvent, neverStarted, ran } from '../domain/events';
import { Fold } from '../domain/fold';
import { AttemptTold, Detail, instanceArn } from '../domain/shapes';
import { SynthesizedResource, synthesize } from '../event-intake/synthesis';

/** What AWS's Batch Insights Dashboard sample (aws-samples/batch-insights-dashboard) gets wrong, and this library must not. */
const DAYS = 86_400;
const HOST: RegistryView = new Map([
  [
    instanceArn('host-1'),
    {
      instanceId: 'i-0123',
      instanceType: 'c7g.xlarge',
      availabilityZone: 'us-east-1b',
      architecture: 'arm64',
      purchaseOption: PurchaseOption.SPOT,
    },
  ],
]);
const attempt: AttemptTold = { id: 't1', host: 'host-1' };
const running = (from: number, seconds = from): AwsEvent => jobEvent('RUNNING', seconds, { attempt: { ...attempt, startedAt: at(from) } });

describe('durations', () => {
  test('S1-1: a job that ran for 25 hours ran for 25 hours', () => {
    const over = [ran('t1', 20, 90_020, 0)];
    expect(new Fold().tell(running(20), ended('SUCCEEDED', 90_021, over)).record().TotalRunningSeconds).toBe(90_000);
  });

  test('S1-2: a job that waited for three days waited for three days', () => {
    const record = new Fold()
      .tell(
        jobEvent('RUNNABLE', 5),
        jobEvent('STARTING', 5 + 3 * DAYS + 30, { attempt }),
        ended('SUCCEEDED', 4 * DAYS, [ran('t1', 3 * DAYS + 60, 4 * DAYS, 0)]),
      )
      .record();
    expect(record.TotalRunnableSeconds).toBe(3 * DAYS + 30);
  });

  test('S1-7: a job killed in its queue after a first attempt has no negative wait, and none of a whole day', () => {
    const first = ran('t1', 3600, 7200, 1);
    const record = new Fold()
      .tell(
        jobEvent('RUNNABLE', 10),
        jobEvent('STARTING', 70, { attempt }),
        running(3600),
        jobEvent('RUNNABLE', 7210, { over: [first] }),
        jobEvent('FAILED', 7510, { over: [first], detail: { statusReason: 'not needed' } }),
      )
      .record();
    expect(record).toMatchObject({
      TotalRunnableSeconds: 360,
      TotalStartingSeconds: 3530,
      TotalRunningSeconds: 3600,
      FailureCategory: 'CANCELLED',
    });
  });

  test('S1-8: a start told one second before STARTING took no time', () => {
    const record = new Fold()
      .tell(jobEvent('RUNNABLE', 5), jobEvent('STARTING', 16, { attempt }), running(15, 15), ended('SUCCEEDED', 90, [ran('t1', 15, 90, 0)]))
      .record();
    expect(record.TotalStartingSeconds).toBe(0);
  });
});

describe('jobs that did not run through', () => {
  test('S1-3: a job that never started is recorded', () => {
    const record = new Fold(HOST)
      .tell(
        jobEvent('RUNNABLE', 5),
        jobEvent('STARTING', 15, { attempt }),
        ended('FAILED', 30, [neverStarted('t1', 30, 'CannotPullContainerError: x')]),
      )
      .record();
    expect(record).toMatchObject({
      Status: 'FAILED',
      FailureCategory: 'IMAGE_PULL',
      TotalStartingSeconds: 15,
      TotalRunningSeconds: 0,
      InstanceId: 'i-0123',
    });
  });

  test('S1-4: a job cancelled in its queue is recorded', () => {
    const record = new Fold()
      .tell(jobEvent('RUNNABLE', 5), jobEvent('FAILED', 65, { detail: { statusReason: 'x', isCancelled: true } }))
      .record();
    expect(record).toMatchObject({ Status: 'FAILED', FailureCategory: 'CANCELLED', TotalRunnableSeconds: 60, TotalStartingSeconds: 0 });
  });

  test('S1-5: an array parent and a job whose dependency failed are recorded, though they never were RUNNABLE', () => {
    expect(new Fold().tell(jobEvent('SUCCEEDED', 90, { detail: arrayParent(10) })).record()).toMatchObject({
      ArraySize: 10,
      Status: 'SUCCEEDED',
    });
    expect(
      new Fold().tell(jobEvent('PENDING', 1), jobEvent('FAILED', 90, { detail: { statusReason: 'Dependent Job failed' } })).record(),
    ).toMatchObject({ FailureCategory: 'DEPENDENCY_FAILED', TotalRunnableSeconds: 0 });
  });

  test('S1-6: every attempt is in the record', () => {
    const over = [ran('t1', 20, 80, 1), ran('t2', 140, 200, 0, { host: 'host-2' })];
    const record = new Fold(HOST)
      .tell(
        jobEvent('RUNNABLE', 5),
        jobEvent('STARTING', 15, { attempt }),
        running(20),
        jobEvent('RUNNABLE', 82, { over: [over[0]] }),
        jobEvent('STARTING', 122, { over: [over[0]], attempt: { id: 't2', host: 'host-2' } }),
        ended('SUCCEEDED', 201, over),
      )
      .record();
    expect(record).toMatchObject({
      AttemptCount: 2,
      TotalRunnableSeconds: 50,
      TotalStartingSeconds: 23,
      TotalRunningSeconds: 120,
      LostSeconds: 60,
      Attempts: [{ Number: 1, InstanceId: 'i-0123', RunningSeconds: 60 }, { Number: 2 }],
    });
  });
});

describe('events out of order', () => {
  const over = [ran('t1', 20, 21, 0)];

  test('S1-9: a RUNNING that comes after SUCCEEDED changes neither the record nor the job', () => {
    const fold = new Fold().tell(jobEvent('RUNNABLE', 5), jobEvent('STARTING', 15, { attempt }), ended('SUCCEEDED', 21, over));
    const before = fold.record();
    const [late] = fold.tell(running(20)).outcomes.slice(-1);
    expect(fold.record()).toEqual(before);
    expect(late).toMatchObject({ late: 1 });
    expect(fold.values('StartingSeconds')).toEqual([5]);
  });

  test('S1-10: an instance told after its job ended is in the record all the same, and rows expire', () => {
    const [end] = new Fold().tell(ended('SUCCEEDED', 21, over)).finished;
    expect(placementKeys(end)).toEqual([instanceArn('host-1')]);
    expect(new Fold(HOST).tell(ended('SUCCEEDED', 21, over)).record()).toMatchObject({ InstanceId: 'i-0123', InstanceType: 'c7g.xlarge' });
    everything.template.allResourcesProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
    });
  });

  test('S1-11: a job on an instance that nobody knows is recorded, and the instance is looked up', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 21, over));
    expect(fold.record()).toMatchObject({ ContainerInstanceArn: instanceArn('host-1'), ComputeEnvironment: 'render-farm' });
    expect(lookupRequest(placementKeys(fold.finished[0]))).toMatchObject({ detail: { containerInstanceArns: [instanceArn('host-1')] } });
  });

  test('S1-13: an instance that drains after a Spot notice is still known', () => {
    const draining = readInstanceEvent(instanceEvent({ status: 'DRAINING' }, 60));
    expect(draining).toMatchObject({ instanceType: 'c7g.xlarge', instanceId: 'i-0123456789abcdef0' });
    expect(draining.goneAt).toBeUndefined();
  });
});

describe('records', () => {
  test('S1-19: a record and its metrics have the time of the event, whenever it is processed', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 100, [ran('t1', 20, 90, 0)]));
    expect(fold.record().StoppedAt).toBe(iso(90));
    expect(new Set(fold.measured().map(({ atMillis }) => atMillis))).toEqual(new Set([at(90)]));
  });

  test.each(['single', 'multi', 'fargate', 'eks'] as const)(
    'S1-20: a job in the shape %s is placed, and its second SUCCEEDED adds nothing',
    (shape) => {
      const end = ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)], { shape });
      const fold = new Fold(HOST).tell(end, end);
      expect(fold.record()).toMatchObject({
        Platform: { single: 'EC2', multi: 'EC2', fargate: 'FARGATE', eks: 'EKS' }[shape],
        ExitCode: 0,
        TotalRunningSeconds: 70,
      });
      expect(fold.record().ComputeEnvironment).toBe(shape === 'eks' ? undefined : 'render-farm');
      expect(fold.outcomes[1]).toMatchObject({ duplicates: 1, dataPoints: [] });
    },
  );

  test('S1-21: exit code, reason, attempts, what was asked for, purchase option, log stream, queue wait and tags are kept', () => {
    const record = new Fold(HOST)
      .tell(jobEvent('RUNNABLE', 5), ended('FAILED', 90, [ran('t1', 20, 90, 2)], { detail: { container: gpuContainer } }))
      .record();
    expect(record).toMatchObject({
      ExitCode: 2,
      StatusReason: 'Essential container in task exited',
      FailureCategory: 'APPLICATION_ERROR',
      AttemptCount: 1,
      MaxAttempts: 3,
      Vcpus: 4,
      MemoryMiB: 8192,
      Gpus: 1,
      PurchaseOption: 'SPOT',
      LogStream: 'encode/default/t1',
      QueuedSeconds: 5,
      Tags: { Project: 'trailer' },
    });
  });

  test('S1-22: every event that is taken is counted: SUBMITTED and PENDING too', () => {
    const fold = new Fold().tell(jobEvent('SUBMITTED', 1), jobEvent('PENDING', 2));
    expect(fold.measured().map(({ name }) => name)).toEqual(['JobsSubmitted', 'JobsPending']);
  });
});

const gpuContainer: Detail = {
  resourceRequirements: [
    { type: 'GPU', value: '1' },
    { type: 'VCPU', value: '4' },
    { type: 'MEMORY', value: '8192' },
  ],
};

/** Two of everything in one stack, as two teams in one account have. */
const everything = synthesize((stack) => {
  for (const team of ['One', 'Two']) {
    const instanceRegistry = new InstanceRegistry(stack, `Instances${team}`);
    const collector = new JobEventCollector(stack, `Collector${team}`, { instanceRegistry });
    new InsightsDashboard(stack, `Dashboard${team}`, { collector });
  }
});
const direct = synthesize(
  (stack) => void new JobEventCollector(stack, 'Collector', { delivery: EventDelivery.direct({ maxEventAge: Duration.hours(2) }) }),
);
const resourcesOf = (type: string): SynthesizedResource[] =>
  Object.values(everything.template.findResources(type)) as SynthesizedResource[];

describe('what is deployed', () => {
  test('S1-12: tasks of other services are not listened to at all', () => {
    const types = resourcesOf('AWS::Events::Rule').flatMap(
      ({ Properties }) => (Properties.EventPattern as Record<string, string[]>)['detail-type'],
    );
    expect(types).toContain(DetailType.JOB_STATE_CHANGE);
    expect(types.filter((type) => type.includes('Task'))).toEqual([]);
  });

  test('S1-14: an event that cannot be processed is tried again, and then kept', () => {
    const mappings = resourcesOf('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(4);
    mappings.forEach(({ Properties }) => expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']));
    const redriven = resourcesOf('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy);
    expect(redriven).toHaveLength(4);
    redriven.forEach(({ Properties }) => expect(Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 }));
    const deadLetters = direct.attribute('Collector/DeadLetterQueue', 'Arn');
    direct.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: deadLetters } },
    });
    expect((direct.resource('Collector/Rule').Properties.Targets as Detail[])[0]).toMatchObject({ DeadLetterConfig: { Arn: deadLetters } });
  });

  test('S1-15: nothing has a fixed name, so that any number of copies can live in one account', () => {
    const named = /^(Table|Queue|Function|LogGroup|Role|Policy|Dashboard|Alarm|Topic)?Name$/;
    const resources = Object.values(everything.template.toJSON().Resources as Record<string, SynthesizedResource>);
    expect(resources.length).toBeGreaterThan(20);
    const fixed = resources.flatMap(({ Type, Properties = {} }) =>
      Object.entries(Properties)
        .filter(([key, value]) => named.test(key) && typeof value === 'string')
        .map(([key, value]) => `${Type} ${key} ${String(value)}`),
    );
    expect(fixed).toEqual([]);
  });

  test('S1-16: of Amazon ECS, only instances of the clusters of AWS Batch are listened to, and not at every task', () => {
    const ofEcs = resourcesOf('AWS::Events::Rule')
      .map(({ Properties }) => Properties.EventPattern as Record<string, Detail>)
      .filter((pattern) => JSON.stringify(pattern.source) === '["aws.ecs"]');
    expect(ofEcs).toHaveLength(2);
    ofEcs.forEach(({ detail }) => {
      expect(detail.clusterArn).toEqual([{ wildcard: '*:cluster/AWSBatch-*' }, { wildcard: '*_Batch_*' }]);
      expect(JSON.stringify(detail.$or)).toContain('runningTasksCount');
    });
  });

  test('S1-17: no query names a field that records do not have', () => {
    const fields = new Set(JSON.stringify(bodies()).match(/\bf[A-Z]\w+/g) ?? []);
    expect([...fields]).toEqual([]);
    expect(JSON.stringify(bodies())).toMatch(/by JobQueue\b/);
  });

  test('S1-18: a dashboard opens over a day, and no further back than its viewer asks', () => {
    bodies().forEach((body) => expect(JSON.stringify(body)).toMatch(/\\?"start\\?":\\?"-P1D\\?"/));
  });
});

const bodies = (): unknown[] => resourcesOf('AWS::CloudWatch::Dashboard').map(({ Properties }) => Properties.DashboardBody);
