/** Brings notifications to what no event of a day does: a bus that refuses an event, which then waits in a queue, and an invocation that fails for good. */
import { gzipSync } from 'node:zlib';
import { Cloud } from '../../replay/cloud';
import { ReplayProblem } from '../../replay/replay-problem';

const RECORD = { RecordType: 'job', JobId: '00000000-0000-4000-8000-000000000000', Status: 'FAILED' };

export async function notifyAgain(cloud: Cloud): Promise<void> {
  const { runners, targets, engine, services } = cloud;
  const handler = runners.find(({ definition }) => definition.id.includes('NotificationsHandler'));
  if (handler === undefined) return;
  const { eventBus } = services.standIns;
  eventBus.isRefused = () => true;
  targets.invoke({ arn: handler.definition.arn }, { body: subscribed(RECORD), place: 'a record that the bus refuses' });
  await engine.settle();
  eventBus.isRefused = () => false;
  const { taken } = eventBus;
  while ((await services.broker.delayed.deliverNext()) > 0) await engine.settle();
  if (eventBus.taken === taken) throw new ReplayProblem(`Function ${handler.definition.id} did not put a refused event on the bus again`);
  targets.invoke({ arn: handler.definition.arn }, { body: '{}', place: 'an invocation without log events' });
  await engine.settle();
}

function subscribed(record: object): string {
  const logEvents = [{ id: '0', timestamp: Date.now(), message: JSON.stringify(record) }];
  const message = { messageType: 'DATA_MESSAGE', owner: '', logGroup: '', logStream: '', subscriptionFilters: [], logEvents };
  return JSON.stringify({ awslogs: { data: gzipSync(JSON.stringify(message)).toString('base64') } });
}
