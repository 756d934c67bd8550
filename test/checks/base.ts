/** What a change is compared with. */
import { spawnSync } from 'node:child_process';

/** On the main branch, a change is what landed within so many hours before its last commit. */
const LANDED_WITHIN_HOURS = 24;

export interface Change {
  /** The commit before the change. */
  readonly base: string;
  /** Files that are there and differ from the base, by their paths in the project. */
  readonly files: readonly string[];
}

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs git; answers nothing where it fails. */
export type Git = (...args: readonly string[]) => string | undefined;

export const git: Git = (...args) => {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  return status === 0 ? stdout.trim() : undefined;
};

export function changedSinceBase(run: Git = git): Change {
  const base = baseOf(run);
  const files = run('diff', '--name-only', '--diff-filter=d', base) ?? '';
  return { base, files: files.split('\n').filter((file) => file !== '') };
}

/**
 * `CI_BASE` where it is set. On a branch, where it left main. On main itself, the newest commit that was there a day before the last one: what landed
 * since then is judged together, because nothing in a clone says with which landing a commit came. Where all is newer, the first commit.
 */
export function baseOf(run: Git, environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment.CI_BASE;
  if (given) return required(run('rev-parse', '--verify', `${given}^{commit}`), `CI_BASE is '${given}', which is no commit of this clone`);
  const head = required(run('rev-parse', 'HEAD'), 'This is no git repository, or has no commit');
  const fork = ['origin/main', 'main'].map((main) => run('merge-base', main, 'HEAD')).find((commit) => commit !== undefined);
  return fork !== undefined && fork !== head ? fork : beforeLanding(run);
}

function beforeLanding(run: Git): string {
  const last = Number(required(run('log', '-1', '--format=%ct'), 'There is no last commit'));
  const before = run('rev-list', '-1', '--first-parent', `--before=${last - LANDED_WITHIN_HOURS * 3600}`, 'HEAD');
  if (before) return before;
  const first = required(run('rev-list', '--first-parent', 'HEAD'), 'There are no commits').split('\n');
  return first[first.length - 1];
}

function required(answer: string | undefined, problem: string): string {
  if (answer === undefined || answer === '') throw new Error(problem);
  return answer;
}
