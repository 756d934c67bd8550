/** Stands in for the SDK's cache of discovered endpoints (8 kB of every bundle): endpoint discovery is off by default. */
export class EndpointCache {
  getEndpoint(): undefined {
    return undefined;
  }
}
