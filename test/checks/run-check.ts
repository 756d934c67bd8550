import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { Outcome, Verdict } from './schedule';
import { Check } from './table';

export const LOGS = 'test-reports/checks';
/** sysexits.h: a failure that may go away by itself. */
const UNANSWERED = 75;
/** A check that hangs ends after many times what it takes on an idle machine. */
const PATIENCE = 8;
const MIN_PATIENCE_MINUTES = 20;
const MAX_LINES_SHOWN = 60;

const ENVIRONMENT = {
  CI: 'true',
  FORCE_COLOR: '0',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
};

export const logOf = ({ name }: Check): string => `${LOGS}/${name}.log`;
export const commandOf = ({ command }: Check, seed: string): string => command.replaceAll('$SEED', seed);

const running = new Set<number | undefined>();

/** Whoever interrupts the checks ends those that run, too. */
export function endWithSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.forEach(endGroup);
      process.exit(130);
    });
  }
}

/** Runs a check in a process group of its own, its output in a log. */
export async function runCheck(check: Check, seed: string): Promise<Outcome> {
  mkdirSync(LOGS, { recursive: true });
  const log = createWriteStream(logOf(check));
  const begun = Date.now();
  const child = spawn('bash', ['-c', commandOf(check, seed)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=6144`.trim() },
  });
  running.add(child.pid);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const patience = setTimeout(() => endGroup(child.pid), Math.max(MIN_PATIENCE_MINUTES, PATIENCE * check.minutes) * 60_000);
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  clearTimeout(patience);
  running.delete(child.pid);
  await new Promise((done) => log.end(done));
  const verdict = verdictOf(check, code);
  return {
    check,
    verdict,
    why: verdict === 'skipped' ? 'registry did not answer' : undefined,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}

export function verdictOf({ needsRegistry }: Check, code: number | null): Verdict {
  if (code === 0) return 'passed';
  return code === UNANSWERED && needsRegistry ? 'skipped' : 'failed';
}

function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

/** What the terminal shows of an outcome. */
export function described({ check, verdict, why, seconds }: Outcome, seed: string): string {
  if (verdict === 'passed') return `ok      ${check.name}: ${check.proves} (${seconds} s)`;
  if (verdict === 'skipped') return `skipped ${check.name}: ${why}`;
  if (why !== undefined) return `FAILED  ${check.name}: not run, ${why}`;
  const lines = readFileSync(logOf(check), 'utf8').trimEnd().split('\n').slice(-MAX_LINES_SHOWN);
  const again = `again: npm run verify -- ${check.name} --seed ${seed}`;
  return [
    `FAILED  ${check.name}: ${check.proves} (${seconds} s), the end of ${logOf(check)}:`,
    ...lines.map((line) => `        ${line}`),
    `        ${again}`,
  ].join('\n');
}
