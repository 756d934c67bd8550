/**
 * Uses the job explorer in place on its dashboard as an operator does, in a browser: `explorer-in-browser REPLAY_DIR`. It fails where a page does not show what
 * the records of the replay have, where a text becomes more than text, or where a page is wider than a phone.
 */
import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import * as crowd from './explorer/crowd';
import { Operator } from './explorer/operator';
import * as replayed from './explorer/replayed';
import { launchBrowser } from '../../lab/pictures/browser';
import { startView } from '../../lab/view/start-view';

type Step = (operator: Operator, out: string) => Promise<void>;

/** Each step begins on a page of its own. */
async function walk(browser: Browser, out: string, steps: readonly Step[]): Promise<void> {
  const view = await startView({ out, port: 0 });
  try {
    for (const step of steps) {
      const operator = await Operator.open(browser, view.url, step === replayed.staysWithinPhone ? 'phone' : 'light');
      await step(operator, out);
      await operator.leave();
      process.stdout.write(`${step.name}\n`);
    }
  } finally {
    await view.close();
  }
}

async function main(out: string): Promise<void> {
  const browser = await launchBrowser();
  const many = crowd.writeCrowd();
  try {
    await walk(browser, out, Object.values(replayed));
    await walk(browser, many, [crowd.listsHostileNames, crowd.listsWhatIsStuck, crowd.drawsAllJobs]);
  } finally {
    await browser.close();
    rmSync(many, { recursive: true });
  }
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
