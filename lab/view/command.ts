import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { DEFAULT_PORT, checkPort, startView } from './start-view';

export { startView } from './start-view';
export type { RunningView, ViewOptions } from './start-view';

const USAGE = `Usage: view --out DIR [--port P]

  --out DIR   the folder that replay wrote
  --port P    where to serve the page on 127.0.0.1 (default ${DEFAULT_PORT}; 0 for any free port)
`;

/** Serves the page until interrupted. Gives the exit code. */
export async function viewCommand(argv: readonly string[]): Promise<number> {
  try {
    const options = readArguments(argv);
    if (!options) return 0;
    const view = await startView(options);
    process.stdout.write(`Dashboards of ${options.out}: ${view.url} (Ctrl+C ends it)\n`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await view.close();
    return 0;
  } catch (error) {
    process.stderr.write(`view: ${explain(error as NodeJS.ErrnoException)}\n`);
    return 2;
  }
}

/** Checks before the work that its result can be shown. */
export async function isPortFree(port: string): Promise<boolean> {
  try {
    await checkPort(readPort(port));
    return true;
  } catch (error) {
    process.stderr.write(`view: ${explain(error as NodeJS.ErrnoException)}\n`);
    return false;
  }
}

function readArguments(argv: readonly string[]): { out: string; port: number } | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: { out: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return undefined;
  }
  if (!values.out) throw new Error(`--out is missing\n\n${USAGE}`);
  return { out: values.out, port: readPort(values.port ?? String(DEFAULT_PORT)) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, found "${text}"`);
  return port;
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  return code === 'EADDRINUSE' ? `${message}; choose another with --port` : message;
}
