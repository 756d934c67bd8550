import { existsSync } from 'node:fs';
import { Browser, chromium } from 'playwright-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** The browser's program: `CHROMIUM` names it where it is elsewhere. Nothing where there is none. */
export function chromiumPath(): string | undefined {
  const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('There is no Chromium at /usr/bin/chromium; name its program in the environment variable CHROMIUM');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
