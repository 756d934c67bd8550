import { gunzipSync } from 'node:zlib';
import { Fields } from '../domain/event/fields';
import { MalformedEvent } from '../domain/event/malformed-event';

/** Some times as much as a log group sends at once. */
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

/** What CloudWatch Logs compressed: `{"awslogs": {"data": "…"}}`. */
export function unpackLogs(message: unknown): unknown {
  const data = Fields.of(message, '').object('awslogs')?.optionalString('data');
  if (data === undefined) throw new MalformedEvent('awslogs.data', 'is missing');
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: MAX_PAYLOAD_BYTES }).toString('utf8'));
  } catch {
    throw new MalformedEvent('awslogs.data', 'is not compressed JSON');
  }
}
