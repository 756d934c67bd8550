/** Where something may go wrong on purpose while a replay runs. All of it is off where there are no hooks. */
import { IncomingMessage } from 'node:http';
import type { HandlerError } from './functions/execution-environment';
import type { Answer } from './servers/http';
import type { ReceivedMessage } from './servers/sqs-connection';

/** Where a handler's process ends itself: when it is about to write that line (from 0), or its answer. */
export type Crash = { readonly line: number } | 'answer';

export interface BegunInvocation {
  readonly functionId: string;
  readonly id: string;
  readonly messages: readonly ReceivedMessage[];
  readonly attempt: number;
}

export interface Ended {
  readonly error?: HandlerError;
  readonly failed: readonly ReceivedMessage[];
}

export interface InvocationHooks {
  begin(invocation: BegunInvocation): Crash | undefined;
  /** Answers which of the messages that were handled are delivered once more, as if they had not been deleted. */
  end(id: string, ended: Ended): Promise<readonly ReceivedMessage[]>;
}

export interface BatchHooks extends InvocationHooks {
  /** Cuts what was received into smaller batches. */
  cut(messages: readonly ReceivedMessage[]): readonly (readonly ReceivedMessage[])[];
}

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
