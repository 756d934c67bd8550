/** Injects the planned faults: into requests, processes, batches and messages that were handled. */
import { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { nothingDone } from './answers';
import { Death, deathOf, Hang, HANG_TIMEOUT, hangOf, mayBeRedelivered } from './crashes';
import { Journal } from './journal';
import { Fault, Plan } from './plan';
import { leaveUnread, refuseEntry, RequestFault, RequestFaults } from './request-faults';
import { roll } from './roll';
import { Tally } from './tally';
import { DetailType } from '../../src/domain/names/events';
import { parseObject } from '../aws/json';
import { Crash } from '../replay/functions/crash';
import { FunctionRunner } from '../replay/functions/function-runner';
import { BatchHooks, BegunInvocation, Ended } from '../replay/hooks';
import { Answer } from '../replay/servers/answer';
import { callerOf } from '../replay/servers/caller';
import { CUT, Interrupted, ServiceName } from '../replay/servers/interference';
import { ReceivedMessage } from '../replay/servers/sqs-connection';

interface Running {
  readonly death?: Death;
  readonly hang?: Hang;
  /** Ends the requests that get no response. */
  readonly release: (() => void)[];
  readonly asked: Set<string>;
  readonly sent: Set<string>;
  /** Requests without an answer so far. */
  readonly open: Set<Promise<Interrupted>>;
  requests: number;
  isDead: boolean;
  interrupted: boolean;
}

/** Errors that no request that went wrong excuses. */
const OWN_MISTAKES: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/** What a request is about: where a first send may have taken effect, the second one need not have the same text. */
function subjectsOf(service: ServiceName, body: string): string[] {
  const jobs = jobsIn(service, body);
  return jobs.length > 0 ? jobs : [body];
}

/** Jobs that are sent to wait. Other messages may come as often as they like. */
const jobsIn = (service: ServiceName, body: string): string[] =>
  service === 'sqs' ? [...body.matchAll(/\\"jobId\\":\\"([^"\\]+)/g)].map(([, job]) => job) : [];

/** Whoever sent the request cannot know whether it took effect. */
const leavesInTheDark = (found: RequestFault): boolean => 'cut' in found || ('answer' in found && found.answer.status >= 500);

const isJobEvent = (body: string): boolean => parseObject(body)?.['detail-type'] === DetailType.JOB_STATE_CHANGE;

/** Sends a request on, with another body where it was changed. */
type Forward = (body: string) => Promise<Answer>;

export class Injector implements BatchHooks {
  /** Invocations that failed though nothing was done to them that explains it. */
  readonly unexplained: string[] = [];
  readonly faults: RequestFaults;
  runners: readonly FunctionRunner[] = [];
  private readonly running = new Map<string, Running>();
  private readonly begun = new Map<string, number>();
  private readonly functionOf = new Map<string, string>();
  private readonly messagesOf = new Map<string, readonly ReceivedMessage[]>();
  /** Messages that come back under other ids. */
  private readonly redriving = new Set<string>();
  private cuts = 0;

  constructor(
    private readonly plan: Plan,
    private readonly journal: Journal,
    private readonly tally: Tally,
  ) {
    this.faults = new RequestFaults(plan);
  }

  get waitsDividedBy(): number {
    return this.plan.waitsDividedBy;
  }

  /** Not while a service is out: each batch then takes as long as all tries of a call. */
  cut(messages: readonly ReceivedMessage[]): readonly (readonly ReceivedMessage[])[] {
    if (this.faults.outage !== 'none') return [messages];
    const batches: (readonly ReceivedMessage[])[] = [];
    for (let from = 0; from < messages.length;) {
      const size = 1 + Math.floor(roll(this.plan.seed, 'batch', this.cuts++) * this.plan.largestBatch);
      batches.push(messages.slice(from, from + size));
      from += size;
    }
    return batches;
  }

  begin(invocation: BegunInvocation): Crash | undefined {
    this.journal.begin(invocation);
    const number = (this.begun.get(invocation.functionId) ?? 0) + 1;
    this.begun.set(invocation.functionId, number);
    const death = this.faults.outage === 'none' ? deathOf(this.plan, number, invocation) : undefined;
    const hang = this.faults.outage === 'none' && death === undefined ? hangOf(this.plan, number, invocation) : undefined;
    this.running.set(invocation.id, {
      death,
      hang,
      release: [],
      asked: new Set(),
      sent: new Set(),
      open: new Set(),
      requests: 0,
      isDead: false,
      interrupted: false,
    });
    this.functionOf.set(invocation.id, invocation.functionId);
    this.messagesOf.set(invocation.id, invocation.messages);
    return hang ? HANG_TIMEOUT : death?.crash;
  }

  /**
   * Waits for what the handler asked and had no answer to: in AWS a message comes again after minutes, when all of that has long taken effect. Of what
   * comes later from a process that is gone, nothing does.
   */
  async end(id: string, ended: Ended): Promise<readonly ReceivedMessage[]> {
    const running = this.running.get(id);
    this.running.delete(id);
    running?.release.forEach((release) => release());
    await Promise.allSettled(running?.open ?? []);
    this.journal.end(id, ended);
    const messages = this.messagesOf.get(id) ?? [];
    this.messagesOf.delete(id);
    if (ended.error === undefined) return this.undo(messages.filter((message) => !ended.failed.includes(message)));
    const isKilled = running?.isDead === true || running?.death?.crash !== undefined;
    if (isKilled) this.redriveSome(messages);
    if (isKilled && running.death !== undefined) this.tally.add(running.death.fault);
    // A service that does not respond is no excuse: handlers watch the time that is left.
    if (!isKilled && (running?.interrupted !== true || running.hang !== undefined || OWN_MISTAKES.has(ended.error.errorType))) {
      this.unexplained.push(`${this.functionOf.get(id) ?? id}: ${ended.error.errorType}: ${ended.error.errorMessage}`);
    }
    return [];
  }

  async interfere(service: ServiceName, message: IncomingMessage, body: string, answer: Forward): Promise<Interrupted> {
    const caller = callerOf(message.headers);
    const runner = this.runners.find(({ definition }) => definition.id === caller?.functionId);
    const id = caller && runner?.invocationOf(caller.environment);
    const running = this.running.get(id ?? '');
    if (caller === undefined || runner === undefined || id === undefined) return answer(body);
    if (running === undefined) return this.functionOf.has(id) ? CUT : answer(body);
    running.requests += 1;
    if (running.death?.atRequest === running.requests) {
      running.isDead = true;
      runner.kill(caller.environment);
    }
    if (running.isDead) return CUT;
    if (running.hang?.service === service && running.requests >= running.hang.fromRequest) return this.hang(running.hang, running, id);
    const asked = this.ask(service, message, body, answer, id, running);
    running.open.add(asked);
    asked.finally(() => running.open.delete(asked)).catch(() => undefined);
    return asked;
  }

  private hang({ fault }: Hang, running: Running, id: string): Promise<Interrupted> {
    this.tally.add(fault);
    running.interrupted = true;
    this.journal.repeated(id);
    return new Promise((resolve) => running.release.push(() => resolve(CUT)));
  }

  isRedriven({ MessageId }: ReceivedMessage): boolean {
    return this.redriving.has(MessageId);
  }

  redriven({ MessageId }: ReceivedMessage, messageId: string): void {
    this.redriving.delete(MessageId);
    this.journal.redriven(MessageId, messageId);
    this.tally.add(Fault.KILLED_REDRIVEN);
  }

  /** Job events only: other messages are not recognized when they are redriven. */
  private redriveSome(messages: readonly ReceivedMessage[]): void {
    if (this.faults.outage !== 'none' || roll(this.plan.seed, 'redrive', this.cuts) >= this.plan.redrives) return;
    messages.filter(({ Body }) => isJobEvent(Body)).forEach(({ MessageId }) => this.redriving.add(MessageId));
  }

  private async ask(
    service: ServiceName,
    message: IncomingMessage,
    body: string,
    answer: Forward,
    id: string,
    running: Running,
  ): Promise<Interrupted> {
    // Also on a machine that is too slow for the timeouts of the handlers.
    const subjects = subjectsOf(service, body);
    if (subjects.some((subject) => running.asked.has(subject))) this.journal.repeated(id);
    if (jobsIn(service, body).some((job) => running.sent.has(job))) this.journal.mayHaveSentDuplicates = true;
    subjects.forEach((subject) => running.asked.add(subject));
    const forward: Forward = (changed) => {
      subjects.forEach((subject) => running.sent.add(subject));
      return answer(changed);
    };
    const found = this.faultOf(service, message, body);
    if (found === undefined) return forward(body);
    if (service === 'sqs' && leavesInTheDark(found)) this.journal.repeated(id);
    return this.inflict(found, running, id, body, forward);
  }

  private faultOf(service: ServiceName, { headers, url }: IncomingMessage, body: string): RequestFault | undefined {
    const operation = String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    if (service === 'dynamodb') return this.faults.ofDynamoDb(operation, body);
    if (service === 'sqs') return this.faults.ofSqs(operation);
    return this.faults.ofStandIn(operation === '' ? (/^Action=\w+/.exec(body)?.[0] ?? String(url)) : operation);
  }

  private async inflict(found: RequestFault, running: Running, id: string, body: string, forward: Forward): Promise<Interrupted> {
    if ('change' in found) return this.change(found, body, forward);
    this.tally.add(found.fault);
    running.interrupted = true;
    if ('answer' in found) return found.answer;
    if ('delayMillis' in found) await wait(found.delayMillis);
    if ('cut' in found && found.cut === 'before') return CUT;
    const answered = await forward(body);
    if (!('cut' in found)) return answered;
    this.journal.repeated(id);
    return CUT;
  }

  private async change({ fault, change }: RequestFault & { readonly change: string }, body: string, forward: Forward): Promise<Answer> {
    const unread = change === 'unprocessed' ? leaveUnread(body) : undefined;
    const refused = change === 'refuse entry' ? refuseEntry(body) : undefined;
    const changed = unread ?? refused;
    if (changed === undefined) return forward(body);
    this.tally.add(fault);
    const answered = changed.rest === undefined ? nothingDone() : await forward(changed.rest);
    const text = unread?.withLeft(answered.body) ?? refused?.withRefused(answered.body) ?? answered.body;
    const { 'x-amz-crc32': _checksum, ...headers } = answered.headers;
    return { ...answered, headers, body: text };
  }

  private undo(done: readonly ReceivedMessage[]): ReceivedMessage[] {
    if (this.faults.outage !== 'none') return [];
    const again = done.filter(
      ({ Attributes }, index) =>
        mayBeRedelivered(Attributes.ApproximateReceiveCount) && roll(this.plan.seed, 'undone', this.cuts, index) < this.plan.undone,
    );
    this.tally.add(Fault.UNDONE, again.length);
    return again;
  }
}
