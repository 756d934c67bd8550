/** Replaces the SDK's endpoint discovery cache, which adds 8 kB to each bundle. Endpoint discovery is off by default. */
export class EndpointCache {
  getEndpoint(): undefined {
    return undefined;
  }
}
