import { tokenOf } from '../../src/domain/event/message-token';
import { isObject, parseObject } from '../aws/json';
import { QueueBroker } from '../replay/servers/queue-broker';

/** The dead letter of an invocation without a queue holds the event in another object: whoever redrives it sends the event. */
export function eventIn(body: string): string {
  const content = parseObject(body);
  return isObject(content?.requestPayload) ? JSON.stringify(content.requestPayload) : body;
}

export async function redrive(broker: QueueBroker, sent: (token: string) => void): Promise<number> {
  let count = 0;
  for (const source of broker.queues) {
    const dead = broker.byArn(source.redrive?.deadLetterArn ?? '');
    if (dead === undefined) continue;
    for (let some = await broker.receive(dead); some.length > 0; some = await broker.receive(dead)) {
      await broker.sendFromRules(
        source,
        some.map(({ Body }) => eventIn(Body)),
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
