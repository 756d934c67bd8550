import { dirname } from 'node:path';
import { Explained } from './explained';
import { Mutant, score, Status } from './report';
import { markdownTable } from '../../lab/figures/figures';

/** The results of the mutants by folder, and why the survivors are accepted. */
export function figures(mutants: readonly Mutant[], explained: Explained): string {
  const folders = [...new Set(mutants.map(({ file }) => dirname(file)))].sort();
  const rows = folders.map((folder) =>
    row(
      `\`${folder}\``,
      mutants.filter(({ file }) => dirname(file) === folder),
    ),
  );
  const reasons = Object.entries(explained).map(([reason, files]) => `- ${Object.values(files).flat().length}: ${reason}`);
  const ignored = [...new Set(mutants.filter(({ status }) => status === 'Ignored').map(({ reason }) => reason))].map(
    (reason) => `- ignored: ${reason}`,
  );
  const table = markdownTable(
    ['Folder', 'Mutants', 'Killed', 'Timed out', 'Survived', 'Not reached', 'Ignored', 'Score'],
    [...rows, row('**all**', mutants)],
  );
  return [table, '', 'Why the surviving mutants are accepted:', '', ...reasons, ...ignored].join('\n');
}

function row(name: string, mutants: readonly Mutant[]): (string | number)[] {
  const count = (wanted: Status) => mutants.filter(({ status }) => status === wanted).length;
  return [
    name,
    mutants.length,
    count('Killed'),
    count('Timeout'),
    count('Survived'),
    count('NoCoverage'),
    count('Ignored'),
    `${score(mutants).toFixed(1)} %`,
  ];
}
