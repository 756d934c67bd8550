import { tokenOf } from '../../src/domain/event/message-token';
import { QueueBroker } from '../replay/servers/queue-broker';

export async function redrive(broker: QueueBroker, sent: (token: string) => void): Promise<number> {
  let count = 0;
  for (const source of broker.queues) {
    const dead = broker.byArn(source.redrive?.deadLetterArn ?? '');
    if (dead === undefined) continue;
    for (let some = await broker.receive(dead); some.length > 0; some = await broker.receive(dead)) {
      await broker.sendFromRules(
        source,
        some.map(({ Body }) => Body),
        (_, messageId) => {
          broker.redriven.add(messageId);
          sent(tokenOf(messageId));
        },
      );
      await broker.delete(dead, some);
      count += some.length;
    }
  }
  return count;
}
