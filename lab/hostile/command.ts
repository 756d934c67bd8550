import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Cases } from './cases';
import { CompanionMaker } from './companions';
import { Fuzz } from './fuzz';
import { Input, inputNamed, inputsOf } from './inputs';
import { Judge } from './judge';
import { caseTable, fuzzTable } from './report';
import { HostileStage } from './stage';
import { HandlerName, subjectsOf } from './subjects';
import { writeFigures } from '../figures/figures';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { ReplayProblem } from '../replay/replay-problem';
import { simulate } from '../simulate/simulate';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  share: { type: 'string', default: '1' },
  only: { type: 'string' },
  out: { type: 'string', default: 'out/hostile' },
  write: { type: 'boolean', default: false },
} as const;

/** Enough for an event of every type and shape. */
const JOBS = 600;
const GROUPS = 4_000;
const SHOWN = 40;
/** The snapshot comes first: it reads the whole table for each event, which is small then. */
const HANDLERS: readonly HandlerName[] = ['snapshot', 'collector', 'registry', 'run-task', 'groups', 'pricing'];

/** Exit codes: 0 all held, 1 something did not, 2 nothing could be run. */
export async function hostileCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const [seed, share] = [Number(values.seed), Number(values.share)];
  if (!Number.isInteger(seed)) throw new ReplayProblem(`--seed is '${values.seed}': it must be a whole number`);
  if (!(share > 0 && share <= 1)) throw new ReplayProblem(`--share is '${values.share}': it must be more than 0 and at most 1`);
  const out = resolve(values.out);
  const progress = Progress.onStderr();
  await provideBundles((step) => progress.step(step));
  progress.step('Making the messages');
  const { fuzz, judge, inputs, cases, seconds } = await runFuzz({ out, seed, share, only: values.only, progress });
  progress.endLine();
  const table = [
    fuzzTable({ results: [...fuzz.results.values()], batches: fuzz.batchCount, judge, seed, share, seconds }),
    ...(cases ? [caseTable(cases.results)] : []),
  ].join('\n\n');
  process.stdout.write(`${table}\n`);
  if (values.only !== undefined) showOne(inputs[0], judge);
  if (values.write) writeFigures('fuzz', table);
  return report(fuzz, judge, seed);
}

export interface FuzzOptions {
  readonly out: string;
  readonly seed: number;
  readonly share: number;
  readonly only?: string;
  readonly progress: Progress;
}

export async function runFuzz({
  out,
  seed,
  share,
  only,
  progress,
}: FuzzOptions): Promise<{ fuzz: Fuzz; judge: Judge; inputs: readonly Input[]; cases?: Cases; seconds: number }> {
  const started = performance.now();
  mkdirSync(out, { recursive: true });
  const day = simulate({ jobs: JOBS, seed });
  const events = [...day.events];
  const subjects = subjectsOf(events);
  const inputs = only === undefined ? inputsOf(subjects, { seed, share }) : [inputNamed(subjects, only)];
  const companions = new CompanionMaker(events, seed);
  const world = join(out, 'world.json');
  writeFileSync(
    world,
    JSON.stringify({ ...day.world, AutoScalingGroups: [...day.world.AutoScalingGroups, ...companions.scalingGroups(GROUPS)] }),
  );
  const watched = new Set<string>();
  const judge = new Judge((name) => watched.has(name));
  const make = companions.of.bind(companions);
  companions.of = (handler, batch) => {
    const made = make(handler, batch);
    made.names.forEach((name) => watched.add(name));
    return made;
  };
  const stage = await HostileStage.start(out, world, {
    line: (handler, line) => judge.line(handler, line),
    complaint: (handler, line) => judge.complaint(handler, line),
    sent: () => {},
  });
  const cases = only === undefined ? new Cases(stage, judge, (name) => watched.add(name), subjects) : undefined;
  const fuzz = new Fuzz(stage, judge, companions, (count) => progress.count(count, judge.records.size));
  try {
    progress.step(`Handing over ${inputs.length.toLocaleString('en')} hostile messages`);
    await fuzz.run(only === undefined ? HANDLERS : [inputs[0].subject.handler], inputs);
    if (cases) progress.step('Handing over what is large, long and at odds with itself');
    await cases?.run();
    progress.step('Writing the history');
    (await stage.deliverHistory()).forEach((record) => judge.violate(`A record is no row of the history: ${record.slice(-300)}`));
    for await (const [table, item] of stage.items()) judge.item(table, item);
  } finally {
    await stage.stop();
  }
  fuzz.conclude();
  cases?.conclude();
  return { fuzz, judge, inputs, cases, seconds: (performance.now() - started) / 1000 };
}

function showOne(input: Input, judge: Judge): void {
  process.stdout.write(
    `\n${input.name}\n${input.body.length > 4_000 ? `${input.body.slice(0, 4_000)} … (${input.body.length} characters)` : input.body}\n`,
  );
  for (const rejection of judge.rejections.values()) process.stdout.write(`refused: ${rejection.field}: ${rejection.problem}\n`);
}

function report({ failing }: Fuzz, { violations }: Judge, seed: number): number {
  for (const violation of violations.slice(0, SHOWN)) process.stdout.write(`\n${violation}\n`);
  if (violations.length > SHOWN) process.stdout.write(`\n… and ${violations.length - SHOWN} more\n`);
  for (const { name } of failing.slice(0, SHOWN)) process.stdout.write(`again: npm run lab -- hostile --seed ${seed} --only '${name}'\n`);
  process.stdout.write(violations.length === 0 ? '\nEverything held.\n' : `\n${violations.length} violations: see above.\n`);
  return violations.length === 0 ? 0 : 1;
}
