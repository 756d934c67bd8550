/** Fault injection into the invocations of a replay. Without hooks nothing is injected. */
import { Crash } from './functions/crash';
import { HandlerError } from './functions/execution-environment';
import { ReceivedMessage } from './servers/sqs-connection';

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
  /** How many times shorter than usual handlers wait before they retry. */
  readonly waitsDividedBy: number;
  /** Cuts what was received into smaller batches. */
  cut(messages: readonly ReceivedMessage[]): readonly (readonly ReceivedMessage[])[];
  /** Whether a message that failed leaves its queue and comes back under another id, as if it had been redriven from the dead-letter queue. */
  isRedriven(message: ReceivedMessage): boolean;
  /** A message was sent again under another id. */
  redriven(message: ReceivedMessage, messageId: string): void;
}
