/** Trino on this machine, over its own protocol: https://trino.io/docs/current/develop/client-protocol.html */
import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FOLDER = 'out/trino';
const PROJECT = 'test/checks/trino/pom.xml';
const ADDRESS = resolve(FOLDER, 'address');
const POLL_MS = 200;
export const TRINO_VERSION = /<trino.version>(\d+)</.exec(readFileSync(PROJECT, 'utf8'))![1];
/** Trino takes about half a minute on an idle machine, and Maven minutes to fetch it for the first time. */
const MAX_START_MS = 20 * 60_000;

export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: TrinoResult['columns'];
  readonly data?: TrinoResult['rows'];
  readonly error?: { readonly message: string };
}

export class Trino {
  static async start(): Promise<Trino> {
    mkdirSync(FOLDER, { recursive: true });
    rmSync(ADDRESS, { force: true });
    const goals = ['-B', '-q', '-f', PROJECT, `-Dbuild.folder=${resolve(FOLDER, 'build')}`, 'compile', 'exec:java'];
    const server = spawn('mvn', [...goals, `-Dexec.args=${ADDRESS}`], { stdio: ['pipe', 'inherit', 'ignore'] });
    return new Trino(server, await addressOf(server));
  }

  private constructor(
    private readonly server: ChildProcess,
    private readonly address: string,
  ) {}

  /** Runs one statement to its end. */
  async run(statement: string): Promise<TrinoResult> {
    const headers = { 'X-Trino-User': 'check', 'X-Trino-Catalog': 'memory', 'X-Trino-Schema': 'default', 'X-Trino-Time-Zone': 'UTC' };
    let page = await json(fetch(`${this.address}/v1/statement`, { method: 'POST', headers, body: statement }));
    const rows: (readonly unknown[])[] = [];
    let columns: TrinoResult['columns'] = [];
    for (;;) {
      if (page.error) throw new Error(`${page.error.message}:\n${statement}`);
      columns = page.columns ?? columns;
      rows.push(...(page.data ?? []));
      if (page.nextUri === undefined) return { columns, rows };
      page = await json(fetch(page.nextUri, { headers }));
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.stdin?.end();
    await ended;
  }
}

const json = async (response: Promise<Response>): Promise<Page> => (await (await response).json()) as Page;

/** The address that the server writes when it is ready. */
async function addressOf(server: ChildProcess): Promise<string> {
  for (const until = Date.now() + MAX_START_MS; Date.now() < until; await sleep(POLL_MS)) {
    if (server.exitCode !== null) throw new Error(`Trino did not start: Maven ended with ${server.exitCode}`);
    const address = existsSync(ADDRESS) ? readFileSync(ADDRESS, 'utf8') : '';
    if (address !== '') return address;
  }
  server.kill();
  throw new Error('Trino did not start in time');
}
