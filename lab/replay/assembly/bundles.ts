import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReplayProblem } from '../replay-problem';

const ROOT = join(__dirname, '../../..');

/** Bundles the handlers where a bundle is missing or older than the sources: a fresh clone has none. */
export async function provideBundles(report: (step: string) => void): Promise<void> {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const newest = Math.max(...sources.map((file) => statSync(join(ROOT, 'src', file)).mtimeMs));
  const handlers = sources.filter((file) => file.endsWith('.lambda.ts')).map((file) => file.replace(/\.ts$/, ''));
  const isCurrent = (handler: string): boolean => {
    const bundle = join(ROOT, 'assets', dirname(handler), handler.replace(/^.*\//, ''), 'index.js');
    return existsSync(bundle) && statSync(bundle).mtimeMs >= newest;
  };
  if (handlers.every(isCurrent)) return;
  report('Bundling the handlers');
  await run('npx', ['projen', 'bundle']);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new ReplayProblem(`"${command} ${args.join(' ')}" failed with exit code ${code}:\n${output.trim()}`);
}
