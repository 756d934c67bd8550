import { LogLine } from './log-line';
import { Fields } from '../event/fields';

/** What CloudWatch Logs sends to see whether the destination can be reached. */
const CONTROL_MESSAGE = 'CONTROL_MESSAGE';
const DATA_MESSAGE = 'DATA_MESSAGE';

/** The lines in the payload of a subscription, uncompressed. Throws `MalformedEvent` if it is none. */
export function readSubscription(payload: unknown): LogLine[] {
  const fields = Fields.of(payload, 'awslogs.data');
  switch (fields.optionalName('messageType')) {
    case CONTROL_MESSAGE:
      return [];
    case DATA_MESSAGE:
      return fields.list('logEvents').map(readLogEvent('id'));
    default:
      return fields.fail('messageType', `is neither ${DATA_MESSAGE} nor ${CONTROL_MESSAGE}`);
  }
}

/** The lines in a response of FilterLogEvents. */
export const readFoundLines = (response: Fields): LogLine[] => response.list('events').map(readLogEvent('eventId'));

const readLogEvent =
  (id: string) =>
  (event: Fields): LogLine => ({
    id: event.name(id),
    loggedAt: event.millis('timestamp') ?? event.fail('timestamp', 'is missing'),
    message: event.optionalString('message') ?? event.fail('message', 'is missing'),
  });
