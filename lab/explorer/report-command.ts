import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LabExplorer } from './lab-explorer';
import { VIEWS } from '../../src/domain/explorer/views';
import { OutFolder } from '../view/out-folder';

const DAY_MILLIS = 86_400_000;
/** The page of a job needs an id, which `--job` has. */
/** Those that need nothing else: a job is given by its id, and a scheduled job by its schedule. */
const PAGES: readonly string[] = VIEWS.filter((view) => view !== 'job' && view !== 'scheduled-job');

/** `report --out DIR (--job ID | --view VIEW) [--dark] FILE`: a page of the explorer as a file that needs no other. */
export async function reportCommand(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { out: { type: 'string' }, job: { type: 'string' }, view: { type: 'string' }, dark: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (values.out === undefined || file === undefined || (values.job === undefined) === (values.view === undefined)) {
    process.stderr.write('report takes --out DIR, one of --job ID and --view VIEW, and the file to write\n');
    return 2;
  }
  if (values.view !== undefined && !PAGES.includes(values.view)) {
    process.stderr.write(`--view is "${values.view}", but it must be one of ${PAGES.join(', ')}\n`);
    return 2;
  }
  const folder = new OutFolder(values.out);
  const end = folder.newest();
  const explorer = new LabExplorer(folder);
  const widgetContext = { theme: values.dark ? 'dark' : 'light', timeRange: { start: end - DAY_MILLIS, end } };
  const place = values.job === undefined ? { view: values.view } : { view: 'job', id: values.job };
  try {
    writeFileSync(file, await explorer.report({ ...place, widgetContext }));
  } finally {
    explorer.close();
  }
  process.stdout.write(`${file}\n`);
  return 0;
}
