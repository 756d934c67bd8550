/** Stands in for the SDK's event streams: DynamoDB has none, and their codec is 15 kB of every bundle. */
export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are left out of this bundle');
  }
}
