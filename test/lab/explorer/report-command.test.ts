import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabExplorer } from '../../../lab/explorer/lab-explorer';
import { reportCommand } from '../../../lab/explorer/report-command';

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'report-'));
  mkdirSync(join(out, 'logs'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(out, { recursive: true });
});

test.each(['typo', 'job'])('a report of the view "%s" is refused and not written', async (view) => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const file = join(out, 'report.html');
  expect(await reportCommand(['--out', out, '--view', view, file])).toBe(2);
  expect(write).toHaveBeenCalledWith(`--view is "${view}", but it must be one of search, gantt, costs, in-flight, in-flight-jobs\n`);
  expect(existsSync(file)).toBe(false);
});

test('an error closes the server', async () => {
  const close = jest.spyOn(LabExplorer.prototype, 'close');
  jest.spyOn(LabExplorer.prototype, 'report').mockRejectedValue(new Error('no disk'));
  await expect(reportCommand(['--out', out, '--view', 'gantt', join(out, 'report.html')])).rejects.toThrow('no disk');
  expect(close).toHaveBeenCalledTimes(1);
});
