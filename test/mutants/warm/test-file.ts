import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Circus, Config } from '@jest/types';
import { bounded } from './bounded';

/** Jest's own parts: what describes, runs and compares in `npm test` does so here. */
const jest = createRequire(require.resolve('jest'));
const circus = jest('jest-circus') as typeof import('jest-circus');
const { ModuleMocker } = jest('jest-mock') as typeof import('jest-mock');
const { ModernFakeTimers } = jest('@jest/fake-timers') as typeof import('@jest/fake-timers');
const { jestExpect } = jest('@jest/expect') as { jestExpect: typeof expect };

/** Without a mutant: four times that of `npm test`, because the code counts what it does, and other work may run beside it. */
const TIMEOUT_MILLIS = 120_000;

/** With a mutant: what a test takes without one, many times, and some more, because the machine may be busy. */
const patience = (milliseconds: number): number => 5_000 + 10 * milliseconds;

const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({
  config: { fakeTimers: {}, rootDir: process.cwd() } as unknown as Config.ProjectConfig,
  global: globalThis,
});
let current: TestFile | undefined;

Object.assign(globalThis, circus, {
  expect: jestExpect,
  jest: {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    requireActual: (path: string) => current?.requireAnew(path),
    useFakeTimers: timers.useFakeTimers.bind(timers),
    useRealTimers: timers.useRealTimers.bind(timers),
    advanceTimersByTime: timers.advanceTimersByTime.bind(timers),
    getTimerCount: timers.getTimerCount.bind(timers),
  },
});
circus.addEventHandler((event) => current?.on(event as Circus.Event));

export interface Test {
  readonly id: string;
  readonly entry: Circus.TestEntry;
  readonly mode: Circus.TestMode;
  failure?: string;
  /** What it took when it last passed without a mutant. */
  milliseconds: number;
}

/** A file of tests that is loaded once and run many times, whichever of its tests are asked for. What it sets up before all stays up. */
export class TestFile {
  readonly require: NodeJS.Require;
  readonly tests: readonly Test[];
  private readonly state: Circus.State;
  private readonly closings: (() => unknown)[] = [];
  private env: NodeJS.ProcessEnv = { ...process.env };
  private stopsAtFailure = true;
  private isUp = false;

  /** @param name its path in the project. @param times what tests took before. @param began is told of each test as it begins, and of none as it is done. */
  constructor(
    readonly name: string,
    private readonly times: Readonly<Record<string, number>>,
    private readonly began: (id: string | undefined) => void,
  ) {
    this.require = createRequire(join(process.cwd(), name));
    circus.resetState();
    this.state = circus.getState();
    this.state.testTimeout = TIMEOUT_MILLIS;
    const back = this.enter();
    bounded(() => this.require(join(process.cwd(), name)) as unknown, TIMEOUT_MILLIS);
    back();
    this.tests = this.identify(this.state.rootDescribeBlock, name, new Map());
    this.keepUp(this.state.rootDescribeBlock);
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.tests.map(({ id }) => id));
  }

  /** Runs some tests; returns those that failed. */
  async run(wanted: ReadonlySet<string>, stopsAtFailure = true): Promise<Test[]> {
    const back = this.enter();
    this.stopsAtFailure = stopsAtFailure;
    this.isUp = true;
    this.state.unhandledErrors.length = 0;
    for (const test of this.tests) {
      Object.assign(test.entry, { mode: wanted.has(test.id) ? test.mode : 'skip', errors: [], status: null });
      test.failure = undefined;
    }
    const note = (error: unknown): void => void this.state.currentlyRunningTest?.errors.push(error as Error);
    process.on('uncaughtException', note);
    await circus.run();
    process.off('uncaughtException', note);
    mocker.restoreAllMocks();
    back();
    return this.tests.filter(({ failure }) => failure !== undefined);
  }

  /** Handlers read their environment as they are loaded. */
  requireAnew(path: string): unknown {
    delete require.cache[this.require.resolve(path)];
    return this.require(path) as unknown;
  }

  /** Takes down what was set up before all. */
  async close(): Promise<void> {
    if (!this.isUp) return;
    const back = this.enter();
    for (const closing of this.closings) await closing();
    back();
  }

  on(event: Circus.Event): void {
    if (event.name !== 'test_start' && event.name !== 'test_done') return;
    const test = this.tests.find(({ entry }) => entry === event.test) as Test;
    if (event.name === 'test_start') return this.began(event.test.mode === 'skip' ? undefined : test.id);
    this.began(undefined);
    if (event.test.errors.length === 0) {
      if (!(test.id in this.times)) measured(test, event.test.duration ?? 0);
      return;
    }
    test.failure = messageOf(event.test.errors[0]);
    if (this.stopsAtFailure) {
      this.tests.forEach(({ entry }) => {
        entry.mode = 'skip';
      });
    }
  }

  /** Each file has an environment of its own, as with Jest. */
  private enter(): () => void {
    const [env, file] = [process.env, current];
    process.env = this.env;
    current = this;
    circus.setState(this.state);
    return () => {
      this.env = process.env;
      process.env = env;
      current = file;
    };
  }

  private identify({ children }: Circus.DescribeBlock, path: string, seen: Map<string, number>): Test[] {
    return children.flatMap((child) => {
      const name = `${path} ${child.name}`;
      if (child.type === 'describeBlock') return this.identify(child, name, seen);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const id = count > 1 ? `${name} (${count})` : name;
      if (id in this.times) child.timeout = patience(this.times[id]);
      child.fn = withEnd(child);
      return [{ id, entry: child, mode: child.mode, milliseconds: this.times[id] ?? 0 }];
    });
  }

  /** Hooks before all run once, and those after all when the file is closed. */
  private keepUp(block: Circus.DescribeBlock): void {
    for (const hook of block.hooks) {
      const original = hook.fn as () => unknown;
      if (hook.type === 'beforeAll') hook.fn = once(original);
      if (hook.type !== 'afterAll') continue;
      this.closings.push(original);
      hook.fn = () => undefined;
    }
    block.children.forEach((child) => {
      if (child.type === 'describeBlock') this.keepUp(child);
    });
  }
}

function measured(test: Test, milliseconds: number): void {
  test.milliseconds = milliseconds;
  test.entry.timeout = patience(milliseconds);
}

/** A test whose work ends in its time, whatever it does. */
function withEnd(entry: Circus.TestEntry): Circus.TestFn {
  const work = entry.fn as () => void;
  return () => bounded(work, entry.timeout ?? TIMEOUT_MILLIS);
}

function once(work: () => unknown): () => Promise<unknown> {
  let done: Promise<unknown> | undefined;
  return () => (done ??= (async () => work())());
}

function messageOf(error: unknown): string {
  const [first] = Array.isArray(error) ? error : [error];
  return String((first as Error | undefined)?.message ?? first);
}
