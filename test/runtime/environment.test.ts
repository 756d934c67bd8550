import { CollectorVariable, RegistryVariable } from '../../src/domain/names/environment';
import { makeCollector } from '../../src/runtime/collector/make-collector';
import { writeToStdout } from '../../src/runtime/output/output';
import { makeRegistry } from '../../src/runtime/registry/make-registry';

const COLLECTOR = {
  AWS_REGION: 'eu-west-1',
  JOB_TABLE: 'jobs',
  WAITING_QUEUE_URL: 'https://queue',
  METRIC_NAMESPACE: 'n',
  DIMENSION_SETS: '[[]]',
  TAG_KEYS: '[]',
  WAIT_SECONDS: '[30]',
  IN_FLIGHT_TTL_SECONDS: '1',
  FINISHED_TTL_SECONDS: '1',
};
const REGISTRY = {
  AWS_REGION: 'eu-west-1',
  INSTANCE_TABLE: 'instances',
  PURCHASE_OPTIONS: '{}',
  LOOK_UP: 'true',
  URL_SUFFIX: 'amazonaws.com',
  QUEUE_URL: 'https://queue',
  METRIC_NAMESPACE: 'n',
  DIMENSION_SETS: '[[]]',
  REGISTERED_TTL_SECONDS: '1',
  GONE_TTL_SECONDS: '1',
};

describe('the environment of a handler', () => {
  beforeAll(() => {
    process.env.AWS_REGION = 'eu-west-1';
  });

  test.each(Object.keys(COLLECTOR))('the collector names the variable that is not set: %s', (name) => {
    expect(() => makeCollector({ ...COLLECTOR, [name]: undefined })).toThrow(
      `Environment variable ${name} is not set: the construct that created this function must set it`,
    );
  });

  test.each(Object.keys(REGISTRY))('the registry names the variable that is not set: %s', (name) => {
    expect(() => makeRegistry({ ...REGISTRY, [name]: undefined })).toThrow(`Environment variable ${name} is not set`);
  });

  test.each([
    ['is no JSON', { DIMENSION_SETS: '[[' }, 'Environment variable DIMENSION_SETS is not JSON'],
    ['is no number', { FINISHED_TTL_SECONDS: 'a day' }, 'Environment variable FINISHED_TTL_SECONDS is not a number of seconds'],
    ['is negative', { FINISHED_TTL_SECONDS: '-1' }, 'Environment variable FINISHED_TTL_SECONDS is not a number of seconds'],
  ])('a value that %s is named', (_, wrong, message) => {
    expect(() => makeCollector({ ...COLLECTOR, ...wrong })).toThrow(message);
  });

  test('no seconds at all are seconds too', () => {
    expect(() => makeCollector({ ...COLLECTOR, FINISHED_TTL_SECONDS: '0' })).not.toThrow();
  });

  test('what is named here is all that handlers read of their constructs', () => {
    const optional = [
      CollectorVariable.INSTANCE_TABLE,
      CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL,
      CollectorVariable.PRICE_TABLE,
      CollectorVariable.PRICE_LOOKUP_QUEUE_URL,
      CollectorVariable.INSTANCES_COUNTED,
    ];
    expect([...Object.keys(COLLECTOR), ...optional].sort()).toEqual(['AWS_REGION', ...Object.values(CollectorVariable)].sort());
    expect(Object.keys(REGISTRY).sort()).toEqual(['AWS_REGION', ...Object.values(RegistryVariable)].sort());
  });
});

test('lines go to stdout bare, because console.log would wrap them into JSON once more', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  writeToStdout('{"a":1}');
  expect(write.mock.calls).toEqual([['{"a":1}\n']]);
  write.mockRestore();
});
