import { IncomingHttpHeaders } from 'node:http';

/** The HTTP response of a service. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
