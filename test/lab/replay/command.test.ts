import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, newFolder, TEMPLATE, templateWith } from './fixtures/replay-fixture';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '../../..');

function lab(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'lab/main.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input,
  });
  return { code: status, out: stdout, err: stderr };
}

const replayInput = (lines: readonly (object | string)[], ...more: string[]) =>
  lab(
    ['replay', '--template', TEMPLATE, '--events', '-', '--out', newFolder(), ...more],
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );

describe('the command line', () => {
  test('reads events from stdin, prints a summary and exits with 0', () => {
    const { code, out, err } = replayInput([eventOf('test.queued', { do: 'record', JobId: 'a' })]);
    expect(out).toMatch(/^Events read +1$/m);
    expect(out).toMatch(/^Job records +1$/m);
    expect(err).toContain('Running the events …\n');
    expect(code).toBe(0);
  });

  test('exits with 1 after a dead letter, unless dead letters are allowed', () => {
    const events = [eventOf('test.queued', { do: 'fail' })];
    expect(replayInput(events).code).toBe(1);
    expect(replayInput(events, '--allow-dead-letters').code).toBe(0);
  });

  test('exits with 1 after a line that is no event, dead letters allowed or not', () => {
    const { code, err } = replayInput(['nonsense'], '--allow-dead-letters');
    expect(err).toContain('line 1 is no JSON');
    expect(code).toBe(1);
  });

  test('reports that no rule matched', () => {
    const { code, out } = replayInput([{ ...eventOf('test.queued', {}), source: 'other' }]);
    expect(out).toContain('None of the 1 events matched a rule.');
    expect(code).toBe(0);
  });

  test.each<[string, () => string[], string]>([
    [
      'a missing file',
      () => ['replay', '--events', '/nowhere.ndjson', '--template', TEMPLATE],
      'There is no events file at /nowhere.ndjson',
    ],
    [
      'a template without rules',
      () => [
        'replay',
        '--events',
        '/dev/null',
        '--out',
        newFolder(),
        '--template',
        templateWith((resources) => {
          delete resources.QueuedRule;
          delete resources.DirectRule;
        }),
      ],
      'No event rule in ',
    ],
    ['no events', () => ['replay'], '--events is missing'],
    [
      'an app and a template',
      () => ['replay', '--events', '-', '--app', 'a', '--template', 'b'],
      '--app and --template exclude each other',
    ],
    ['an unknown option', () => ['replay', '--evnts', '-'], "Unknown option '--evnts'"],
    ['an unknown command', () => ['reply'], 'There is no command "reply".'],
  ])('exits with 2 and one clear line for %s', (_, args, message) => {
    const { code, err } = lab(args());
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(code).toBe(2);
  });

  test('shows its usage', () => {
    expect(lab(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('replay [--app "COMMAND" | --template FILE] --events FILE'),
    });
  });

  test('recognizes a template by its content', () => {
    const file = join(newFolder(), 'A.template.json');
    writeFileSync(file, '[]');
    expect(lab(['replay', '--events', '/dev/null', '--out', newFolder(), '--template', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no CloudFormation template'),
    });
  });
});
