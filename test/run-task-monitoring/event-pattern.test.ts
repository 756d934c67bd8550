import { JsonObject } from '../../lab/aws/json';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';
import { callOfOthers, CLUSTER, refusedCall, runTaskEvent } from '../domain/run-task/run-task-events';
import { rulePattern } from '../event-intake/rule-pattern';
import { synthesize } from '../event-intake/synthesis';

const synthesis = synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask'));
const pattern = rulePattern(synthesis, 'RunTask/Rule', { account: '111122223333', region: 'eu-west-1' });
const matches = (event: object): boolean => pattern.matches(JSON.parse(JSON.stringify(event)) as JsonObject);

describe('the rule takes', () => {
  test.each<[string, object]>([
    ['a call that placed a task', runTaskEvent()],
    ['a call that placed none', runTaskEvent({ failures: [{ reason: 'RESOURCE:CPU' }] })],
    ['a call that was denied', refusedCall('AccessDenied')],
    ['a call without parameters', runTaskEvent({ detail: { requestParameters: null } })],
    ['a call in a cluster of any name', runTaskEvent({ cluster: 'managed-instances' })],
    ['a call in China', runTaskEvent({ detail: { userIdentity: { invokedBy: 'batch.amazonaws.com.cn' } } })],
  ])('%s', (_, event) => {
    expect(matches(event)).toBe(true);
  });
});

describe('the rule leaves out', () => {
  test.each<[string, object]>([
    ['a call of a user', callOfOthers({ cluster: CLUSTER })],
    ['a call of a user without a cluster', callOfOthers({})],
    ['a call of a user without parameters', callOfOthers(null)],
    ['a call of another service', callOfOthers({ cluster: 'my_Batch_web' }, 'states.amazonaws.com')],
    ['a call without an identity', runTaskEvent({ detail: { userIdentity: undefined } })],
    ['another call of AWS Batch', runTaskEvent({ detail: { eventName: 'RegisterTaskDefinition' } })],
    ['RunTask of another service', runTaskEvent({ detail: { eventSource: 'other.amazonaws.com' } })],
    ['a change of a task', { ...runTaskEvent(), 'detail-type': 'ECS Task State Change' }],
    ['an event of an application', { ...runTaskEvent(), source: 'my.app' }],
  ])('%s', (_, event) => {
    expect(matches(event)).toBe(false);
  });
});
