import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Crash } from './crash';

export interface HandlerError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace?: readonly string[];
}

/** How an invocation ended: with the JSON text of its result, or with an error. */
export interface Outcome {
  readonly result?: string;
  readonly error?: HandlerError;
  readonly milliseconds: number;
  readonly initMilliseconds?: number;
}

export interface Invocation {
  readonly id: string;
  readonly payload: string;
  readonly invokedFunctionArn: string;
  readonly timeoutSeconds: number;
  /** How long after its timeout it is killed. 0 by default. */
  readonly leewaySeconds?: number;
  readonly crash?: Crash;
  /** What its clock shows at the beginning, in milliseconds; the machine's time by default. */
  readonly at?: number;
}

interface HostMessage {
  type: 'ready' | 'done';
  id?: string;
  result?: string;
  error?: HandlerError;
  milliseconds?: number;
  initMilliseconds?: number;
}

interface Pending {
  readonly id: string;
  readonly begun: number;
  resolve(outcome: Outcome): void;
}

/** `invocation` is the id of the one that wrote the line. */
export interface LogSink {
  output(line: string, invocation?: string): void;
  complaint(line: string): void;
}

/** What the host writes behind the lines of an invocation: what comes before it is that invocation's. */
const FENCE = '\u001e';

/** A process with the handler loaded. It takes one invocation at a time, as Lambda's environments do. */
export class ExecutionEnvironment {
  private readonly child: ChildProcess;
  private readonly drained: Promise<unknown>;
  private pending?: Pending;
  private initMilliseconds: number | undefined;
  private ended = false;

  private fenced?: Outcome;
  private hasPassed = false;

  /** @param waitsDividedBy how many times shorter handlers wait before they retry; present if faults are injected */
  constructor(environment: { [name: string]: string }, memoryMiB: number, sink: LogSink, waitsDividedBy?: number) {
    this.child = fork(join(__dirname, 'lambda-host.cjs'), {
      env: { ...environment, LAB_FENCE: FENCE, ...(waitsDividedBy !== undefined && { LAB_WAITS_DIVIDED_BY: String(waitsDividedBy) }) },
      cwd: environment.LAMBDA_TASK_ROOT,
      execArgv: [`--max-old-space-size=${memoryMiB}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.drained = Promise.all([
      eachLine(this.child.stdout, (line) => this.takeLine(line, sink)),
      eachLine(this.child.stderr, (line) => sink.complaint(line)),
    ]);
    this.child.on('message', (message: HostMessage) => this.take(message));
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    this.child.on('error', () => this.exited(null, null));
  }

  get isAlive(): boolean {
    return !this.ended;
  }

  async invoke({ timeoutSeconds, leewaySeconds = 0, ...invocation }: Invocation): Promise<Outcome> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), (timeoutSeconds + leewaySeconds) * 1000);
    try {
      return await new Promise<Outcome>((resolve) => {
        this.pending = { id: invocation.id, resolve, begun: performance.now() };
        this.child.send({ ...invocation, deadline: Date.now() + timeoutSeconds * 1000 });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Ends the process after all its log lines were read. */
  async stop(): Promise<void> {
    if (!this.ended) this.child.disconnect();
    await this.drained;
  }

  private take({ type, result, error, milliseconds = 0, initMilliseconds }: HostMessage): void {
    if (type === 'ready') {
      this.initMilliseconds = initMilliseconds;
      return;
    }
    this.fenced = { result, error, milliseconds };
    this.settleFenced();
  }

  /** The fence may follow a line that the handler did not end. */
  private takeLine(line: string, sink: LogSink): void {
    const isFenced = line.endsWith(FENCE);
    const text = isFenced ? line.slice(0, -FENCE.length) : line;
    if (text !== '' || !isFenced) sink.output(text, this.pending?.id);
    if (isFenced) this.passFence();
  }

  private passFence(): void {
    this.hasPassed = true;
    this.settleFenced();
  }

  /** The lines and the answer come by two ways: an outcome is reported when its lines are complete, because a subscription may read them. */
  private settleFenced(): void {
    if (this.fenced === undefined || !this.hasPassed) return;
    const outcome = this.fenced;
    this.fenced = undefined;
    this.hasPassed = false;
    this.settle(outcome);
  }

  private settle(outcome: Outcome): void {
    this.pending?.resolve({ ...outcome, initMilliseconds: this.initMilliseconds });
    this.initMilliseconds = undefined;
    this.pending = undefined;
  }

  private exited(code: number | null, signal: string | null): void {
    this.ended = true;
    const milliseconds = this.pending === undefined ? 0 : performance.now() - this.pending.begun;
    const error: HandlerError =
      signal === 'SIGKILL'
        ? { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds` }
        : { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${signal ?? `exit status ${String(code)}`}` };
    void this.drained.then(() => this.settle({ error, milliseconds }));
  }
}

async function eachLine(stream: Readable | null, take: (line: string) => void): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: 0 })) take(line);
}
