import { Answer, answerError, answerJson, Wire, WireRequest } from '../stage/wire';

/** An event as Amazon EventBridge got it. */
export interface PutEvent {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

const MAX_EVENTS = 10;

/** Amazon EventBridge with its limits: it keeps what it accepts. */
export class EventBusServer {
  readonly wire = new Wire();
  /** What each call had, accepted or not. */
  readonly puts: PutEvent[][] = [];
  readonly accepted: PutEvent[] = [];
  /** The bytes that a call takes: 256 KB in all partitions, 1 MB in most. */
  maxBytes = 256 * 1024;
  /** What to answer instead of accepting a call. */
  fail: (put: readonly PutEvent[]) => Answer = () => undefined;
  /** The error code for an event of a call. */
  refuse: (event: PutEvent, call: number) => string | undefined = () => undefined;

  reset(): void {
    this.wire.reset();
    this.wire.answer = (request) => this.answer(request);
    this.puts.length = 0;
    this.accepted.length = 0;
    this.maxBytes = 256 * 1024;
    this.fail = () => undefined;
    this.refuse = () => undefined;
  }

  private answer({ operation, body }: WireRequest): Answer {
    if (operation !== 'PutEvents') return answerError('UnknownOperationException');
    const { Entries } = JSON.parse(body) as { Entries: PutEvent[] };
    this.puts.push(Entries);
    const failure = this.fail(Entries);
    if (failure) return failure;
    if (Entries.length === 0 || Entries.length > MAX_EVENTS) return answerError('ValidationException');
    if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > this.maxBytes) return answerError('RequestEntityTooLarge', 413);
    return this.accept(Entries);
  }

  private accept(entries: readonly PutEvent[]): Answer {
    const results = entries.map((entry, index) => {
      const code = isObject(entry.Detail) ? this.refuse(entry, this.puts.length) : 'MalformedDetail';
      if (code) return { ErrorCode: code, ErrorMessage: 'canary' };
      this.accepted.push(entry);
      return { EventId: `event-${index}` };
    });
    return answerJson({ FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results });
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const bytesOf = ({ Source, DetailType, Detail }: PutEvent): number => Buffer.byteLength(Source + DetailType + Detail);

function isObject(text: string): boolean {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
