import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

export interface HandlerError { readonly errorType: string; readonly errorMessage: string; readonly stackTrace?: readonly string[] }

/** How an invocation ended: with the JSON text of its result, or with an error. */
export interface Outcome { readonly result?: string; readonly error?: HandlerError; readonly milliseconds: number; readonly initMilliseconds?: number }

export interface Invocation { readonly id: string; readonly payload: string; readonly invokedFunctionArn: string; readonly timeoutSeconds: number }

interface HostMessage { type: 'ready' | 'done'; id?: string; result?: string; error?: HandlerError; milliseconds?: number; initMilliseconds?: number }

interface Pending { readonly begun: number; resolve(outcome: Outcome): void }

export interface LogSink { output(line: string): void; complaint(line: string): void }

/** A process with the handler loaded. It takes one invocation at a time, as Lambda's environments do. */
export class ExecutionEnvironment {
  private readonly child: ChildProcess;
  private readonly drained: Promise<unknown>;
  private pending?: Pending;
  private initMilliseconds: number | undefined;
  private ended = false;

  public constructor(environment: { [name: string]: string }, memoryMiB: number, sink: LogSink) {
    this.child = fork(join(__dirname, 'lambda-host.cjs'), {
      env: environment, cwd: environment.LAMBDA_TASK_ROOT, execArgv: [`--max-old-space-size=${memoryMiB}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.drained = Promise.all([
      eachLine(this.child.stdout, (line) => sink.output(line)), eachLine(this.child.stderr, (line) => sink.complaint(line)),
    ]);
    this.child.on('message', (message: HostMessage) => this.take(message));
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    this.child.on('error', () => this.exited(null, null));
  }

  public get isAlive(): boolean {
    return !this.ended;
  }

  public async invoke({ timeoutSeconds, ...invocation }: Invocation): Promise<Outcome> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutSeconds * 1000);
    try {
      return await new Promise<Outcome>((resolve) => {
        this.pending = { resolve, begun: performance.now() };
        this.child.send({ ...invocation, deadline: Date.now() + timeoutSeconds * 1000 });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process after all its log lines were read. */
  public async stop(): Promise<void> {
    if (!this.ended) this.child.disconnect();
    await this.drained;
  }

  private take({ type, result, error, milliseconds = 0, initMilliseconds }: HostMessage): void {
    if (type === 'ready') {
      this.initMilliseconds = initMilliseconds;
      return;
    }
    this.settle({ result, error, milliseconds });
  }

  private settle(outcome: Outcome): void {
    this.pending?.resolve({ ...outcome, initMilliseconds: this.initMilliseconds });
    this.initMilliseconds = undefined;
    this.pending = undefined;
  }

  private exited(code: number | null, signal: string | null): void {
    this.ended = true;
    const milliseconds = this.pending === undefined ? 0 : performance.now() - this.pending.begun;
    const error: HandlerError = signal === 'SIGKILL'
      ? { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds` }
      : { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${signal ?? `exit status ${String(code)}`}` };
    this.settle({ error, milliseconds });
  }
}

async function eachLine(stream: Readable | null, take: (line: string) => void): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: 0 })) take(line);
}
