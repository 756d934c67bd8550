/** Replaces the SDK's event stream codec, which adds 15 kB to each bundle. The handlers use no event streams. */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle does not include event streams');
  }
}
