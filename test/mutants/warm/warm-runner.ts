import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { TOOK_TOO_LONG } from './bounded';
import { forgetModules, loadForMutants, withNewModules } from './modules';
import { Test, TestFile } from './test-file';
import { TestOrder } from './test-order';

/** Each layer is judged by its own tests: a rule that only the handlers' tests notice has no test of its own. */
const layerOf = (file: string): string => relative(process.cwd(), file).split(sep)[1];

/** Tests of hundreds of faults or events at once: other tests say what they would, in a hundredth of the time. */
const LEFT_OUT = [
  'test/domain/hostile-events.test.ts',
  'test/runtime/instance-disorder.test.ts',
  'test/runtime/in-flight-segments.test.ts',
];

/** What each test took without a mutant: written by the process that ran them all, read by those that run them with mutants. */
const TIMES = 'milliseconds-of-tests.json';

/** What instrumented code looks at and writes to. */
interface Instrumented {
  activeMutant?: string;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { readonly static: Record<string, number>; readonly perTest: Record<string, Record<string, number>> };
}

/** What Stryker asks of a mutant's run. */
interface MutantRun {
  readonly activeMutant: { readonly id: string; readonly fileName: string };
  readonly sandboxFileName: string;
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'runtime' | 'static';
}

type MutantResult =
  | { readonly status: 'killed'; readonly killedBy: string[]; readonly failureMessage: string; readonly nrOfTests: number }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout'; readonly reason: string }
  | { readonly status: 'error'; readonly errorMessage: string };

/**
 * Runs tests for Stryker in a process that stays warm: files of tests and what they set up are loaded once, and the mutants in the loaded code are switched
 * on and off. Jest's own runner loads all of it anew for each mutant.
 */
export class WarmRunner {
  private readonly code: Instrumented = ((globalThis as { __stryker__?: Instrumented }).__stryker__ ??= {});
  private readonly files = new Map<string, readonly TestFile[]>();
  private readonly order = new TestOrder();

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** All tests without a mutant, each with the mutants that it reaches. */
  async dryRun({ files: mutated = [] }: { readonly files?: readonly string[] }) {
    loadForMutants();
    this.code.mutantCoverage = { static: {}, perTest: {} };
    const files = [...new Set(mutated.map(layerOf))].flatMap((layer) => this.warm(layer));
    for (const file of files) await file.run(file.ids, false);
    const tests = files.flatMap((file) => file.tests.map((test) => told(file, test)));
    writeFileSync(TIMES, JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))));
    return { status: 'complete', tests, mutantCoverage: this.code.mutantCoverage };
  }

  async mutantRun(run: MutantRun): Promise<MutantResult> {
    loadForMutants();
    Object.assign(this.code, { hitCount: run.hitLimit === undefined ? undefined : 0, hitLimit: run.hitLimit });
    const files = this.warm(layerOf(run.sandboxFileName));
    const result =
      run.mutantActivation === 'static' ? await this.loadedWith(run, files) : await this.switchedOn(run, files, new Set(run.testFilter));
    const { hitCount = 0, hitLimit = Infinity } = this.code;
    return hitCount > hitLimit ? { status: 'timeout', reason: `Hit limit reached (${hitCount}/${hitLimit})` } : result;
  }

  async dispose(): Promise<void> {
    for (const file of [...this.files.values()].flat()) await file.close();
  }

  private warm(layer: string): readonly TestFile[] {
    if (!this.files.has(layer)) {
      this.files.set(
        layer,
        testFiles(layer).map((name) => this.load(name)),
      );
    }
    return this.files.get(layer) as readonly TestFile[];
  }

  private load(name: string): TestFile {
    const times = existsSync(TIMES) ? (JSON.parse(readFileSync(TIMES, 'utf8')) as Record<string, number>) : {};
    return new TestFile(name, times, (id) => {
      this.code.currentTestId = id;
    });
  }

  /** The mutant is switched on while tests run. */
  private async switchedOn(run: MutantRun, files: readonly TestFile[], tests: ReadonlySet<string>, again = false): Promise<MutantResult> {
    let nrOfTests = 0;
    for (const [file, some] of this.order.quickestFirst(files, tests, run.sandboxFileName)) {
      nrOfTests += some.size;
      const [failed] = await this.withMutant(run.activeMutant.id, () => file.run(some));
      if (!failed) continue;
      this.order.noteKiller(run.sandboxFileName, file.name);
      if (tookTooLong(failed)) return this.timeout(failed);
      if (await this.passesWithout(file, failed)) return killed(failed, nrOfTests);
      if (again) return { status: 'error', errorMessage: `${failed.id} fails alone without a mutant: ${failed.failure}` };
      await this.cool();
      return this.switchedOn(run, this.warm(layerOf(join(process.cwd(), file.name))), tests, true);
    }
    return { status: 'survived', nrOfTests };
  }

  /** The mutant is on while modules are loaded, and while tests run. */
  private async loadedWith(
    { activeMutant: { id }, sandboxFileName: mutated }: MutantRun,
    files: readonly TestFile[],
  ): Promise<MutantResult> {
    let nrOfTests = 0;
    const names = this.order.nearestFirst(files, mutated);
    return withNewModules(mutated, async () => {
      for (const name of names) {
        const failed = await this.withMutant(id, () => this.runAnew(name));
        if (failed) this.order.noteKiller(mutated, name);
        if (failed) return tookTooLong(failed) ? { status: 'timeout', reason: failed.id } : killed(failed, nrOfTests);
        nrOfTests += 1;
      }
      return { status: 'survived', nrOfTests };
    });
  }

  private async runAnew(name: string): Promise<Test | undefined> {
    try {
      const file = this.load(name);
      const [failed] = await file.run(file.ids);
      await file.close();
      return failed;
    } catch (error) {
      return { id: name, failure: String(error) } as Test;
    }
  }

  private async withMutant<T>(mutant: string, work: () => Promise<T>): Promise<T> {
    this.code.activeMutant = mutant;
    try {
      return await work();
    } finally {
      this.code.activeMutant = undefined;
    }
  }

  /** What still hangs in there would disturb those that follow. */
  private async timeout({ id, failure }: Test): Promise<MutantResult> {
    await this.cool();
    return { status: 'timeout', reason: `${id}: ${failure}` };
  }

  /** What a mutant left behind must not kill the next one. */
  private async passesWithout(file: TestFile, { id }: Test): Promise<boolean> {
    return (await file.run(new Set([id]))).length === 0;
  }

  private async cool(): Promise<void> {
    await this.dispose();
    this.files.clear();
    forgetModules();
  }
}

const tookTooLong = ({ failure }: Test): boolean => (failure as string).startsWith(TOOK_TOO_LONG);
const killed = ({ id, failure }: Test, nrOfTests: number): MutantResult => ({
  status: 'killed',
  killedBy: [id],
  failureMessage: failure as string,
  nrOfTests,
});

/** A test as Stryker knows it. */
function told({ name }: TestFile, { id, milliseconds, failure }: Test) {
  const result = { id, name: id, fileName: join(process.cwd(), name), timeSpentMs: milliseconds };
  return failure === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: failure };
}

function testFiles(layer: string): string[] {
  const files = (readdirSync(join('test', layer), { recursive: true }) as string[]).map((name) => join('test', layer, name));
  return files.filter((name) => name.endsWith('.test.ts') && !LEFT_OUT.includes(name)).sort();
}
