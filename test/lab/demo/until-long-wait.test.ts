import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilLongWait } from '../../../lab/demo/until-long-wait';

function dayWith(...waits: readonly (readonly [At: string, OldestRunnableSeconds?: number])[]): [folder: string, events: string] {
  const folder = mkdtempSync(join(tmpdir(), 'day-'));
  const events = join(folder, 'events.ndjson');
  const times = ['09:44', '09:50', '10:50', '11:04', '11:06'].map((time) => JSON.stringify({ time: `2026-03-02T${time}:00Z` }));
  writeFileSync(events, `${times.join('\n')}\n`);
  writeFileSync(
    join(folder, 'truth-in-flight.json'),
    JSON.stringify(waits.map(([At, OldestRunnableSeconds]) => ({ At, OldestRunnableSeconds }))),
  );
  return [folder, events];
}

test('GIVEN a day with long waits THEN its events end soon after the last of them', () => {
  const [folder, events] = dayWith(
    ['2026-03-02T10:00:00Z', 4000],
    ['2026-03-02T11:00:00Z', 1800],
    ['2026-03-02T11:15:00Z', 1799],
    ['2026-03-02T11:30:00Z'],
  );
  const times = readFileSync(untilLongWait(folder, events), 'utf8').trimEnd().split('\n');
  expect(times).toHaveLength(3);
  expect([times[0], times[2]]).toEqual([expect.stringContaining('09:50'), expect.stringContaining('11:04')]);
});

test('GIVEN a day without a long wait THEN all its events are shown', () => {
  const [folder, events] = dayWith(['2026-03-02T10:00:00Z', 60]);
  expect(untilLongWait(folder, events)).toBe(events);
});
