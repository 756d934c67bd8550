import type { IncomingMessage, ServerResponse } from 'node:http';
import { API } from './api';
import { RequestError } from './request-error';
import { findFile } from './static-files';
import type { OutFolder } from '../out-folder';

/** Data is hostile: should a job's name ever become markup, the browser still runs no script but the page's own. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
/** Only by these names: a page elsewhere that has its own name point here gets nothing. */
const LOCAL = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

export async function answer(request: IncomingMessage, response: ServerResponse, out: OutFolder): Promise<void> {
  try {
    await respond(request, response, out);
  } catch (error) {
    const status = error instanceof RequestError ? error.status : 500;
    sendJson(response, status, { error: (error as Error).message });
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, out: OutFolder): Promise<void> {
  if (!LOCAL.test(request.headers.host ?? '')) throw new RequestError(403, 'This page is for this machine only');
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new RequestError(405, 'This page only reads');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const question = API.get(pathname);
  if (question) return sendJson(response, 200, await question(out, searchParams));
  const file = findFile(decodePath(pathname), out);
  if (!file) throw new RequestError(404, `There is nothing at ${pathname}`);
  const disposition = file.download ? { 'Content-Disposition': `attachment; filename="${file.download}"` } : {};
  response.writeHead(200, { ...HEADERS, ...disposition, 'Content-Type': file.type }).end(file.content);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RequestError(400, 'The address is malformed');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
