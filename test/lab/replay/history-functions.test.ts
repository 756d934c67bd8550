import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { compareHistory, readRows } from '../../../lab/compare/compare-history';
import { Cloud } from '../../../lab/replay/cloud';
import { replay } from '../../../lab/replay/replay';
import { Summary } from '../../../lab/replay/summary';
import { simulate } from '../../../lab/simulate/simulate';
import { BatchInsights } from '../../../src';

jest.setTimeout(180_000);

/** The template of an app whose history has all datasets. */
function template(): string {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'history-app-')) });
  new BatchInsights(new Stack(app, 'App'), 'Insights').addHistory({ transitionsIncluded: true, instancesIncluded: true });
  return join(app.synth().directory, 'App.template.json');
}

async function replayDay(seed: number, after?: (cloud: Cloud, out: string) => Promise<void>): Promise<{ out: string; summary: Summary }> {
  const out = mkdtempSync(join(tmpdir(), 'history-'));
  const { events, world } = simulate({ jobs: 40, seed, chaos: 'wild', start: new Date('2026-11-20T00:00:00Z') });
  const file = join(out, 'given.ndjson');
  writeFileSync(file, [...events].map((event) => `${JSON.stringify(event)}\n`).join(''));
  writeFileSync(join(out, 'world.json'), JSON.stringify(world));
  const summary = await replay({ template: template(), events: file, out, after: after && ((cloud) => after(cloud, out)) });
  return { out, summary };
}

const invoke = async (cloud: Cloud, part: string, payload: object, at?: number): Promise<unknown> => {
  const runner = cloud.runners.find(({ definition }) => definition.id.includes(part));
  const outcome = await runner?.invoke(JSON.stringify(payload), undefined, { at });
  return outcome?.error ?? (JSON.parse(outcome?.result ?? 'null') as unknown);
};

describe('the functions of a history', () => {
  // The check truth-wild does the same for a longer day, and the import below for another one.
  test('write a row for each record of a day', async () => {
    const { out, summary } = await replayDay(1);
    const history = await compareHistory(out);
    expect([...history.keys()]).toEqual(['jobs', 'transitions', 'instances']);
    expect([...history.values()].map(({ differences }) => differences)).toEqual([[], [], []]);
    expect(history.get('jobs')?.found).toBe(summary.records);
    expect(summary).toMatchObject({ errors: 0, lostEvents: 0 });
  });

  test('import what is in the log groups, and merge the files of a day', async () => {
    const range = { from: '2026-11-20', to: '2026-11-22' };
    const days = { days: ['2026-11-20', '2026-11-21'] };
    const inTwoHours = Date.now() + 2 * 3_600_000;
    const results: unknown[] = [];
    let filesBefore: string[] = [];
    let filesBetween: string[] = [];
    const { out, summary } = await replayDay(3, async (cloud, folder) => {
      const files = (): string[] => cloud.services.history.objects.list('jobs/').map(({ key }) => key);
      // GIVEN a day that has the same rows in three files
      const { length: rows } = await readRows(join(folder, 'history'), 'jobs');
      for (let times = 0; times < 2; times++) {
        results.push(await invoke(cloud, 'Import', range));
        await cloud.deliverHistory();
      }
      filesBefore = files();
      expect(await readRows(join(folder, 'history'), 'jobs')).toHaveLength(3 * rows);
      // WHEN its files are merged, and the function runs once more when no query reads the old ones any more
      results.push(await invoke(cloud, 'Compaction', days));
      filesBetween = files();
      results.push(await invoke(cloud, 'Compaction', days, inTwoHours));
    });
    // THEN each record is there once, in one file
    const history = await compareHistory(out);
    expect(results).toEqual([
      { records: expect.any(Number), rejected: 0, complete: true },
      { records: expect.any(Number), rejected: 0, complete: true },
      { compacted: expect.any(Number), deleted: 0, left: 0 },
      { compacted: 0, deleted: expect.any(Number), left: 0 },
    ]);
    expect(filesBetween).toEqual(expect.arrayContaining(filesBefore));
    expect(history.get('jobs')).toMatchObject({ found: summary.records, differences: [] });
    expect(history.get('instances')).toMatchObject({ differences: [] });
    expect(summary.errors).toBe(0);
  });
});
