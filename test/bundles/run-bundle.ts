import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The environment with the values that CloudFormation would put in, and what Lambda itself sets. */
export function deployed(environment: Record<string, unknown>, values: Record<string, string>): Record<string, string> {
  const ofLambda = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')) as [string, string][];
  const resolved = Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : values[name]]);
  return Object.fromEntries([...ofLambda, ...resolved]) as Record<string, string>;
}

/** Runs a bundle in a process of its own, with this environment and nothing else. */
export async function run(file: string, env: Record<string, string>, event: object): Promise<object[]> {
  const child = spawn(process.execPath, [join(__dirname, 'run-handler.cjs'), file], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let [written, complaints] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    written += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  child.stdin.end(JSON.stringify(event));
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`the handler ended with ${String(code)}: ${complaints.slice(-1000)}`);
  return written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
}
