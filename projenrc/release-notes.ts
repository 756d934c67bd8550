/** Writes the notes of a release, which CHANGELOG.md lists as unreleased, over those that commits would give. */
import { readFileSync, writeFileSync } from 'node:fs';

const HEADING = '## Unreleased';

/** The text under the heading, up to the next release. */
export function unreleased(changelog: string): string {
  const [, rest] = changelog.split(`${HEADING}\n`);
  const notes = rest?.split(/^## /m)[0].trim();
  if (!notes) throw new Error(`CHANGELOG.md has no text under "${HEADING}". List there what changes for users, then release again.`);
  return `${notes}\n`;
}

if (require.main === module) writeFileSync('dist/changelog.md', unreleased(readFileSync('CHANGELOG.md', 'utf8')));
