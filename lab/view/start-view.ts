/**
 * Serves the dashboards of a template as a web page over the output of a replay.
 *
 * `dashboards/` reads the widgets from the templates, `widgets/` evaluates their metrics, queries and alarms with `lab/aws`, `serving/` answers
 * the requests of `page/`, which draws the charts in the browser.
 */
import { existsSync } from 'node:fs';
import { Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { OutFolder } from './out-folder';
import { answer } from './serving/answer';

export const DEFAULT_PORT = 4670;

export interface ViewOptions {
  /** The folder that replay wrote. */
  readonly out: string;
  /** 0 for any free one. @default 4670 */
  readonly port?: number;
}

export interface RunningView {
  readonly url: string;
  close(): Promise<void>;
}

/** Whether a page could be served there: asked before long work whose result it is to show. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  await new Promise((resolve) => server.close(resolve));
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Serves the dashboards of a replay's output to this machine. */
export async function startView({ out, port = DEFAULT_PORT }: ViewOptions): Promise<RunningView> {
  if (!existsSync(out)) throw new Error(`There is no folder "${out}": run "replay --out ${out}" first`);
  if (!existsSync(join(out, 'summary.json'))) {
    throw new Error(`Folder "${out}" holds no summary.json: it is not what a replay wrote. Run "replay --out ${out}" first`);
  }
  const folder = new OutFolder(out);
  const server = createServer((request, response) => answer(request, response, folder));
  await listen(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = async (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}
