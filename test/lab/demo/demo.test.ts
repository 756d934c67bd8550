import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCommand } from '../../../lab/demo/command';
import { Summary } from '../../../lab/replay/summary';

jest.setTimeout(120_000);

describe('the demo', () => {
  test('gives records and metrics that are true of the simulated day and of the captured events', async () => {
    // GIVEN the example app
    const out = mkdtempSync(join(tmpdir(), 'demo-test-'));
    const written: string[] = [];
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    // WHEN a small day is replayed and checked
    const code = await demoCommand(['--check', '--jobs', '60', '--out', out]);
    stdout.mockRestore();
    stderr.mockRestore();
    // THEN nothing differs
    expect(written.join('')).toContain('Every record and every metric is what it should be.');
    expect(code).toBe(0);
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary;
    expect(summary).toMatchObject({ invalidLines: 0, rejectedEvents: 0, lostEvents: 0, metricViolations: 0, errors: 0 });
  });

  test('refuses a number of jobs that is none', async () => {
    await expect(demoCommand(['--jobs', 'many'])).rejects.toThrow("--jobs is 'many': it must be a whole number from 1");
  });

  test('looks at its port before it begins', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const out = join(mkdtempSync(join(tmpdir(), 'demo-test-')), 'nothing-yet');
    const code = await demoCommand(['--port', String((server.address() as AddressInfo).port), '--out', out]).finally(() => server.close());
    const output = stderr.mock.calls.join('');
    stderr.mockRestore();
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('choose another with --port') });
    expect(existsSync(out)).toBe(false);
  });
});
