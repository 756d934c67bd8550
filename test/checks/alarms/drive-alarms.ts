/**
 * Drives each alarm on jobs into ALARM and out of it, and those of the collector: `drive-alarms OUT_DIR`. Simulated jobs go through the template's own handlers,
 * snapshots, log groups and metric filters, and each alarm is evaluated by its own definition. Prints for each story which alarms enter ALARM, when they are OK
 * again, what their text is, and which messages are sent.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { descriptionsOf, problemsOfLinks } from './descriptions';
import { expectedOf, problemsOfRings, Ring, ringsOf } from './expectations';
import { Message, messagesOf, problemsOfMessages } from './messages';
import { changesOfOutage, OUTAGE } from './outage';
import { reportOf } from './report';
import { simulateStories, SimulatedStories } from './simulate-stories';
import { STORIES } from './stories';
import type { StateChange } from '../../../lab/alarms/index';
import { readLines } from '../../../lab/compare/compare';
import { incidents } from '../../../lab/compare/incidents';
import { provideBundles } from '../../../lab/replay/assembly/bundles';
import { Progress } from '../../../lab/replay/progress';
import { replay } from '../../../lab/replay/replay';
import { Summary } from '../../../lab/replay/summary';

const APP = 'npx tsx --tsconfig tsconfig.dev.json test/checks/alarms/alarms-app.ts';
const START = Date.UTC(2026, 2, 2);
/** As often as snapshots are taken. */
const EVERY_MINUTES = 15;

function writeInput(input: string, { events, world }: SimulatedStories): void {
  mkdirSync(input, { recursive: true });
  writeFileSync(join(input, 'events.ndjson'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  writeFileSync(join(input, 'world.json'), JSON.stringify(world));
}

/** At the time of the stream: CloudWatch takes no metrics that are more than two weeks old. */
async function replayed(input: string, out: string): Promise<Summary> {
  await provideBundles((step) => process.stderr.write(`${step} …\n`));
  const progress = Progress.onStderr();
  const source = { app: APP, events: join(input, 'events.ndjson') };
  const summary = await replay({ ...source, out, scheduleEveryMinutes: EVERY_MINUTES, keepsTime: true, progress });
  progress.endLine();
  return summary;
}

/** All lines of log groups. */
const linesOf = (out: string): string[] =>
  readdirSync(join(out, 'logs')).flatMap((file) => readLines<{ message: string }>(join(out, 'logs', file)).map(({ message }) => message));

interface Outcome {
  readonly rings: readonly Ring[];
  readonly ofOutage: readonly Ring[];
  readonly messages: readonly Message[];
}

const problemsOf = ({ rings, ofOutage, messages }: Outcome, descriptions: ReadonlyMap<string, string>): string[] => [
  ...problemsOfRings(expectedOf(STORIES, START), rings),
  ...problemsOfRings(expectedOf([OUTAGE], START), ofOutage),
  ...problemsOfMessages(STORIES, messages),
  ...problemsOfLinks([...rings, ...ofOutage], descriptions),
];

async function main(folder: string): Promise<void> {
  const simulated = simulateStories(START);
  const [input, out] = [join(folder, 'input'), join(folder, 'replayed')];
  writeInput(input, simulated);
  const summary = await replayed(input, out);
  const assembly = join(out, 'cloud-assembly');
  const descriptions = descriptionsOf(assembly);
  const outcome: Outcome = {
    rings: ringsOf(readLines<StateChange>(join(out, 'alarms.ndjson'))),
    ofOutage: ringsOf(changesOfOutage(assembly, START)),
    messages: messagesOf(linesOf(out), simulated.storyOf),
  };
  const problems = [...incidents(summary), ...problemsOf(outcome, descriptions)];
  const print = (line: string) => process.stdout.write(`${line}\n`);
  reportOf(STORIES, outcome.rings, outcome.messages, { start: START, descriptions }).forEach(print);
  reportOf([OUTAGE], outcome.ofOutage, [], { start: START, descriptions }).forEach(print);
  problems.forEach((problem) => print(`FAILED  ${problem}`));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void main(resolve(process.argv[2] ?? 'out/alarms'));
