import { isObject, JsonObject } from '../aws/json';
import { EventLines } from './engine/event-lines';
import { Incidents } from './engine/incidents';
import { BrokeredQueue } from './servers/brokered-queue';
import { QueueBroker } from './servers/queue-broker';
import { Deployment } from './template/deployment';

/** Counts what ended in the queues that something else redrives to, and reports where each message came from, unless a schedule gave up a run: its own list of runs has it. */
export async function countDeadLetters(
  deployment: Deployment,
  broker: QueueBroker,
  lines: EventLines,
  incidents: Incidents,
): Promise<{ [queue: string]: number }> {
  const counts: { [queue: string]: number } = {};
  const ofSchedules = new Set(deployment.jobSchedules.map(({ deadLetterArn }) => deadLetterArn));
  for (const queue of broker.queues.filter(({ arn }) => deadLetterArns(deployment).has(arn))) {
    counts[queue.id] = await broker.count(queue);
    if (ofSchedules.has(queue.arn)) continue;
    for (const place of await placesOf(queue, counts[queue.id], broker, lines)) {
      incidents.report(`${place} ended in dead-letter queue ${queue.id}`);
    }
  }
  return counts;
}

const deadLetterArns = ({ queues, functions, rules, jobSchedules }: Deployment): Set<string | undefined> =>
  new Set([
    ...queues.map(({ redrive }) => redrive?.deadLetterArn),
    ...functions.map(({ async }) => async.onFailureArn),
    ...jobSchedules.map(({ deadLetterArn }) => deadLetterArn),
    ...rules.flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn)),
  ]);

async function placesOf(queue: BrokeredQueue, count: number, broker: QueueBroker, lines: EventLines): Promise<string[]> {
  const places: string[] = [];
  while (places.length < count) {
    const messages = await broker.receive(queue);
    if (messages.length === 0) return places;
    places.push(...messages.map(({ MessageId, Body }) => placeOf(MessageId, Body, lines)));
  }
  return places;
}

/** The body of a failed asynchronous invocation names its request; a message of a queue kept its id. */
function placeOf(messageId: string, body: string, lines: EventLines): string {
  const content = parse(body);
  const context = isObject(content.requestContext) ? content.requestContext : {};
  return lines.place(typeof context.requestId === 'string' ? context.requestId : messageId, content['detail-type']);
}

function parse(body: string): JsonObject {
  try {
    const content: unknown = JSON.parse(body);
    return isObject(content) ? content : {};
  } catch {
    return {};
  }
}
