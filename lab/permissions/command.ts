import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './check';
import { figures } from './figures';
import { replayForms } from './forms/replay-forms';
import { readReplay } from './read-replay';
import { PermissionProblem } from '../aws/iam/permission-problem';
import { writeFigures } from '../figures/figures';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';

export const PERMISSIONS_USAGE = `permissions [--replayed DIR]... [--out DIR] [--forms] [--write]
    Replays every form of the constructs, and holds what was called against what roles, queues, keys, functions and buckets allow.
    --replayed DIR   what replay wrote, to be looked at too; may be given more than once, or followed by more folders
    --out DIR        where the replays of the forms go (default: out/permissions)
    --forms          the forms were replayed into --out already
    --write          writes the figures into docs/reliability.md`;

const OPTIONS = {
  replayed: { type: 'string', multiple: true, default: [] as string[] },
  out: { type: 'string', default: 'out/permissions' },
  forms: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

/** Exit codes: 0 all is as it should be, 1 something is not, 2 nothing could be checked. */
export async function permissionsCommand(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  if (positionals.length > 0 && values.replayed.length === 0) {
    throw new PermissionProblem(`"${positionals[0]}" follows no --replayed\n\n${PERMISSIONS_USAGE}`);
  }
  const given = [...values.replayed, ...positionals].map((folder) => readReplay(resolve(folder)));
  const out = resolve(values.out);
  const checked = check((await formsIn(out, values.forms)).map(readReplay), given);
  for (const finding of checked.findings) process.stdout.write(`${finding}\n`);
  process.stdout.write(`${figures(checked, given.length)}\n`);
  if (checked.findings.length > 0) return 1;
  if (values.write) writeFigures('permissions', figures(checked, given.length));
  return 0;
}

async function formsIn(out: string, areThere: boolean): Promise<string[]> {
  const { FORMS } = await import('./forms/forms.js');
  if (areThere) return Object.keys(FORMS).map((name) => resolve(out, name));
  await provideBundles((step) => process.stderr.write(`${step} …\n`));
  return replayForms(out, Progress.onStderr());
}
