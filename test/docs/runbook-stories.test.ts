import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTAGE } from '../checks/alarms/outage';
import { RUNBOOK_STORIES } from '../checks/alarms/runbook-stories';
import { Story } from '../checks/alarms/story';

const STORIES = [...RUNBOOK_STORIES, OUTAGE];

const text = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
const section = /^## Twelve stories$([^]*?)^## /m.exec(text)?.[1] ?? '';
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** Alarms of the collector are documented by their properties. */
const documented = (alarm: string): string => alarm.replace(/^Collector(.)/, (_, first: string) => first.toLowerCase());
const rulesOf = ({ messages: { failed, blocked } }: Story): string[] => [
  ...(blocked ? ['onQueueBlocked'] : []),
  ...(failed ? ['onJobFailed'] : []),
];

describe('the stories of the runbook', () => {
  test('are those that the check drives alarms with, in their order', () => {
    expect(STORIES).toHaveLength(12);
    expect(rows.map(([, story]) => story)).toEqual(STORIES.map(({ name }) => name));
  });

  test.each(STORIES)('have the alarms and messages of the check: $name', (story) => {
    const [, , alarms, messages] = rows.find(([, name]) => name === story.name)!;
    expect(Object.keys(story.rings).filter((alarm) => !alarms.includes(`\`${documented(alarm)}\``))).toEqual([]);
    expect(rulesOf(story).filter((rule) => !messages.includes(`\`${rule}\``))).toEqual([]);
  });
});
