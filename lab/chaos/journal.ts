import { tokenOf } from '../../src/domain/event/message-token';
import { REDELIVERED } from '../../src/domain/names/records';
import { JsonObject, parseObject } from '../aws/json';
import { BegunInvocation, Ended } from '../replay/hooks';
import { MeasuredPoint, extractMetrics } from '../replay/logs/embedded-metrics';

export type Phase = 'stream' | 'archive';

export interface Written {
  readonly document: JsonObject;
  readonly points: readonly MeasuredPoint[];
  /** The token of the message that it is marked with. */ readonly mark?: string;
}

export interface InvocationEntry {
  readonly functionId: string;
  readonly phase: Phase;
  /** Tokens of its messages. */
  readonly tokens: readonly string[];
  readonly written: Written[];
  failedTokens: ReadonlySet<string>;
  /** It ended without an answer: all of its messages come again. */
  crashed: boolean;
}

export class Journal {
  phase: Phase = 'stream';
  readonly entries: InvocationEntry[] = [];
  /** What CloudWatch would reject, and lines outside of any invocation. */
  readonly violations: string[] = [];
  /** Messages that were redelivered, or whose request was repeated: their lines may be marked. */
  readonly mayRepeat = new Set<string>();
  /** A message may have been sent more than once: on a slow machine also without an injected fault. */
  mayHaveSentDuplicates = false;
  private readonly running = new Map<string, InvocationEntry>();
  private readonly jobOf = new Map<string, string>();
  private readonly repeatedJobs = new Set<string>();

  begin({ functionId, id, messages }: BegunInvocation): void {
    const tokens = messages.map(({ MessageId }) => tokenOf(MessageId));
    const entry: InvocationEntry = { functionId, phase: this.phase, tokens, written: [], failedTokens: new Set(), crashed: false };
    for (const { MessageId, Attributes, Body } of messages) {
      const [, job] = /"jobId":"([^"]+)"/.exec(Body) ?? [];
      if (job !== undefined) this.jobOf.set(tokenOf(MessageId), job);
      if (Number(Attributes.ApproximateReceiveCount) > 1) this.repeat(tokenOf(MessageId));
    }
    this.entries.push(entry);
    this.running.set(id, entry);
  }

  end(id: string, { error, failed }: Ended): void {
    const entry = this.running.get(id);
    if (entry === undefined) return;
    entry.crashed = error !== undefined;
    entry.failedTokens = new Set(failed.map(({ MessageId }) => tokenOf(MessageId)));
  }

  /** A request of an invocation is repeated although it took effect: the lines of its messages may be marked. */
  repeated(id: string): void {
    for (const token of this.running.get(id)?.tokens ?? []) this.repeat(token);
  }

  /** A message comes back under another id. */
  redriven(messageId: string, newId: string): void {
    this.repeat(tokenOf(messageId));
    this.mayRepeat.add(tokenOf(newId));
  }

  /** Whether a line with this mark may be a duplicate: of that message's lines, or of those of another message about its job. */
  isReason(token: string): boolean {
    return this.mayRepeat.has(token) || this.repeatedJobs.has(this.jobOf.get(token) ?? '');
  }

  private repeat(token: string): void {
    this.mayRepeat.add(token);
    this.repeatedJobs.add(this.jobOf.get(token) ?? 'none');
  }

  write(id: string | undefined, line: string): void {
    const entry = this.running.get(id ?? '');
    const document = parseObject(line);
    if (document === undefined || (entry === undefined && !PLATFORM.test(String(document.type)))) {
      this.violations.push(`A line that ${document === undefined ? 'is no JSON object' : 'no invocation wrote'}: ${line.slice(0, SHOWN)}`);
    }
    if (document === undefined) return;
    const { dataPoints, violations } =
      document._aws === undefined ? NO_METRICS : extractMetrics(document, Buffer.byteLength(line), Date.now());
    this.violations.push(...violations);
    const mark = document[REDELIVERED];
    // Values are kept as points; the document around them is most of what a long run would hold.
    entry?.written.push({
      document: document._aws === undefined ? document : {},
      points: dataPoints,
      ...(typeof mark === 'string' ? { mark } : {}),
    });
  }
}

/** Lines that Lambda itself writes about an invocation. */
const PLATFORM = /^platform\./;
const SHOWN = 120;
const NO_METRICS = { dataPoints: [], violations: [] };
