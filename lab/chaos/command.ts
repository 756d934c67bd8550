import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedsOf } from './plan';
import { Report } from './report';
import { runOnce, ReportHandled } from './run';
import { choose, Hits, missed, readSeeds, runsOf, SeedOfRun, writeCovering } from './seeds';
import { figuresOf, tableOf } from './table';
import { writeFigures } from '../figures/figures';
import { provideBundles } from '../replay/assembly/bundles';
import { StackTemplate } from '../replay/assembly/stack-template';
import { provideAssembly } from '../replay/assembly/synthesize';
import { ReplayProblem } from '../replay/replay-problem';

const text = { type: 'string' } as const;
const OPTIONS = {
  runs: { ...text, default: '1' },
  seed: { ...text, default: '1' },
  jobs: { ...text, default: '500' },
  out: text,
  app: text,
  listed: { type: 'boolean', default: false },
  choose: { type: 'boolean', default: false },
  'real-backoff': { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

/** Runs at the same time: two keep two cores busy, and one is there while another waits, begins or ends. */
const SIDE_BY_SIDE = 3;
const SHOWN = 15;
const REAL_BACKOFF = ' --real-backoff';

/** Exit codes: 0 all held, 1 something did not. */
export async function chaosCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const [runs, seed, jobs] = [
    wholeNumber('--runs', values.runs, 1),
    wholeNumber('--seed', values.seed, 0),
    wholeNumber('--jobs', values.jobs, 1),
  ];
  const started = performance.now();
  const out = values.out ?? mkdtempSync(join(tmpdir(), 'chaos-'));
  await provideBundles((step) => process.stderr.write(`${step} …\n`));
  const templates = await provideAssembly({ app: values.app }, join(out, 'cloud-assembly'));
  const report = new Report();
  const hits = new Map<number, ReadonlyMap<string, number>>();
  const chosen = seedsOf(seed, runs).map((each): SeedOfRun => ({ seed: each, jobs }));
  const failed = await runAll(
    values.listed ? [...runsOf(readSeeds()), ...chosen] : chosen,
    {
      out: values.out,
      app: values.app,
      realBackoff: values['real-backoff'],
      templates,
      progress: runs === 1 && !values.listed ? reportHandled : undefined,
    },
    report,
    hits,
  );
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`\n${tableOf(report, jobs, seconds)}\n`);
  for (const command of failed) process.stdout.write(`Did not hold; alone: ${command}\n`);
  const unseen = [...report.unseen(), ...(values.listed ? unlisted(hits) : [])];
  for (const what of unseen) process.stdout.write(`${what}\n`);
  if (values.choose) writeCovering(choose(hits, jobs));
  if (values.write) {
    for (const [name, figures] of Object.entries(
      figuresOf(report, { runs, seed, jobs, seconds, options: values['real-backoff'] ? REAL_BACKOFF : '' }),
    )) {
      writeFigures(name, figures);
    }
  }
  if (values.out === undefined) rmSync(out, { recursive: true, force: true });
  return report.holds && failed.length === 0 && unseen.length === 0 ? 0 : 1;
}

/** What the seeds that are listed for their faults no longer hit. */
function unlisted(hits: Hits): string[] {
  return missed(
    hits,
    readSeeds().covering.map(({ seed }) => seed),
  ).map((fault) => `${fault}: hit by no listed seed. Choose others: npm run lab -- chaos --choose --runs 24 --jobs 300`);
}

interface Setting {
  readonly out?: string;
  readonly app?: string;
  readonly realBackoff: boolean;
  readonly templates: readonly StackTemplate[];
  readonly progress?: ReportHandled;
}

/** As the command that repeats a run has them. */
const optionsOf = ({ app, realBackoff }: Setting): string =>
  `${realBackoff ? REAL_BACKOFF : ''}${app === undefined ? '' : ` --app "${app}"`}`;

/** Answers the commands that run alone what did not hold. @param hits is given the faults that each seed hit */
async function runAll(
  runs: readonly SeedOfRun[],
  setting: Setting,
  report: Report,
  hits: Map<number, ReadonlyMap<string, number>>,
): Promise<string[]> {
  const waiting = [...runs];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { seed, jobs } = next;
      const problems = await problemsOf(next, setting, report, hits);
      process.stderr.write(
        `${report.runs} of ${runs.length}: seed ${seed} ${problems.length === 0 ? 'holds' : `does not hold, ${problems.length} times`}\n`,
      );
      if (problems.length === 0) continue;
      failed.push(`npm run lab -- chaos --runs 1 --seed ${seed} --jobs ${jobs}${optionsOf(setting)}`);
      process.stdout.write(
        `${problems.slice(0, SHOWN).join('\n')}\n${problems.length > SHOWN ? `… and ${problems.length - SHOWN} more\n` : ''}`,
      );
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return failed;
}

async function problemsOf(
  { seed, jobs }: SeedOfRun,
  { out, templates, realBackoff, progress }: Setting,
  report: Report,
  hits: Map<number, ReadonlyMap<string, number>>,
): Promise<string[]> {
  const run = await runOnce({ seed, jobs, realBackoff }, templates, progress);
  hits.set(seed, run.faults.counts);
  const problems = report.add(run);
  if (out !== undefined && problems.length > 0) {
    mkdirSync(out, { recursive: true });
    writeFileSync(
      join(out, `seed-${seed}.json`),
      JSON.stringify({
        plan: run.plan,
        problems,
        entries: run.journal.entries.map((entry) => ({ ...entry, failedTokens: [...entry.failedTokens] })),
      }),
    );
  }
  return problems;
}

const reportHandled: ReportHandled = (handled, deliveries) => {
  process.stderr.write(`  ${handled.toLocaleString('en')} of ${deliveries.toLocaleString('en')} deliveries\n`);
};

function wholeNumber(option: string, value: string, least: number): number {
  if (!/^\d+$/.test(value) || Number(value) < least) {
    throw new ReplayProblem(`${option} is '${value}': it must be a whole number from ${least}`);
  }
  return Number(value);
}
