import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCommand } from '../../../lab/demo/command';

/** That its records and metrics are true, the check `demo` proves in the gate, with more jobs (test/checks/table.ts). */
describe('the demo', () => {
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
