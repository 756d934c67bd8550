/** Fault injection into the requests that handlers send to a service. */
import { IncomingMessage } from 'node:http';
import { Answer } from './answer';

export type ServiceName = 'dynamodb' | 'sqs' | 'aws';

/** The connection ends without an answer. */
export const CUT = 'cut';
export type Interrupted = Answer | typeof CUT;

/** Stands before a service: it may answer instead of it, late, or not at all. */
export type Interference = (
  service: ServiceName,
  message: IncomingMessage,
  body: string,
  answer: (body: string) => Promise<Answer>,
) => Promise<Interrupted>;

export const NO_INTERFERENCE: Interference = (_service, _message, body, answer) => answer(body);
