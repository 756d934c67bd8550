import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ReplayProblem } from '../replay-problem';
import { loadAssembly, loadTemplate } from './load-assembly';
import { StackTemplate } from './stack-template';

export const DEFAULT_APP = 'npx tsx --tsconfig tsconfig.dev.json examples/typescript/main.ts';

/** Where the stacks come from: an app to synthesize, or a template of a cloud assembly that is there already. */
export interface AssemblySource {
  readonly app?: string;
  readonly template?: string;
}

/** Puts the cloud assembly into its folder and reads its stacks. */
export async function provideAssembly(source: AssemblySource, directory: string): Promise<StackTemplate[]> {
  if (source.template !== undefined) return [copyTemplate(source.template, directory)];
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await run(source.app ?? DEFAULT_APP, directory);
  return loadAssembly(directory);
}

function copyTemplate(file: string, directory: string): StackTemplate {
  if (!existsSync(file)) throw new ReplayProblem(`There is no template at ${file}`);
  const from = resolve(dirname(file));
  const original = loadTemplate(file);
  const isThere = `${from}${sep}`.startsWith(`${resolve(directory)}${sep}`);
  if (isThere) return original;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(from).filter((each) => each === basename(file) || OF_ASSEMBLY.test(each))) {
    cpSync(join(from, name), join(directory, name), { recursive: true });
  }
  return loadTemplate(join(directory, basename(file)));
}

/** What makes up a cloud assembly: a template may lie in a folder that holds other things, the results among them. */
const OF_ASSEMBLY = /^(asset\..+|.+\.(template|assets)\.json|manifest\.json|tree\.json|cdk\.out)$/;

async function run(command: string, directory: string): Promise<void> {
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, CDK_OUTDIR: directory, JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
  });
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new ReplayProblem(`The app "${command}" failed with exit code ${code}:\n${complaints.trim()}`);
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new ReplayProblem(`The app "${command}" wrote no cloud assembly to the folder that CDK_OUTDIR names: ${directory}`);
  }
}
