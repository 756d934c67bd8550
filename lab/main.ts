/** The lab's command line: `npm run lab -- COMMAND …`. */
import { joinNegative } from './arguments';
import { messageOf } from './replay/replay-problem';

const USAGE = `Usage: npm run lab -- COMMAND [OPTIONS]

simulate --jobs N [--seed S] [--start ISO] [--chaos none|mild|wild] [--busy-end] --out DIR
    Writes the events of a simulated workload, and beside them the truth: the expected records and metrics.

replay [--app "COMMAND" | --template FILE] --events FILE [--out DIR] [--world FILE] [--schedule-every MINUTES]
       [--allow-dead-letters]
    Runs events through a synthesized template's own rules, schedules, queues, functions and tables.

permissions [--replayed DIR]... [--out DIR] [--forms] [--write]
    Replays every form of the constructs, and holds what was called against what the policies allow.

view --out DIR [--port P]
    Serves the template's dashboards as a web page over what a replay produced.

report --out DIR (--job ID | --view VIEW) [--dark] FILE
    Writes a page of the job explorer over what a replay produced, as a file that needs no other.

chaos [--runs N] [--seed S] [--jobs J] [--listed] [--choose] [--app "COMMAND"] [--out DIR] [--write]
    Simulates days and delivers them with faults, each run by a seed of its own; compares with the truth.

demo [--check] [--jobs N] [--port P] [--out DIR]
    Simulates a day, replays it and serves the dashboards as they are at its end; --check compares a replay of all of it with the truth instead.

hostile [--seed S] [--share SHARE] [--only TYPE:PATH:MUTATION] [--out DIR] [--write]
    Hands mutated messages of every type to the functions, among good ones, and judges what becomes of them.

secrets [--seed S] [--out DIR] [--write]
    Plants canaries in every place of every event that can hold a secret, and searches all that is written for them.

schedules [--app "COMMAND"] [--days N] [--start ISO] [--out DIR]
    Runs the schedules of EventBridge Scheduler in a template for some days, and compares the records of the jobs with the truth.

records [--write]
    Prints the fields of each kind of record; --write puts them into docs/job-record.md.
`;

type Command = (argv: string[]) => Promise<number>;

/** Loaded when asked for: none should wait for what another needs. */
const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  simulate: async () => (await import('./simulate/command.js')).simulateCommand,
  replay: async () => (await import('./replay/command.js')).replayCommand,
  permissions: async () => (await import('./permissions/command.js')).permissionsCommand,
  view: async () => (await import('./view/command.js')).viewCommand,
  report: async () => (await import('./explorer/report-command.js')).reportCommand,
  chaos: async () => (await import('./chaos/command.js')).chaosCommand,
  demo: async () => (await import('./demo/command.js')).demoCommand,
  hostile: async () => (await import('./hostile/command.js')).hostileCommand,
  records: async () => (await import('./records/command.js')).recordsCommand,
  schedules: async () => (await import('./scheduler/command.js')).schedulesCommand,
  secrets: async () => (await import('./secrets/command.js')).secretsCommand,
};

async function main([name, ...argv]: string[]): Promise<number> {
  const load = name === undefined ? undefined : COMMANDS[name];
  if (load === undefined || argv.includes('--help')) {
    const isAsked = name === '--help' || name === 'help' || argv.includes('--help');
    (isAsked ? process.stdout : process.stderr).write(isAsked || name === undefined ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
    return isAsked ? 0 : 2;
  }
  return (await load())(joinNegative(argv));
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUserError =
      error instanceof Error && (error.name.endsWith('Problem') || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')));
    process.stderr.write(`${isUserError ? messageOf(error) : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  },
);
