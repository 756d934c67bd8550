import { randomUUID } from 'node:crypto';
import { ArrivedEvent } from '../engine/event-router';
import { CreatedObject } from '../history/firehose';

/**
 * The event that a bucket sends for a new object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectCreated({ bucket, key }: CreatedObject, at: number): ArrivedEvent {
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: new Date(at).toISOString(),
    resources: [`arn:aws:s3:::${bucket}`],
    detail: { version: '0', bucket: { name: bucket }, object: { key, size: 1, etag: 'replay' }, reason: 'PutObject' },
  };
  return { event, text: JSON.stringify(event), line: 0, place: `object ${key}`, arrivedAt: at };
}
