/** Hands events with canaries to the functions, and searches everything that they write for them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Canaries, canariesIn, hasShape, pieceIn, readingsOf } from './canaries';
import { historyTexts } from './history-texts';
import { PLACES_OF } from './places';
import { Planter, shapeName } from './plant';
import { markdownTable, writeFigures } from '../figures/figures';
import { alike, inputsOf } from '../hostile/inputs';
import { MARK } from '../hostile/mutations';
import { HostileStage, Message } from '../hostile/stage';
import { HandlerName, Subject, subjectsOf } from '../hostile/subjects';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { ReplayProblem } from '../replay/replay-problem';
import { Random } from '../simulate/random';
import { simulate } from '../simulate/simulate';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: 'out/secrets' },
  write: { type: 'boolean', default: false },
} as const;
const JOBS = 600;
const REFUSED_SHARE = 0.01;
/** Lines that name what was left out: nothing of it may be in them. */
const UNREAD = '"fields-unread"';
const UNREAD_LINES = 'lines of unread fields';
const HANDLERS: readonly HandlerName[] = ['collector', 'registry', 'run-task', 'groups'];

/** Each message that cannot be parsed goes to a dead-letter queue. */
const POISONED: readonly HandlerName[] = [...HANDLERS, 'history', 'pricing'];

/** Where something was written, with all of it. */
class Written {
  readonly bytes = new Map<string, number>();
  readonly found: { readonly where: string; readonly text: string; readonly canaries: readonly string[] }[] = [];

  take(where: string, text: string): void {
    this.bytes.set(where, (this.bytes.get(where) ?? 0) + Buffer.byteLength(text));
    for (const reading of readingsOf(text)) {
      const at = pieceIn(reading);
      if (at >= 0) this.found.push({ where, text: reading.slice(Math.max(0, at - 150), at + 100), canaries: [...canariesIn(reading)] });
    }
  }
}

/** Exit codes: 0 nothing leaked, 1 something did or was not looked for, 2 nothing could be run. */
export async function secretsCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new ReplayProblem(`--seed is '${values.seed}': it must be a whole number`);
  const progress = Progress.onStderr();
  await provideBundles((step) => progress.step(step));
  progress.step('Planting the canaries');
  const hunt = new Hunt(seed, resolve(values.out));
  await hunt.run();
  const table = hunt.table();
  process.stdout.write(`${table}\n`);
  if (values.write) writeFigures('secrets', table);
  for (const problem of hunt.problems) process.stdout.write(`\n${problem}\n`);
  process.stdout.write(
    hunt.problems.length === 0 ? '\nNo canary is where it must not be.\n' : `\n${hunt.problems.length} problems: see above.\n`,
  );
  return hunt.problems.length === 0 ? 0 : 1;
}

/** A command that is mutated away can still be quoted; the simulation's own canaries are in commands. */
const withoutCanaries = (subject: Subject): Subject => ({
  ...subject,
  message: JSON.parse(JSON.stringify(subject.message).replaceAll('CANARY-', 'plain-')) as Subject['message'],
});

class Hunt {
  readonly problems: string[] = [];
  private readonly canaries = new Canaries();
  private readonly written = new Written();
  private readonly sent = new Set<string>();
  /** Those in messages that were taken, in the place of what is kept. */
  private readonly kept = new Set<string>();
  private events = 0;
  private refused = 0;
  private inDeadLetters = 0;
  private deadLetters = 0;
  private inErrors = 0;

  constructor(
    private readonly seed: number,
    private readonly out: string,
  ) {}

  async run(): Promise<void> {
    mkdirSync(this.out, { recursive: true });
    const day = simulate({ jobs: JOBS, seed: this.seed });
    const world = join(this.out, 'world.json');
    writeFileSync(world, JSON.stringify(day.world));
    const subjects = subjectsOf(day.events);
    const stage = await HostileStage.start(this.out, world, {
      line: (handler, line) => {
        this.written.take(`${line.includes(UNREAD) ? UNREAD_LINES : 'log lines'}, ${handler}`, line);
        if (line.includes('"event-rejected"')) this.refused += 1;
      },
      complaint: (handler, line) => this.written.take(`stderr, ${handler}`, line),
      sent: (queue, body) => this.written.take(`messages sent to ${queue}`, body),
    });
    try {
      for (const handler of HANDLERS) {
        await this.deliver(
          stage,
          handler,
          subjects.filter((subject) => subject.handler === handler && !subject.type.startsWith('own')),
        );
      }
      await stage.settle(() => {});
      for (const handler of POISONED) await this.poison(stage, handler);
      await stage.settle(() => {});
      await this.searchHistory(stage);
      for await (const [table, item] of stage.items()) this.written.take(`items of ${table}`, JSON.stringify(item));
    } finally {
      await stage.stop();
    }
    this.conclude();
  }

  table(): string {
    const byShape = new Map<string, Set<string>>();
    for (const { text, place, shape } of this.canaries.made) {
      if (this.sent.has(text)) byShape.set(shape, (byShape.get(shape) ?? new Set()).add(place));
    }
    const count = (shape: string): number =>
      this.canaries.made.filter((canary) => canary.shape === shape && this.sent.has(canary.text)).length;
    const bytes = [...this.written.bytes.values()].reduce((all, each) => all + each, 0);
    const rows = [...byShape]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([shape, places]) => [
        shape,
        count(shape),
        [...places].sort().join(', '),
        this.leaks.filter(({ text }) => hasShape(text, shape)).length,
      ]);
    return [
      markdownTable(['shape', 'canaries', 'places', 'found'], rows),
      '',
      markdownTable(
        ['written to', 'bytes searched'],
        [...this.written.bytes].sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
      '',
      `\`npm run lab -- secrets --seed ${this.seed}\`: ${this.sent.size.toLocaleString('en')} canaries in ${this.events.toLocaleString('en')} events, ${this.refused.toLocaleString('en')} rejections logged; ` +
        `${bytes.toLocaleString('en')} bytes searched, ${this.leaks.length} found. As a control, ${this.deadLetters} messages that cannot be parsed, each with a canary: ${this.inDeadLetters} found in the dead-letter queues, and nowhere else; ${this.inErrors} log line that is no record, found under the error prefix of the history.`,
    ].join('\n');
  }

  /** Whole events, and the same with a field that is refused because of the canary in it. */
  private async deliver(stage: HostileStage, handler: HandlerName, subjects: readonly Subject[]): Promise<void> {
    const planter = new Planter(this.canaries);
    const random = new Random(this.seed, handler);
    const planted = subjects.map((subject): Subject => ({ ...subject, message: planter.plant(subject) }));
    const whole = planted.map(({ message, identities }) =>
      identities.reduce((body, id) => body.replaceAll(id, alike(id, random)), JSON.stringify(message)),
    );
    const hostile = inputsOf(subjects.map(withoutCanaries), { seed: this.seed, share: REFUSED_SHARE })
      .filter(({ body, name }) => body.includes(MARK) && body.length < 100_000 && !name.includes('1 MiB'))
      .map(({ body, subject }) => body.replaceAll(MARK, () => this.canaries.of('refused-value', shapeName(subject.type))));
    await this.hand(stage, handler, whole);
    await this.hand(stage, handler, hostile, true);
  }

  private async hand(stage: HostileStage, handler: HandlerName, bodies: readonly string[], mayBeTaken = false): Promise<void> {
    for (let first = 0; first < bodies.length; first += 100) {
      const messages = bodies.slice(first, first + 100).map((body, index): Message => ({ id: `${handler}-${first + index}`, body }));
      const { crash, failed } = await stage.deliver(handler, messages);
      // A text in the place of a name is that name, where it passes for one: only what was refused may be nowhere.
      for (const { id, body } of messages) {
        if (!mayBeTaken || failed.has(id)) this.remember(body);
        else canariesIn(body).forEach((canary) => this.kept.add(canary));
      }
      if (crash) this.problems.push(`The ${handler} crashed: ${crash.errorMessage}`);
    }
  }

  private remember(body: string): void {
    this.events += 1;
    canariesIn(body).forEach((canary) => this.sent.add(canary));
  }

  /** A message that cannot be read goes its whole way: from the queue to the function, again and again, and then to the dead letters. */
  private async poison(stage: HostileStage, handler: HandlerName): Promise<void> {
    const { broker } = stage.services;
    const poller = stage.poller(handler);
    const deadLetters = broker.byArn(poller.queue.redrive?.deadLetterArn ?? '');
    if (!deadLetters) return void this.problems.push(`The ${handler} has no dead-letter queue`);
    const canary = this.canaries.of('poison', handler);
    const body = JSON.stringify({ detail: [{ environment: [{ name: 'A', value: canary }] }] });
    this.remember(body);
    await broker.sendFromRules(poller.queue, [body]);
    await poller.drain();
    const found = await broker.receive(deadLetters);
    this.deadLetters += 1;
    if (found.some(({ Body }) => Body.includes(canary))) this.inDeadLetters += 1;
    else this.problems.push(`The message that the ${handler} cannot read is not in its dead-letter queue`);
  }

  /**
   * Every row, and every line that is none: as a control, one with a canary is logged, which must be under the error prefix and in no other place.
   */
  private async searchHistory(stage: HostileStage): Promise<void> {
    const canary = this.canaries.of('poison', 'history-line');
    const line = JSON.stringify({ RecordType: 'job', JobId: [canary] });
    this.remember(line);
    stage.log('collector', line);
    await stage.deliverHistory();
    for (const { folder, text } of await historyTexts(stage.services.history.objects)) {
      const isControl = folder === 'errors' && text.includes(JSON.stringify(line).slice(1, -1));
      if (isControl) this.inErrors += 1;
      else this.written.take(`history, ${folder}`, text);
    }
    if (this.inErrors === 0) this.problems.push('The log line that is no record is not under the error prefix of the history');
  }

  /** Every finding, except in the places of names and reasons. */
  private get leaks(): Written['found'] {
    return this.written.found.filter(
      ({ where, canaries }) => where.startsWith(UNREAD_LINES) || canaries.length === 0 || canaries.some((canary) => !this.kept.has(canary)),
    );
  }

  private conclude(): void {
    for (const { where, text } of this.leaks) this.problems.push(`In ${where}: … ${text} …`);
    for (const { text } of this.canaries.made) {
      if (!this.sent.has(text) && !this.kept.has(text)) this.problems.push(`${text} is in no event: its absence proves nothing`);
    }
    for (const [shape, places] of Object.entries(PLACES_OF)) {
      for (const place of places) {
        const isSent = this.canaries.made.some((canary) => canary.shape === shape && canary.place === place && this.sent.has(canary.text));
        if (!isSent) this.problems.push(`No canary in the place "${place}" of the shape "${shape}"`);
      }
    }
    for (const where of [
      UNREAD_LINES,
      'log lines, collector',
      'log lines, registry',
      'log lines, run-task',
      'items of',
      'messages sent to',
      'history, jobs',
      'history, transitions',
      'history, instances',
    ]) {
      if (![...this.written.bytes].some(([name, bytes]) => name.startsWith(where) && bytes > 0)) {
        this.problems.push(`Nothing was written to "${where}": there is nothing to search`);
      }
    }
    if (this.refused < 100) this.problems.push(`${this.refused} refusals are too few to check their texts`);
  }
}
