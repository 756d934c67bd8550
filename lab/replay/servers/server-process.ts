import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** An embedded server in its own process. */
export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startServer(script: string): Promise<ServerProcess> {
  const child = fork(join(__dirname, script), { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaints = '';
  child.stderr?.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  const port = await new Promise<number>((started, failed) => {
    child.once('message', (message: { port: number }) => started(message.port));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${script} ended with exit code ${code}: ${complaints.trim()}`)));
  });
  return { port, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((stopped) => {
    child.once('exit', () => stopped());
    child.disconnect();
  });
}
